import Kernel
import Platform
import Store
import Web

/// The figures of a region.
struct RegionAnalyticsView: View {
    /// The region whose figures these are.
    var regionId: ID<Region>
    /// Unique among regions.
    var name: Region.Name
    /// Its figures of the last 30 days.
    var figures: RegionFigures

    init(_ region: Region, _ tallies: RegionTallies) {
        regionId = region.id
        name = region.name
        figures = tallies.figures(of: region.id)
    }
}

/// The figures of the platform.
struct PlatformAnalyticsView: View {
    /// The figures of all regions together, of the last 30 days.
    var figures: RegionFigures
    /// The same by region, by name.
    var regions: [RegionAnalyticsView]

    static func of(_ regions: [Region], _ tx: borrowing Tx) throws -> PlatformAnalyticsView {
        let tallies = try RegionTallies.of(regions, tx)
        return PlatformAnalyticsView(
            figures: tallies.totalFigures,
            regions: regions.map { RegionAnalyticsView($0, tallies) }
        )
    }
}
