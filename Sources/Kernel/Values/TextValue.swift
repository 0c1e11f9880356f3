/// A text that is only ever valid: it parses and normalises itself, and says in the API document what it accepts.
public protocol TextValue: RawRepresentable, Described, Codable, Hashable, Sendable, CustomStringConvertible
where RawValue == String {
    /// Keeps `normalised` as it is; `init(parsing:)` calls it with what it made.
    init(unchecked normalised: String)
    /// What the database has: parsed like anything else, where rows of the past cannot differ from what is accepted today.
    init(stored text: String) throws(Refusal)
    /// The normal form of `text`, or why it is none.
    static func normalised(_ text: String) throws(Refusal) -> String
    /// What the API document says, without the check.
    static var rule: TextRule { get }
}

extension TextValue {
    public init(parsing text: String) throws(Refusal) {
        self.init(unchecked: try Self.normalised(text))
    }

    public init(stored text: String) throws(Refusal) {
        try self.init(parsing: text)
    }

    public init?(rawValue: String) {
        guard let value = try? Self(parsing: rawValue) else { return nil }
        self = value
    }

    public init(from decoder: any Decoder) throws {
        guard let reader = decoder as? ValueDecoder else {
            self = try Self(parsing: decoder.singleValueContainer().decode(String.self))
            return
        }
        let text = try reader.value.string(reader.trail)
        self = reader.trail.isStored ? try Self(stored: text) : try Self(parsing: text)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public static var schema: Schema {
        var rule = rule
        rule.isMeasuredByCheck = true
        rule.check = { text in
            do throws(Refusal) {
                _ = try normalised(text)
                return nil
            } catch {
                return error
            }
        }
        return .text(rule)
    }

    public static var placeholder: Self {
        Self(unchecked: rule.example ?? "")
    }

    public var description: String { rawValue }
}
