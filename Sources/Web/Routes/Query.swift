import Kernel

/// A flat structure of query parameters as the input of a handler.
///
/// Lists are given by repeating a name or with commas; an empty optional parameter counts as absent.
public protocol Query: RouteInput, Decodable {}

extension Query {
    public static func describe(_ operation: inout Operation) {
        operation.parameters += QueryShape.of(Self.self).members.map { member in
            Operation.Parameter(
                .query,
                member.property.name,
                member.schema,
                isRequired: member.property.isRequired && !member.schema.isArray,
                meaning: member.property.meaning,
                alias: member.alias
            )
        }
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        let shape = QueryShape.of(Self.self)
        do {
            return try read(try shape.object(given: reader.values), shape.schema)
        } catch let problem as Problem {
            throw problem.pointing(at: shape.aliases { !reader.values(of: $0).isEmpty })
        }
    }

    private static func read(_ value: JSONValue, _ schema: Schema) throws -> Self {
        let faults = schema.faults(in: value, at: "query")
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        do {
            return try JSON.decode(Self.self, from: value)
        } catch let error as DecodingError {
            var fault = error.fault
            fault.pointer = "query" + fault.pointer
            throw Problem(.invalid, faults: [fault])
        }
    }
}

extension Schema {
    /// The members of an object; empty for other schemas.
    public var properties: [Property] {
        guard case .object(_, let properties) = self else { return [] }
        return properties
    }

    /// The object that the values of a query stand for; see ``QueryShape``.
    public func members(given valuesOf: (_ name: String) -> [String]) throws(Problem) -> JSONValue {
        try QueryShape(self).object(given: valuesOf)
    }

    var withoutNull: Schema {
        if case .nullable(let schema) = self { schema.withoutNull } else { self }
    }

    var isArray: Bool {
        if case .array = self { true } else { false }
    }

    /// The value of a text of the query; a text without a value stays a text, for the schema to refuse.
    func value(of text: String) -> JSONValue {
        switch self {
        case .boolean:
            switch text {
            case "true", "1": .bool(true)
            case "false", "0": .bool(false)
            default: .string(text)
            }
        case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
        case .number, .decimal: Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(text)
        default: .string(text)
        }
    }

    func value(ofAll texts: [String]) -> JSONValue {
        guard case .array(let element, _) = self else { return .array([]) }
        let parts = texts.flatMap { $0.pieces(at: ",") }
        return .array(parts.map { element.value(of: String($0)) })
    }
}

extension Problem {
    /// Its faults with the parameter names of the caller.
    fileprivate func pointing(at aliases: [String: String]) -> Problem {
        var problem = self
        problem.faults = faults.map { fault in
            var fault = fault
            for (name, alias) in aliases where fault.pointer == "query/\(name)" {
                fault.pointer = "query/\(alias)"
            }
            return fault
        }
        return problem
    }
}

/// The whole query of a route with unknown parameters, such as the return address of a sign-in.
public struct OpenQuery: RouteInput {
    public let values: [(name: String, value: String)]

    public subscript(_ name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    public static func describe(_ operation: inout Operation) {
        operation.acceptsAnyQuery = true
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        Self(values: reader.incoming.query)
    }
}
