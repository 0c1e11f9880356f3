import Kernel
import Platform
import Store
import Web

/// Routes for delivery zones: readable by everyone, managed by the platform's administrators.
enum Zones {
    static let routes = rows.tagged("Zones")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path               handler  needs
        Get   ("/zones",      list,    .anyone,     "List delivery zones",
              details: "Lists active and inactive zones, oldest first, for example to choose one at registration.")
        Get   ("/zones/{id}", show,    .anyone,     "Get a delivery zone")
        Post  ("/zones",      create,  .zoneManage, "Create a delivery zone")
        Put   ("/zones/{id}", change,  .zoneManage, "Update a delivery zone",
              details: "Absent members stay as they are. Existing orders keep their delivery fee.").refuses(.stale)
        Delete("/zones/{id}", remove,  .zoneManage, "Delete a delivery zone",
              details: "Refused when a shop, administrator, company, product, order, delivery route, price list or announcement refers to the zone; make it inactive instead.").refuses(.zoneInUse, .stale)
    }

    static func list(
        _ call: Call,
        filter: ZoneFilter,
        page: PageRequest
    ) async throws -> Cached<Page<ZoneView>> {
        let shown: Page<ZoneView> = try await call.db.read { tx in
            let zones: Page<DeliveryZone> = try tx.page(
                page,
                "SELECT \(DeliveryZone.columns) FROM delivery_zone z WHERE \(SQL.all(filter.conditions))",
                order: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
            )
            return zones.map { ZoneView($0, in: call.languages) }
        }
        return Cached(shown, seconds: call.freshness)
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

/// Conditions that select delivery zones.
struct ZoneFilter: Query {
    /// True for active zones, false for inactive ones; absent means both.
    var active: Bool?

    var conditions: [SQL] { [active.map { "z.is_active = \($0)" }].compactMap(\.self) }
}

/// A delivery zone to create.
struct NewZone: Body {
    /// Name of the zone, in Arabic and optionally in Kurdish and English.
    var name: Name
    /// Fee per order of companies without a fee of their own, in Iraqi dinars.
    var deliveryFee: Dinars
    /// Goods of an order after promotions, in Iraqi dinars, from which its delivery is free; absent means never free.
    var freeDeliveryFrom: Dinars?
    /// False to take no orders for the zone yet; absent means true.
    var isActive: Bool?
}

/// Changes to a delivery zone: absent members stay as they are, null clears an optional one.
struct ZoneChanges: Body, ClearsByName {
    /// Name of the zone; absent keeps the current one.
    var name: Name?
    /// Fee per order of companies without a fee of their own, in Iraqi dinars; absent keeps the current one.
    var deliveryFee: Dinars?
    /// Goods of an order after promotions, in Iraqi dinars, from which its delivery is free; null means never free.
    var freeDeliveryFrom: Change<Dinars>
    /// Whether orders are taken for the zone; absent keeps the current state.
    var isActive: Bool?
}

/// A delivery zone.
struct ZoneView: View {
    var id: ID<DeliveryZone>
    /// Zone name in the language of the request.
    var title: String
    /// Zone name in every language available.
    var name: Name
    /// Fee per order of companies without a fee of their own, in Iraqi dinars.
    var deliveryFee: Dinars
    /// Goods of an order after promotions, in Iraqi dinars, from which its delivery is free; null means never free.
    var freeDeliveryFrom: Dinars?
    /// Whether orders are taken for the zone.
    var isActive: Bool
    /// The time at which an administrator added the zone.
    var createdAt: Instant
    /// Time of the last change of name, fees or state; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
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
