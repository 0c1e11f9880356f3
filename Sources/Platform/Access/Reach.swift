/// How far a permission reaches.
///
/// The store spends it as a WHERE clause; there is no third place where access is decided.
package enum Reach: String, Sendable, Hashable, CaseIterable, Comparable {
    case none
    /// The caller's own rows.
    case own
    /// The work given to the caller, and the work that waits for someone to take it.
    case assigned
    /// The caller's organisation, zone or region.
    case area
    case all

    package static func < (left: Self, right: Self) -> Bool {
        rank(left) < rank(right)
    }

    private static func rank(_ reach: Self) -> Int {
        allCases.firstIndex(of: reach) ?? 0
    }
}
