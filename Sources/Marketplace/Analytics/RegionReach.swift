import Kernel
import Platform
import Store
import Web

/// The regions that a caller's figures are about.
extension Region {
    private static let visibility = Visibility(areas: [.region: Area.region.of("r.id")])

    /// The regions within the scope by name, or the one that is asked for; unknown outside of it.
    static func reached(
        _ wanted: ID<Region>?,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> [Region] {
        let one: SQL? = wanted.map { "AND r.id = \($0)" }
        let regions: [Region] = try tx.all(
            """
            SELECT \(columns) FROM region r WHERE \(visibility.visible(to: scope)) \(one) ORDER BY r.name_key
            """
        )
        guard wanted == nil || !regions.isEmpty else { throw Problem(.notFound) }
        return regions
    }
}

/// A region of a report.
struct RegionQuery: Query {
    /// The region; without it, all within reach.
    var regionId: ID<Region>?
}
