import Kernel
import Platform
import Web

/// A region to be added.
struct NewRegion: Body {
    /// Its name, which no other region has.
    var name: Region.Name
    /// The centre of the circle.
    var centre: Coordinates
    /// The radius of the circle, in metres.
    var radiusM: Region.Radius
    /// The time zone of hours, dates and nights in the region, such as `America/New_York`.
    var zone: Zone
    /// Whether new points belong to it; true when absent.
    var active: Bool?
    /// The reason; kept in the audit log.
    var reason: Reason
}

/// Changes of a region; absent members stay as they are.
struct RegionChanges: Body, MergePatch {
    /// Its name, which no other region has.
    var name: Region.Name?
    /// The centre of the circle.
    var centre: Coordinates?
    /// The radius of the circle, in metres.
    var radiusM: Region.Radius?
    /// The time zone of hours, dates and nights in the region.
    var zone: Zone?
    /// Whether new points belong to it.
    var active: Bool?
    /// The reason; kept in the audit log.
    var reason: Reason
}

/// The regions of a local manager.
struct RegionAssignment: Body {
    /// The regions that the local manager runs from now on; at least one.
    var regions: [ID<Region>]
    /// The reason, kept in the audit log and sent to the local manager.
    var reason: Reason
}

/// A region as the API shows it.
struct RegionView: View {
    var id: ID<Region>
    /// Unique among regions.
    var name: Region.Name
    /// The centre of the circle.
    var centre: Coordinates
    /// The radius of the circle, in metres.
    var radiusM: Region.Radius
    /// The time zone of hours, dates and nights in the region.
    var zone: Zone
    /// Whether new points belong to it.
    var active: Bool
    /// When it was added.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ region: Region) {
        id = region.id
        name = region.name
        centre = region.centre
        radiusM = region.radius
        zone = region.zone
        active = region.isActive
        createdAt = region.createdAt
        version = region.version
    }
}
