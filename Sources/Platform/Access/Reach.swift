/// The rows that a permission covers.
///
/// The store applies it as a WHERE clause; access is decided nowhere else.
package enum Reach: String, Sendable, Hashable, CaseIterable, Comparable {
    /// No rows: the permission is not held.
    case none
    /// The caller's own rows.
    case own
    /// The work assigned to the caller, and the work assigned to nobody yet.
    case assigned
    /// The caller's organisation, zone or region.
    case area
    /// Every row.
    case all

    package static func < (left: Self, right: Self) -> Bool {
        rank(left) < rank(right)
    }

    private static func rank(_ reach: Self) -> Int {
        allCases.firstIndex(of: reach) ?? 0
    }
}
