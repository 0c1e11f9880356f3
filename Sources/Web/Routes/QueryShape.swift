import Kernel
import Synchronization

/// The members of a query, determined once for each type.
struct QueryShape: Sendable {
    let schema: Schema
    let members: [Member]

    struct Member: Sendable {
        let property: Schema.Property
        /// That of the value, if there is one.
        let schema: Schema
        /// An identity is called `zone_id` in a query, and taken by the name of its noun too.
        let alias: String?
    }

    private static let known = Mutex<[ObjectIdentifier: QueryShape]>([:])

    static func of<Value: Decodable>(_ type: Value.Type) -> QueryShape {
        let key = ObjectIdentifier(type)
        if let shape = known.withLock({ $0[key] }) { return shape }
        let shape = QueryShape(Schema.recorded(for: type))
        known.withLock { $0[key] = shape }
        return shape
    }

    init(_ schema: Schema) {
        self.schema = schema
        let names = Set(schema.properties.map(\.name))
        members = schema.properties.map { property in
            let schema = property.schema.withoutNull
            return Member(property: property, schema: schema, alias: Self.alias(of: property, schema, names))
        }
    }

    private static func alias(of property: Schema.Property, _ schema: Schema, _ names: Set<String>) -> String?
    {
        guard case .text(let rule) = schema, rule.entity != nil, property.name.ends(with: "_id") else {
            return nil
        }
        let noun = String(property.name.dropLast(3))
        return names.contains(noun) ? nil : noun
    }

    /// The object that the values of a query stand for, by the names and types of the members; others are left.
    ///
    /// A text without a value stays a text, for the schema to refuse.
    func object(given valuesOf: (_ name: String) -> [String]) throws(Problem) -> JSONValue {
        var object: [(String, JSONValue)] = []
        var repeated: [Problem.Fault] = []
        for member in members {
            let (name, isRequired) = (member.property.name, member.property.isRequired)
            let given = valuesOf(name) + (member.alias.map(valuesOf) ?? [])
            // A form of HTML sends every field, the empty ones too.
            let values = isRequired ? given : given.filter { !$0.isEmpty }
            if member.schema.isArray {
                if !values.isEmpty || isRequired { object.append((name, member.schema.value(ofAll: values))) }
            } else if let value = values.first {
                if values.count > 1 { repeated.append(Problem.Fault("query/\(name)", .repeated)) }
                object.append((name, member.schema.value(of: value)))
            }
        }
        guard repeated.isEmpty else { throw Problem(.invalid, faults: repeated) }
        return .object(JSONObject(object))
    }

    /// The aliases that were sent in place of a name, by the names of the document.
    func aliases(where isGiven: (String) -> Bool) -> [String: String] {
        let sent = members.filter { member in
            member.alias.map { isGiven($0) && !isGiven(member.property.name) } ?? false
        }
        return Dictionary(uniqueKeysWithValues: sent.map { ($0.property.name, $0.alias ?? "") })
    }
}
