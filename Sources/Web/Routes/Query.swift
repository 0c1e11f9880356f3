import Kernel

/// A flat structure of query parameters as the input of a handler.
///
/// Lists are given by repeating a name or with commas; an empty optional parameter counts as absent.
public protocol Query: RouteInput, Decodable {}

extension Query {
    public static func describe(_ operation: inout Operation) {
        operation.parameters += properties.map { property in
            Operation.Parameter(
                .query,
                property.name,
                property.schema.withoutNull,
                isRequired: property.isRequired && !property.schema.withoutNull.isArray,
                alias: Schema.recorded(for: Self.self).alias(of: property)
            )
        }
    }

    public static func take(from reader: RequestReader) async throws -> Self {
        do {
            return try read(try Schema.recorded(for: Self.self).members(given: reader.values))
        } catch let problem as Problem {
            throw problem.pointing(at: aliases { !reader.values(of: $0).isEmpty })
        }
    }

    /// The used aliases: the documented name → the sent one.
    private static func aliases(where isGiven: (String) -> Bool) -> [String: String] {
        let schema = Schema.recorded(for: Self.self)
        let pairs = properties.compactMap { property in schema.alias(of: property).map { (property.name, $0) }
        }
        return Dictionary(uniqueKeysWithValues: pairs.filter { isGiven($0.1) && !isGiven($0.0) })
    }

    private static func read(_ value: JSONValue) throws -> Self {
        let faults = Schema.recorded(for: Self.self).faults(in: value, at: "query")
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        do {
            return try JSON.decode(Self.self, from: value)
        } catch let error as DecodingError {
            var fault = error.fault
            fault.pointer = "query" + fault.pointer
            throw Problem(.invalid, faults: [fault])
        }
    }

    private static var properties: [Schema.Property] { Schema.recorded(for: Self.self).properties }
}

extension Schema {
    /// The members of an object; empty for other schemas.
    public var properties: [Property] {
        guard case .object(_, let properties) = self else { return [] }
        return properties
    }

    /// The object for the values of a query, by the names and types of this schema's members; other values
    /// are ignored.
    ///
    /// Values without a meaning stay texts, which the schema then refuses.
    public func members(given valuesOf: (_ name: String) -> [String]) throws(Problem) -> JSONValue {
        var members: [(String, JSONValue)] = []
        var repeated: [Problem.Fault] = []
        for property in properties {
            let schema = property.schema.withoutNull
            let given = valuesOf(property.name) + (alias(of: property).map(valuesOf) ?? [])
            // An HTML form sends every field, including empty ones.
            let values = property.isRequired ? given : given.filter { !$0.isEmpty }
            if schema.isArray {
                if !values.isEmpty || property.isRequired {
                    members.append((property.name, schema.value(ofAll: values)))
                }
            } else if let value = values.first {
                if values.count > 1 { repeated.append(Problem.Fault("query/\(property.name)", .repeated)) }
                members.append((property.name, schema.value(of: value)))
            }
        }
        guard repeated.isEmpty else { throw Problem(.invalid, faults: repeated) }
        return .object(JSONObject(members))
    }

    /// An identity is called `zone_id` in a query, and is accepted as `zone` too.
    func alias(of property: Property) -> String? {
        guard case .text(let rule) = property.schema.withoutNull, rule.entity != nil,
            property.name.ends(with: "_id")
        else { return nil }
        let noun = String(property.name.dropLast(3))
        return properties.contains { $0.name == noun } ? nil : noun
    }

    var withoutNull: Schema {
        if case .nullable(let schema) = self { schema.withoutNull } else { self }
    }

    fileprivate var isArray: Bool {
        if case .array = self { true } else { false }
    }

    /// The value of a text in the query; one without a meaning stays a text, which the schema then refuses.
    fileprivate func value(of text: String) -> JSONValue {
        switch self {
        case .boolean:
            switch text {
            case "true", "1": .bool(true)
            case "false", "0": .bool(false)
            default: .string(text)
            }
        case .integer: Int64(text).map(JSONValue.integer) ?? .string(text)
        case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil } ?? .string(text)
        default: .string(text)
        }
    }

    fileprivate func value(ofAll texts: [String]) -> JSONValue {
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

    public static func take(from reader: RequestReader) async throws -> Self {
        Self(values: reader.incoming.query)
    }
}
