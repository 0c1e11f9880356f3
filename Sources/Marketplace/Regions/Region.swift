import Kernel
import Platform
import Store

/// A part of the world that the platform serves: a circle, run by local managers.
struct Region: Sendable {
    let id: ID<Region>
    var name: Name
    var centre: Coordinates
    /// In metres.
    var radius: Radius
    /// Of hours, dates and nights in the region.
    var zone: Zone
    /// Whether new points belong to it; what it has, it keeps.
    var isActive: Bool
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    typealias Name = Line<2, 100>
    typealias Radius = Ranged<1_000, 200_000>

    static let kind = "region"
}

extension Region {
    /// The active region that reaches the point with the nearest centre; of two at the same distance the older.
    static func covering(_ point: Coordinates, _ tx: borrowing Tx) throws -> Region? {
        let active: [Region] = try tx.all("SELECT \(columns) FROM region r WHERE r.is_active ORDER BY r.id")
        let reaching = active.map { (region: $0, distance: $0.centre.metres(to: point)) }
            .filter { $0.distance <= $0.region.radius.value }
        return reaching.min { $0.distance < $1.distance }?.region
    }

    /// The same; refused as `outside_every_region` at `pointer` where no region reaches the point.
    static func of(_ point: Coordinates, at pointer: String = "/point", _ tx: borrowing Tx) throws -> Region {
        guard let region = try covering(point, tx) else {
            throw Problem(.invalid, faults: [.init(pointer, .outsideEveryRegion)])
        }
        return region
    }

    /// The accounts of the local managers, for notices.
    static func managers(of region: ID<Region>, _ tx: borrowing Tx) throws -> [ID<Account>] {
        try tx.values(
            "SELECT m.account_id FROM region_manager m WHERE m.region_id = \(region) ORDER BY m.account_id",
            as: ID<Account>.self
        )
    }
}

extension Area {
    /// The regions assigned to a local manager.
    static let region = Area("region") { column, account in
        "\(column) IN (SELECT m.region_id FROM region_manager m WHERE m.account_id = \(account))"
    }
}
