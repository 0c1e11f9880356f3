import Kernel
import Platform
import Store
import Web

/// The zones: for everyone to choose from, for the platform's administrators to keep.
enum Zones {
    static let routes = rows.tagged("Zones")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path               handler  needs
        Get   ("/zones",      list,    .anyone,     "The zones that are delivered to")
        Get   ("/zones/{id}", show,    .anyone,     "One zone")
        Post  ("/zones",      create,  .zoneManage, "A new zone")
        Put   ("/zones/{id}", change,  .zoneManage, "Change a zone").refuses(.stale)
        Delete("/zones/{id}", remove,  .zoneManage, "Delete a zone that was never used").refuses(.zoneInUse, .stale)
    }

    static func list(_ call: Call, filter: ZoneFilter, page: PageRequest) async throws -> Page<ZoneView> {
        try await call.db.read { tx in
            let zones: Page<DeliveryZone> = try tx.page(
                page,
                "SELECT \(DeliveryZone.columns) FROM delivery_zone z WHERE \(SQL.all(filter.conditions))",
                order: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
            )
            return zones.map { ZoneView($0, in: call.languages) }
        }
    }

    static func show(_ call: Call, id: ID<DeliveryZone>) async throws -> Versioned<ZoneView> {
        try await call.db.read { tx in try versioned(DeliveryZone.find(id, tx), call) }
    }

    static func create(_ call: Call, body: NewZone) async throws -> Created<ZoneView> {
        try await call.db.write { tx in
            let zone = try DeliveryZone.add(body, by: call.actor, tx)
            return Created(
                ZoneView(zone, in: call.languages),
                at: "/zones/\(zone.id)",
                version: zone.version
            )
        }
    }

    static func change(
        _ call: Call,
        id: ID<DeliveryZone>,
        match: IfMatch?,
        body: ZoneChanges
    ) async throws -> Versioned<ZoneView> {
        try await call.db.write { tx in
            var zone = try DeliveryZone.find(id, tx)
            try match?.check(zone.version)
            zone.name = body.name ?? zone.name
            zone.deliveryFee = body.deliveryFee ?? zone.deliveryFee
            zone.freeDeliveryFrom = body.freeDeliveryFrom.applied(to: zone.freeDeliveryFrom)
            zone.isActive = body.isActive ?? zone.isActive
            return try versioned(zone.save(by: call.actor, tx), call)
        }
    }

    static func remove(_ call: Call, id: ID<DeliveryZone>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let zone = try DeliveryZone.find(id, tx)
            try match?.check(zone.version)
            try zone.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    private static func versioned(_ zone: DeliveryZone, _ call: Call) -> Versioned<ZoneView> {
        Versioned(ZoneView(zone, in: call.languages), version: zone.version)
    }
}

struct ZoneFilter: Query {
    var active: Bool?

    var conditions: [SQL] { [active.map { "z.is_active = \($0)" }].compactMap(\.self) }
}

struct NewZone: Body {
    var name: Name
    var deliveryFee: Dinars
    var freeDeliveryFrom: Dinars?
    var isActive: Bool?
}

/// Absent members stay as they are; null clears those that may be missing.
struct ZoneChanges: Body, ClearsByName {
    var name: Name?
    var deliveryFee: Dinars?
    var freeDeliveryFrom: Change<Dinars>
    var isActive: Bool?
}

struct ZoneView: View {
    var id: ID<DeliveryZone>
    /// In the caller's language.
    var title: String
    var name: Name
    var deliveryFee: Dinars
    var freeDeliveryFrom: Dinars?
    var isActive: Bool
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ zone: DeliveryZone, in languages: [Language]) {
        id = zone.id
        title = zone.name.text(in: languages)
        name = zone.name
        deliveryFee = zone.deliveryFee
        freeDeliveryFrom = zone.freeDeliveryFrom
        isActive = zone.isActive
        createdAt = zone.createdAt
        updatedAt = zone.updatedAt
        version = zone.version
    }
}
