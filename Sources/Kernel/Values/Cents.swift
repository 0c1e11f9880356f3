/// An amount in euro cents, not negative.
///
/// At most a hundred billion euros.
public struct Cents: Hashable, Comparable, Sendable {
    public let value: Int64
    private static let limit: Int64 = 10_000_000_000_000

    /// Nil when negative or above the limit.
    public init?(_ value: Int64) {
        guard (0...Self.limit).contains(value) else { return nil }
        self.value = value
    }

    public static let zero = Cents(unchecked: 0)

    private init(unchecked value: Int64) {
        self.value = value
    }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    public func adding(_ other: Cents) throws(Refusal) -> Cents {
        guard let sum = Cents(value + other.value) else { throw .amountOverflow }
        return sum
    }

    /// That share of the amount, rounded to the cent, halves up.
    public func part(_ share: Percent) -> Cents {
        Cents(unchecked: (value * Int64(share.value) + 5_000) / 10_000)
    }

    public var money: Money { Money(value, .euro) }
}

extension Cents: CustomStringConvertible {
    /// Such as `12.50`.
    public var description: String { decimal(value, 2) }
}

extension Cents: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int64.self)
        guard let cents = Self(value) else { throw Refusal(.outOfRange(0...Int(Self.limit))) }
        self = cents
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Cents: Described {
    public static var schema: Schema { .integer(0...Int(limit)) }
    public static let placeholder = Self(unchecked: 125_000)
}

/// A share of a whole, from 0 to 100, in hundredths of a percent.
public typealias Percent = Ranged<0, 10_000>
