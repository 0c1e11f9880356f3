/// What a JSON value must look like: JSON Schema 2020-12, the part that our types need.
package indirect enum Schema: Sendable {
    case anything
    case boolean
    case integer(ClosedRange<Int>?)
    case number
    case text(TextRule)
    case enumeration([String])
    case array(Schema, count: ClosedRange<Int>?)
    case map(Schema)
    /// A structure with a name of its own among the components; unknown members are refused.
    case object(name: String, [Property])
    /// A structure that contains itself, named again.
    case reference(String)
    case nullable(Schema)

    package struct Property: Sendable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool

        package init(_ name: String, _ schema: Schema, isRequired: Bool) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }
}

/// What a JSON string must look like; `check` is the whole truth, the rest tells it to the reader of the document.
package struct TextRule: Sendable {
    package var format: String?
    package var length: ClosedRange<Int>?
    package var pattern: String?
    package var example: String?
    package var description: String?
    package var check: @Sendable (String) -> Refusal?

    package init(
        format: String? = nil,
        length: ClosedRange<Int>? = nil,
        pattern: String? = nil,
        example: String? = nil,
        description: String? = nil,
        check: @escaping @Sendable (String) -> Refusal? = { _ in nil }
    ) {
        self.format = format
        self.length = length
        self.pattern = pattern
        self.example = example
        self.description = description
        self.check = check
    }
}
