import Kernel
import Platform
import Store
import Web

/// The work of local managers.
struct ManagerMetricsView: View {
    /// The figures of each region, by name.
    var regions: [RegionAnalyticsView]
    /// The things that wait in these regions, by kind.
    var waiting: [WaitingThings]

    static func of(_ regions: [Region], _ tx: borrowing Tx) throws -> ManagerMetricsView {
        let tallies = try RegionTallies.of(regions, tx)
        return ManagerMetricsView(
            regions: regions.map { RegionAnalyticsView($0, tallies) },
            waiting: try WaitingThings.all(in: regions, tx)
        )
    }
}
