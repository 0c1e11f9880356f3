/// A whole number from `minimum` to `maximum`.
public struct Ranged<let minimum: Int, let maximum: Int>: Hashable, Comparable, Sendable {
    public let value: Int

    public static var range: ClosedRange<Int> { minimum...maximum }

    /// Nil when `value` is out of the range.
    public init?(_ value: Int) {
        guard value >= minimum, value <= maximum else { return nil }
        self.value = value
    }

    private init(unchecked value: Int) {
        self.value = value
    }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension Ranged: CustomStringConvertible {
    public var description: String { String(value) }
}

extension Ranged: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int.self)
        guard let ranged = Self(value) else { throw Refusal(.outOfRange(Self.range)) }
        self = ranged
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Ranged: Described {
    public static var schema: Schema { .integer(range) }
    public static var placeholder: Self { Self(unchecked: minimum) }
}
