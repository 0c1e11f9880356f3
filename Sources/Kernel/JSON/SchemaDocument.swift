/// Two different structures have the same name in the components of the API document.
public struct SchemaError: Error, Sendable, Equatable, CustomStringConvertible {
    public let name: String

    public var description: String { "two different structures have the name \(name)" }
}

/// Writes schemas as JSON Schema 2020-12; named structures go into ``components``.
public struct SchemaDocument: Sendable {
    public private(set) var components: [String: JSONValue]
    /// Without them the schemas are plain, and nothing is counted as undescribed.
    private let descriptions: Descriptions?
    /// Whether missing descriptions are looked for, which takes longer than the document itself.
    private let isChecking: Bool
    /// The members and cases met that have no description.
    public private(set) var undescribed: [Undescribed] = []

    public init(
        _ descriptions: Descriptions? = nil,
        checking isChecking: Bool = false,
        components: [String: JSONValue] = [:]
    ) {
        self.descriptions = descriptions
        self.isChecking = isChecking
        self.components = components
    }

    public mutating func json(_ schema: Schema) throws(SchemaError) -> JSONValue {
        switch schema {
        case .anything: [:]
        case .boolean: ["type": "boolean"]
        case .integer(let range): Self.integer(range)
        case .number: ["type": "number"]
        case .decimal(let range): Self.decimal(range)
        case .text(let rule): Self.text(rule)
        case .enumeration(let words), .openEnumeration(let words):
            ["type": "string", "enum": .array(words.map { .string($0) })]
        case .array(let element, let count): Self.array(try json(element), count)
        case .map(let element):
            ["type": "object", "additionalProperties": try json(element)]
        case .object(let name, let properties): try object(name, properties)
        case .reference(let name): Self.reference(to: name)
        case .nullable(let wrapped): Self.nullable(try json(wrapped))
        }
    }

    private static func integer(_ range: ClosedRange<Int>?) -> JSONValue {
        var json: JSONValue = ["type": "integer", "format": "int64"]
        guard let range else { return json }
        json["minimum"] = .integer(Int64(range.lowerBound))
        json["maximum"] = .integer(Int64(range.upperBound))
        return json
    }

    private static func decimal(_ range: ClosedRange<Int>) -> JSONValue {
        [
            "type": "number", "minimum": .integer(Int64(range.lowerBound)),
            "maximum": .integer(Int64(range.upperBound)),
        ]
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

    private mutating func object(
        _ name: String,
        _ properties: [Schema.Property]
    ) throws(SchemaError) -> JSONValue {
        var members = JSONObject()
        for property in properties {
            var member = try json(property.schema)
            if property.isDeprecated { member["deprecated"] = true }
            describe(&member, property.meaning, property.name, property.schema, in: name)
            members[property.name] = member
        }
        let required = properties.filter(\.isRequired).map { JSONValue.string($0.name) }
        var json: JSONValue = [
            "type": "object", "properties": .object(members), "additionalProperties": false,
        ]
        if let descriptions, let owner = properties.owner {
            json["description"] = descriptions.text(of: owner).map { .string($0) }
            if isChecking { undescribed += descriptions.faults(of: owner) }
        }
        if !required.isEmpty { json["required"] = .array(required) }
        guard components[name] == nil || components[name] == json else { throw SchemaError(name: name) }
        components[name] = json
        return Self.reference(to: name)
    }

    /// Adds the description of a member or a parameter to its schema, before that of its value's rule.
    public mutating func describe(
        _ json: inout JSONValue,
        _ meaning: Schema.Meaning?,
        _ name: String,
        _ schema: Schema,
        in place: String
    ) {
        guard let descriptions else { return }
        if isChecking { undescribed += descriptions.faults(of: meaning, name, schema, in: place) }
        guard let text = descriptions.text(of: meaning, name, schema) else { return }
        // A component says by itself what it is.
        guard json["$ref"] == nil || descriptions.own(meaning, name) != nil else { return }
        let rule = json["description"]?.stringValue.map { $0.hasSuffix(".") ? $0 : $0 + "." }
        json["description"] = .string([text, rule].compactMap(\.self).joined(separator: " "))
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

extension Schema {
    /// This schema alone, without descriptions from code.
    public func json(into components: inout [String: JSONValue]) throws(SchemaError) -> JSONValue {
        var document = SchemaDocument(components: components)
        let json = try document.json(self)
        components = document.components
        return json
    }
}

extension [Schema.Property] {
    /// The type whose properties they are.
    fileprivate var owner: Any.Type? {
        for property in self {
            if case .property(let owner, _)? = property.meaning { return owner }
        }
        return nil
    }
}
