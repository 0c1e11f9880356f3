/// A text that is always valid: it parses and normalises itself, and describes its rule in the API document.
public protocol TextValue: RawRepresentable, Described, Codable, Hashable, Sendable, CustomStringConvertible
where RawValue == String {
    /// Keeps `normalised` unchanged; `init(parsing:)` calls it with its result.
    init(unchecked normalised: String)
    /// Reads stored text: parsed like other input, unless old rows can break today's rule.
    init(stored text: String) throws(Refusal)
    /// The normal form of `text`, or a refusal.
    static func normalised(_ text: String) throws(Refusal) -> String
    /// The rule in the API document, without the check.
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
