import Kernel
import Platform
import Store
import Web

/// Routes for promotions: current ones for everyone, all of them for administrators.
enum Promotions {
    static let routes = (rows + PriceCheck.rows).tagged("Promotions")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                    handler  needs
        Get   ("/promotions",      list,    .anyone,          "List promotions",
              details: "Lists the promotions in force now, or all of them for the platform's administrators, by priority. A shop owner gets those for the shop's zone unless `zone_id` names another.")
        Get   ("/promotions/{id}", show,    .anyone,          "Get a promotion",
              details: "Only the platform's administrators can read a promotion that is not in force.")
        Post  ("/promotions",      create,  .promotionManage, "Create a promotion",
              details: "Refused when it could not be combined with another active promotion for the same goods, zone and period.").refuses(.promotionOverlaps)
        Put   ("/promotions/{id}", change,  .promotionManage, "Update a promotion",
              details: "Absent members stay as they are. Existing orders keep their discounts.").refuses(.promotionOverlaps, .stale)
        Delete("/promotions/{id}", remove,  .promotionManage, "Delete a promotion",
              details: "Existing orders keep their discounts and their reference to the promotion.").refuses(.stale)
    }

    static func list(
        _ call: Call,
        filter: PromotionFilter,
        page: PageRequest
    ) async throws -> Page<PromotionView> {
        try await call.db.read { tx in
            var filter = filter
            if filter.zoneId == nil { filter.zoneId = try ownZone(of: call, tx) }
            let isSeen = seesAll(call) ? "TRUE" : Promotion.isLive(at: tx.now)
            let conditions = [isSeen, "p.deleted_at IS NULL"] + filter.conditions(at: tx.now, in: tx.dialect)
            let promotions: Page<Promotion> = try tx.page(
                page,
                "SELECT \(Promotion.columns) FROM \(Promotion.source) WHERE \(SQL.all(conditions))",
                order: SortOrder(.ascending("priority", \.priority), .ascending("id", \.id))
            )
            let now = tx.now
            return promotions.map { PromotionView($0, for: call, at: now) }
        }
    }

    static func show(_ call: Call, id: ID<Promotion>) async throws -> Versioned<PromotionView> {
        try await call.db.read { tx in
            let promotion = try Promotion.find(id, tx)
            let isSeen = seesAll(call) || PromotionView(promotion, for: call, at: tx.now).status == .active
            guard isSeen else { throw Problem(.notFound) }
            return versioned(promotion, call, tx)
        }
    }

    static func create(_ call: Call, body: NewPromotion) async throws -> Created<PromotionView> {
        try await call.db.write { tx in
            let promotion = try Promotion.add(body, by: call.actor, tx)
            return Created(
                PromotionView(promotion, for: call, at: tx.now),
                at: "/promotions/\(promotion.id)",
                version: promotion.version
            )
        }
    }

    static func change(
        _ call: Call,
        id: ID<Promotion>,
        match: IfMatch?,
        body: PromotionChanges
    ) async throws -> Versioned<PromotionView> {
        try await call.db.write { tx in
            try Promotion.serialize(tx)
            var promotion = try Promotion.find(id, tx)
            try match?.check(promotion.version)
            promotion.change(body)
            return versioned(try promotion.save(by: call.actor, tx), call, tx)
        }
    }

    static func remove(_ call: Call, id: ID<Promotion>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let promotion = try Promotion.find(id, tx)
            try match?.check(promotion.version)
            try promotion.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    static func seesAll(_ call: Call) -> Bool {
        call.scope(of: .promotionManage).reach == .all
    }

    /// A shop owner's own zone, unless the request names another.
    private static func ownZone(of call: Call, _ tx: borrowing Tx) throws -> ID<DeliveryZone>? {
        guard call.actor.role.isBuyer, let caller = call.actor.account else { return nil }
        return try tx.value(
            "SELECT zone_id FROM member WHERE account_id = \(caller)",
            as: ID<DeliveryZone>?.self
        )
            ?? nil
    }

    private static func versioned(
        _ promotion: Promotion,
        _ call: Call,
        _ tx: borrowing Tx
    ) -> Versioned<PromotionView> {
        Versioned(PromotionView(promotion, for: call, at: tx.now), version: promotion.version)
    }
}
