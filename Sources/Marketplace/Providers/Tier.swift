import Kernel
import Store

/// The standing of a provider, from which the commission follows.
enum Tier: String, Codable, CaseIterable, Sendable, Comparable {
    /// Where everybody begins.
    case bronze
    /// The second tier.
    case silver
    /// The third tier.
    case gold
    /// The highest tier.
    case pesp

    /// 0 for the lowest tier, 3 for the highest.
    var level: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Nil for a number that is no tier.
    init?(level: Int) {
        guard Self.allCases.indices.contains(level) else { return nil }
        self = Self.allCases[level]
    }

    /// The tier above; nil for the highest.
    var next: Tier? { Tier(level: level + 1) }
    /// The tier below; nil for the lowest.
    var previous: Tier? { Tier(level: level - 1) }

    static func < (left: Tier, right: Tier) -> Bool { left.level < right.level }
}

// Stored as its level, so that tiers can be compared in SQL.
extension Tier: SQLValueConvertible {
    static var sqlType: SQLType { .integer }
    var sqlValue: SQLValue { .integer(Int64(level)) }

    init(_ cell: Cell) throws {
        guard let tier = Tier(level: try Int(cell)) else { throw cell.isNot("a tier") }
        self = tier
    }
}
