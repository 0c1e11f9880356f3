import Kernel
import Platform
import Web

/// A request that the API document calls valid.
struct RequestExample: Sendable {
    let method: String
    let path: String
    var bytes: [UInt8] = []
    var mediaType: String?
    var headers: [String: String] = [:]
    /// The schema's faults of the example: then a row of ``AccessSuite/examples`` is missing.
    var faults: [Problem.Fault] = []
}

/// Makes requests from the schemas of the routes: the members that must be there, each with its example or its smallest value.
struct RequestExamples {
    private let examples: [String: JSONValue]
    let file: AccessSuite.SampleFile
    /// The identity to put in a place.
    let identity: (EntityReference) -> String

    init(of suite: AccessSuite, identity: @escaping (EntityReference) -> String = Self.unknown) {
        examples = suite.examples
        file = suite.file
        self.identity = identity
    }

    /// The identity of nothing.
    static func unknown(_: EntityReference) -> String { ID<Account>.placeholder.description }

    /// Of a member in ``AccessSuite/examples``: an identity that may be left out is named all the same.
    static let own: JSONValue = "own"

    /// `naming` is given a value though it may be left out.
    func request(of route: ProductRoute, naming reference: EntityReference? = nil) -> RequestExample {
        var request = RequestExample(
            method: route.method,
            path: path(of: route) + query(of: route, naming: reference)
        )
        if route.operation.parameters.contains(where: { $0.name == "If-Match" }) {
            request.headers["If-Match"] = "*"
        }
        if route.operation.parameters.contains(where: { $0.name == "Idempotency-Key" && $0.isRequired }) {
            request.headers["Idempotency-Key"] = "example-\(route.method)"
        }
        guard let body = route.operation.body else { return request }
        request.mediaType = body.mediaType
        switch body.mediaType {
        case "application/json":
            let value = document(of: route, body.schema, naming: reference)
            request.faults = body.schema.faults(in: value)
            request.bytes = value.bytes
        case "multipart/form-data":
            request.mediaType = Form.contentType
            request.bytes = form(of: route, body.schema, naming: reference).ended
        default:
            request.bytes = Array("text=text".utf8)
        }
        return request
    }

    private func path(of route: ProductRoute) -> String {
        let parameters = route.operation.parameters.filter { $0.place == .path }
        return parameters.reduce(route.path) { path, parameter in
            let value = text(of: parameter.schema, at: .path, parameter.name)
            return path.split(separator: "{\(parameter.name)}", omittingEmptySubsequences: false)
                .joined(separator: value)
        }
    }

    private func query(of route: ProductRoute, naming reference: EntityReference?) -> String {
        let pairs = route.operation.parameters.compactMap { parameter -> String? in
            guard parameter.place == .query else { return nil }
            if let given = examples[route.name]?[parameter.name]?.stringValue {
                return "\(parameter.name)=\(given)"
            }
            let isNamed = reference?.place == .query && reference?.name == parameter.name
            guard parameter.isRequired || isNamed else { return nil }
            return "\(parameter.name)=\(text(of: parameter.schema, at: .query, parameter.name))"
        }
        return pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
    }

    private func text(of schema: Schema, at place: EntityReference.Place, _ name: String) -> String {
        if let entity = schema.entity {
            return identity(EntityReference(place: place, name: name, entity: entity))
        }
        let value = value(of: schema, at: "", toward: nil)
        return value.stringValue ?? value.text
    }

    private func document(
        of route: ProductRoute,
        _ schema: Schema,
        naming reference: EntityReference?
    ) -> JSONValue {
        let target = reference?.place == .body ? reference?.name : nil
        var document = value(of: schema, at: "", toward: target)
        for member in examples[route.name]?.objectValue?.members ?? [] {
            let pointer = "".appending(member: member.name)
            guard member.value == Self.own else {
                document[member.name] = member.value
                continue
            }
            let property = schema.properties.first { $0.name == member.name }
            document[member.name] = property.map {
                value(of: $0.schema, at: pointer, toward: target ?? pointer)
            }
        }
        return document
    }

    private func form(of route: ProductRoute, _ schema: Schema, naming reference: EntityReference?) -> Form {
        let fields = document(of: route, schema, naming: reference).objectValue?.members ?? []
        let files = Set(schema.properties.filter { $0.schema.isFile }.map(\.name))
        let texts = fields.filter { !files.contains($0.name) }.reduce(Form()) { form, field in
            form.field(field.name, field.value.stringValue ?? field.value.text)
        }
        return files.reduce(texts) { $0.file($1, file.name, file.mediaType, file.bytes) }
    }

    /// The smallest value; what may be left out is there when `target` lies in it.
    private func value(of schema: Schema, at pointer: String, toward target: String?) -> JSONValue {
        switch schema {
        case .anything, .map, .reference: [:]
        case .boolean: true
        case .integer(let range):
            .integer(Int64(range.map { min(max(1, $0.lowerBound), $0.upperBound) } ?? 1))
        case .number: 1.5
        case .decimal(let range): .integer(Int64(min(max(1, range.lowerBound), range.upperBound)))
        case .enumeration(let words), .openEnumeration(let words): .string(words.first ?? "")
        case .text(let rule):
            .string(
                rule.entity.map { identity(EntityReference(place: .body, name: pointer, entity: $0)) }
                    ?? rule.sample
            )
        case .nullable(let schema):
            target?.lies(in: pointer) == true || schema.entity != nil
                ? value(of: schema, at: pointer, toward: target) : .null
        case .array(let element, let count):
            array(of: element, count, at: pointer, toward: target)
        case .object(_, let properties):
            object(properties, at: pointer, toward: target)
        }
    }

    private func array(
        of element: Schema,
        _ count: ClosedRange<Int>?,
        at pointer: String,
        toward target: String?
    ) -> JSONValue {
        let length = count.map { min(max(1, $0.lowerBound), $0.upperBound) } ?? 1
        return .array((0..<length).map { value(of: element, at: "\(pointer)/\($0)", toward: target) })
    }

    private func object(
        _ properties: [Schema.Property],
        at pointer: String,
        toward target: String?
    ) -> JSONValue {
        var object = JSONObject()
        for property in properties {
            let place = pointer.appending(member: property.name)
            guard property.isRequired || target?.lies(in: place) == true else { continue }
            object[property.name] = value(of: property.schema, at: place, toward: target)
        }
        return .object(object)
    }
}

extension String {
    fileprivate func lies(in pointer: String) -> Bool {
        self == pointer || hasPrefix(pointer + "/")
    }
}

extension Schema {
    fileprivate var isFile: Bool {
        if case .text(let rule) = self { rule.format == "binary" } else { false }
    }
}

extension TestClient {
    func send(_ request: RequestExample) async throws -> TestResponse {
        try await send(
            request.method,
            request.path,
            bytes: request.bytes,
            type: request.mediaType,
            headers: request.headers
        )
    }
}
