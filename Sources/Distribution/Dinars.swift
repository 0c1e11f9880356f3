import Kernel
import Store

/// A non-negative amount in whole Iraqi dinars, up to ten trillion; the dinar is used without fils.
struct Dinars: Hashable, Comparable, Sendable {
    let value: Int64
    static let limit: Int64 = 10_000_000_000_000

    /// Nil when negative or above the limit.
    init?(_ value: Int64) {
        guard (0...Self.limit).contains(value) else { return nil }
        self.value = value
    }

    private init(unchecked value: Int64) {
        self.value = value
    }

    static let zero = Dinars(unchecked: 0)

    static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    var money: Money { Money(value, .iraqiDinar) }
}

extension Dinars: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int64.self)
        guard let dinars = Self(value) else { throw Refusal(.outOfRange(0...Int(Self.limit))) }
        self = dinars
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension Dinars: Described {
    static var schema: Schema { .integer(0...Int(limit)) }
    static let placeholder = Self(unchecked: 2_500)
}

extension Dinars: SQLValueConvertible {
    static var sqlType: SQLType { .integer }
    var sqlValue: SQLValue { .integer(value) }

    init(_ cell: Cell) throws {
        guard let value = Self(try Int64(cell)) else { throw cell.isNot("an amount") }
        self = value
    }
}
