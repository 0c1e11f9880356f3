/// Two different structures have the same name in the components of the API document.
public struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
    public let name: String

    public var description: String { "two different structures have the name \(name)" }
}

extension Schema {
    /// This schema as JSON Schema 2020-12; named structures go into `components`.
    public func json(into components: inout [String: JSONValue]) throws(SchemaError) -> JSONValue {
        switch self {
        case .anything: [:]
        case .boolean: ["type": "boolean"]
        case .integer(let range): Self.integer(range)
        case .number: ["type": "number"]
        case .text(let rule): Self.text(rule)
        case .enumeration(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .array(let element, let count): Self.array(try element.json(into: &components), count)
        case .map(let element):
            ["type": "object", "additionalProperties": try element.json(into: &components)]
        case .object(let name, let properties): try Self.object(name, properties, &components)
        case .reference(let name): Self.reference(to: name)
        case .nullable(let wrapped): Self.nullable(try wrapped.json(into: &components))
        }
    }

    private static func integer(_ range: ClosedRange<Int>?) -> JSONValue {
        var json: JSONValue = ["type": "integer", "format": "int64"]
        guard let range else { return json }
        json["minimum"] = .integer(Int64(range.lowerBound))
        json["maximum"] = .integer(Int64(range.upperBound))
        return json
    }

    private static func text(_ rule: TextRule) -> JSONValue {
        var json: JSONValue = ["type": "string"]
        json["format"] = rule.format.map { .string($0) }
        json["description"] = rule.description.map { .string($0) }
        if rule.isDeprecated { json["deprecated"] = true }
        json["pattern"] = rule.pattern.map { .string($0) }
        json["examples"] = rule.example.map { [.string($0)] }
        guard let length = rule.length else { return json }
        if length.lowerBound > 0 { json["minLength"] = .integer(Int64(length.lowerBound)) }
        if length.upperBound < .max { json["maxLength"] = .integer(Int64(length.upperBound)) }
        return json
    }

    private static func array(_ element: JSONValue, _ count: ClosedRange<Int>?) -> JSONValue {
        var json: JSONValue = ["type": "array", "items": element]
        guard let count else { return json }
        if count.lowerBound > 0 { json["minItems"] = .integer(Int64(count.lowerBound)) }
        if count.upperBound < .max { json["maxItems"] = .integer(Int64(count.upperBound)) }
        return json
    }

    private static func object(
        _ name: String,
        _ properties: [Property],
        _ components: inout [String: JSONValue]
    ) throws(SchemaError) -> JSONValue {
        var members = JSONObject()
        for property in properties {
            var member = try property.schema.json(into: &components)
            if property.isDeprecated { member["deprecated"] = true }
            members[property.name] = member
        }
        let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        var json: JSONValue = [
            "type": "object", "properties": .object(members), "additionalProperties": false,
        ]
        if !required.isEmpty { json["required"] = .array(required) }
        guard components[name] == nil || components[name] == json else { throw SchemaError(name: name) }
        components[name] = json
        return reference(to: name)
    }

    private static func reference(to name: String) -> JSONValue {
        ["$ref": "#/components/schemas/\(name)"]
    }

    /// A plain type becomes a list of types; an enumeration or a reference becomes a choice.
    private static func nullable(_ json: JSONValue) -> JSONValue {
        guard case .object(let object) = json, !object.isEmpty else { return json }
        guard let type = object["type"], type.stringValue != nil, !object.contains("enum") else {
            return json["anyOf"] == nil ? ["anyOf": [json, ["type": "null"]]] : json
        }
        var nullable = json
        nullable["type"] = [type, "null"]
        return nullable
    }
}
