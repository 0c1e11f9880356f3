import Kernel
import Platform
import Store
import Web

/// Routes for promotions: current ones for everyone, and for administrators the ones in their charge.
enum Promotions {
    static let routes = (rows + PriceCheck.rows).tagged("Promotions")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                    handler  needs
        Get   ("/promotions",      list,    .anyone,          "List promotions",
              details: "Lists the promotions in force now, by priority, and for administrators also the others that they manage: all for a super admin, those limited to assigned zones for a location admin. A shop owner gets those for the shop's zone unless `zone_id` names another.")
        Get   ("/promotions/{id}", show,    .anyone,          "Get a promotion",
              details: "A promotion that is not in force is found only by administrators who manage it.")
        Post  ("/promotions",      create,  .promotionManage, "Create a promotion",
              details: "Refused when it could not be combined with another active promotion for the same goods, zone and period. A location admin must name zones, all of them assigned, and only goods and companies that are delivered there. As with any promotion, the companies bear the discounts on their goods.").refuses(.promotionOverlaps)
        Put   ("/promotions/{id}", change,  .promotionManage, "Update a promotion",
              details: "Absent members stay as they are. Existing orders keep their discounts. A location admin finds only promotions limited to assigned zones, and cannot extend them to others.").refuses(.promotionOverlaps, .stale)
        Delete("/promotions/{id}", remove,  .promotionManage, "Delete a promotion",
              details: "Existing orders keep their discounts and their reference to the promotion. A location admin finds only promotions limited to assigned zones.").refuses(.stale)
    }

    static func list(
        _ call: Call,
        filter: PromotionFilter,
        page: PageRequest
    ) async throws -> Cached<Page<PromotionView>> {
        let shown: Page<PromotionView> = try await call.db.read { tx in
            var filter = filter
            if filter.zoneId == nil { filter.zoneId = try ownZone(of: call, tx) }
            let reach = try PromotionReach(of: call, tx)
            let isSeen: SQL = .any([Promotion.isLive(at: tx.now), reach.condition(in: tx.dialect)])
            let conditions = [isSeen, "p.deleted_at IS NULL"] + filter.conditions(at: tx.now, in: tx.dialect)
            let promotions: Page<Promotion> = try tx.page(
                page,
                "SELECT \(Promotion.columns) FROM \(Promotion.source) WHERE \(SQL.all(conditions))",
                order: SortOrder(.ascending("priority", \.priority), .ascending("id", \.id))
            )
            let now = tx.now
            return promotions.map { PromotionView($0, within: reach, for: call, at: now) }
        }
        return Cached(shown, seconds: call.freshness)
    }

    static func show(_ call: Call, id: ID<Promotion>) async throws -> Versioned<PromotionView> {
        try await call.db.read { tx in
            let reach = try PromotionReach(of: call, tx)
            let promotion = try Promotion.find(id, tx)
            let isSeen = reach.covers(promotion) || promotion.status(at: tx.now) == .active
            guard isSeen else { throw Problem(.notFound) }
            return versioned(promotion, within: reach, call, tx)
        }
    }

    static func create(_ call: Call, body: NewPromotion) async throws -> Created<PromotionView> {
        try await call.db.write { tx in
            try Promotion.serialize(tx)
            let reach = try PromotionReach(of: call, tx)
            try reach.check(PromotionChanges(body), as: call, tx)
            let promotion = try Promotion.add(body, by: call.actor, within: reach, tx)
            return Created(
                PromotionView(promotion, within: reach, for: call, at: tx.now),
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
            let reach = try PromotionReach(of: call, tx)
            var promotion = try Promotion.find(id, within: reach, tx)
            try match?.check(promotion.version)
            try reach.check(body, as: call, tx)
            promotion.change(body)
            let saved = try promotion.save(by: call.actor, within: reach, tx)
            return versioned(saved, within: reach, call, tx)
        }
    }

    static func remove(_ call: Call, id: ID<Promotion>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let reach = try PromotionReach(of: call, tx)
            let promotion = try Promotion.find(id, within: reach, tx)
            try match?.check(promotion.version)
            try promotion.delete(by: call.actor, tx)
            return NoContent()
        }
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
        within reach: PromotionReach,
        _ call: Call,
        _ tx: borrowing Tx
    ) -> Versioned<PromotionView> {
        Versioned(
            PromotionView(promotion, within: reach, for: call, at: tx.now),
            version: promotion.version
        )
    }
}
