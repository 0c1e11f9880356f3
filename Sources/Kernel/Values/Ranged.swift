/// A whole number from `minimum` to `maximum`.
package struct Ranged<let minimum: Int, let maximum: Int>: Hashable, Comparable, Sendable {
    package let value: Int

    /// Nil when `value` is out of the range.
    package init?(_ value: Int) {
        guard value >= minimum, value <= maximum else { return nil }
        self.value = value
    }

    private init(unchecked value: Int) {
        self.value = value
    }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension Ranged: CustomStringConvertible {
    package var description: String { String(value) }
}

extension Ranged: Codable {
    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int.self)
        guard let ranged = Self(value) else { throw Refusal(.outOfRange(minimum...maximum)) }
        self = ranged
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Ranged: Described {
    package static var schema: Schema { .integer(minimum...maximum) }
    package static var placeholder: Self { Self(unchecked: minimum) }
}

/// A tax year, as 2026.
package typealias TaxYear = Ranged<2000, 2100>
