import Kernel

/// The fields of an HTML form (`application/x-www-form-urlencoded`); an empty field counts as absent.
public struct FormFields: RouteInput {
    private let fields: [(name: String, value: String)]

    public init(_ fields: [(name: String, value: String)]) {
        self.fields = fields.filter { !$0.value.isEmpty }
    }

    public subscript(_ name: String) -> String? {
        fields.last { $0.name == name }?.value
    }

    /// The fields as the JSON body of the API; unknown fields are ignored.
    public func read<Value: Body>(_: Value.Type) throws(Problem) -> Value {
        let names = Schema.recorded(for: Value.self).properties.map(\.name)
        let members = names.compactMap { name in self[name].map { (name, JSONValue.string($0)) } }
        return try JSON.read(Value.self, from: JSONValue.object(JSONObject(members)).bytes)
    }

    public static func describe(_ operation: inout Operation) {
        operation.body = Operation.RequestContent(
            "application/x-www-form-urlencoded",
            .anything,
            meaning: .words("The fields of an HTML form.")
        )
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        let type = reader.header("content-type").map(mediaTypeEssence)
        guard type == "application/x-www-form-urlencoded" else { throw Problem(.unsupportedMediaType) }
        guard let text = String(validating: try await reader.bytes(), as: UTF8.self),
            let fields = PercentCoding.pairs(Substring(text))
        else { throw Problem(.malformed) }
        return Self(fields)
    }
}
