/// The schema of a JSON value: the part of JSON Schema 2020-12 that our types need.
public indirect enum Schema: Sendable {
    case anything
    case boolean
    case integer(ClosedRange<Int>?)
    case number
    /// A number, with or without decimals, between whole bounds.
    case decimal(ClosedRange<Int>)
    case text(TextRule)
    case enumeration([String])
    /// The words of an ``OpenWords`` type; others are for the product to accept or refuse.
    case openEnumeration([String])
    case array(Schema, count: ClosedRange<Int>?)
    case map(Schema)
    /// A named structure among the components; unknown members are refused.
    case object(name: String, [Property])
    /// A reference of a recursive structure to itself.
    case reference(String)
    case nullable(Schema)

    public struct Property: Sendable {
        public let name: String
        public let schema: Schema
        public let isRequired: Bool
        /// Still accepted, but replaced by another member.
        public let isDeprecated: Bool
        /// Where its description stands.
        public let meaning: Meaning?

        public init(
            _ name: String,
            _ schema: Schema,
            isRequired: Bool,
            isDeprecated: Bool = false,
            meaning: Meaning? = nil
        ) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
            self.isDeprecated = isDeprecated
            self.meaning = meaning
        }
    }

    /// Where the API document finds the description of a member or a parameter.
    public enum Meaning: Sendable {
        case words(String)
        /// In the comment above the property of a type, else in the comment of the type that the property has.
        case property(of: Any.Type, as: Any.Type)
        /// In the comment of a type.
        case type(Any.Type)
    }
}

/// The rule of a JSON string; `check` decides, and the rest describes the rule to readers of the document.
public struct TextRule: Sendable {
    public var format: String?
    public var length: ClosedRange<Int>?
    public var pattern: String?
    public var example: String?
    public var description: String?
    /// Still accepted, but without effect.
    public var isDeprecated = false
    /// Whether `check` also measures the cleaned text; then `length` is only documentation.
    public var isMeasuredByCheck = false
    /// The type of the identified entity, such as `CAF.ServiceRequest`; not a part of the document.
    public var entity: String?
    public var check: @Sendable (String) -> Refusal?
    /// The example of texts of which nothing but a length is asked.
    public static let anyText = "Example text"

    public init(
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
