/// An amount of euro cents that is not negative, up to a hundred billion euros.
package struct Cents: Hashable, Comparable, Sendable {
    package let value: Int64
    private static let limit: Int64 = 10_000_000_000_000

    /// Nil when negative or beyond all reason.
    package init?(_ value: Int64) {
        guard (0...Self.limit).contains(value) else { return nil }
        self.value = value
    }

    package static let zero = Cents(unchecked: 0)

    private init(unchecked value: Int64) {
        self.value = value
    }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    package func adding(_ other: Cents) throws(Refusal) -> Cents {
        guard let sum = Cents(value + other.value) else { throw .amountOverflow }
        return sum
    }

    /// That share of it, rounded to the cent, halves up.
    package func part(_ share: Percent) -> Cents {
        Cents(unchecked: (value * Int64(share.value) + 5_000) / 10_000)
    }

    package var money: Money { Money(value, .euro) }
}

extension Cents: CustomStringConvertible {
    /// As `12.50`.
    package var description: String { decimal(value, 2) }
}

extension Cents: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int64.self)
        guard let cents = Self(value) else { throw Refusal(.outOfRange(0...Int(Self.limit))) }
        self = cents
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Cents: Described {
    package static var schema: Schema { .integer(0...Int(limit)) }
    package static let placeholder = Self(unchecked: 125_000)
}

/// A share of a whole, from 0 to 100, in hundredths of a percent.
package typealias Percent = Ranged<0, 10_000>
