import Kernel
import Platform
import Store

extension Promotion {
    static let subject = "promotion"

    static func find(_ id: ID<Promotion>, _ tx: borrowing Tx) throws -> Promotion {
        try tx.one("SELECT \(columns) FROM \(source) WHERE p.id = \(id) AND p.deleted_at IS NULL")
    }

    /// A promotion within `reach`.
    static func find(
        _ id: ID<Promotion>,
        within reach: PromotionReach,
        _ tx: borrowing Tx
    ) throws -> Promotion {
        try tx.one(
            """
            SELECT \(columns) FROM \(source)
             WHERE p.id = \(id) AND p.deleted_at IS NULL AND \(reach.condition(in: tx.dialect))
            """
        )
    }

    /// Lets one writer in at a time, so that the second of two conflicting promotions sees the first.
    ///
    /// To be called first in a transaction.
    static func serialize(_ tx: borrowing Tx) throws {
        guard tx.dialect == .postgres else { return }
        try tx.execute("LOCK TABLE promotion IN SHARE ROW EXCLUSIVE MODE")
    }

    static func add(
        _ new: NewPromotion,
        by actor: Actor,
        within reach: PromotionReach = .all,
        _ tx: borrowing Tx
    ) throws -> Promotion {
        try serialize(tx)
        let promotion = Promotion(new, tx.newID(), at: tx.now)
        try promotion.check(tx)
        try promotion.refuseOverlaps(seenFrom: reach, tx)
        try promotion.insert(tx)
        try Audit.record(PricingAction.promotionAdd, of: subject, promotion.id.cast(), by: actor, tx)
        return try find(promotion.id, tx)
    }

    func save(by actor: Actor, within reach: PromotionReach, _ tx: borrowing Tx) throws -> Promotion {
        try check(tx)
        try refuseOverlaps(seenFrom: reach, tx)
        try tx.changeOne(
            """
            UPDATE promotion
               SET name = \(json: name), description = \(json: description), kind = \(kind),
                   percentage = \(percentage), amount = \(amount), buy_quantity = \(buyQuantity),
                   get_quantity = \(getQuantity), gifts = \(json: gifts), bundle = \(json: bundle),
                   bundle_price = \(bundlePrice), products = \(json: targets.products),
                   categories = \(json: targets.categories), companies = \(json: targets.companies),
                   zones = \(json: targets.zones), minimum_amount = \(minimumAmount),
                   maximum_discount = \(maximumDiscount), usage_limit = \(usageLimit),
                   usage_limit_per_customer = \(usageLimitPerCustomer), priority = \(priority),
                   is_stackable = \(isStackable), is_active = \(isActive), starts_at = \(startsAt),
                   ends_at = \(endsAt), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try recount(tx)
        try Audit.record(PricingAction.promotionChange, of: Self.subject, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    /// Hides a promotion that was used, because orders refer to it.
    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        if try tx.exists("SELECT 1 FROM promotion_use WHERE promotion_id = \(id)") {
            try tx.changeOne(
                """
                UPDATE promotion SET deleted_at = \(tx.now), is_active = \(false), updated_at = \(tx.now),
                                     version = version + 1
                 WHERE id = \(id) AND version = \(version)
                """
            )
        } else {
            try tx.changeOne("DELETE FROM promotion WHERE id = \(id) AND version = \(version)")
        }
        try Audit.record(PricingAction.promotionDelete, of: Self.subject, id.cast(), by: actor, tx)
    }

    private func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO promotion (id, name, description, kind, percentage, amount, buy_quantity, get_quantity, gifts,
                                   bundle, bundle_price, products, categories, companies, zones, minimum_amount,
                                   maximum_discount, usage_limit, usage_limit_per_customer, priority, is_stackable,
                                   is_active, starts_at, ends_at, created_at, updated_at, version)
            VALUES (\(id), \(json: name), \(json: description), \(kind), \(percentage), \(amount), \(buyQuantity),
                    \(getQuantity), \(json: gifts), \(json: bundle), \(bundlePrice), \(json: targets.products),
                    \(json: targets.categories), \(json: targets.companies), \(json: targets.zones),
                    \(minimumAmount), \(maximumDiscount), \(usageLimit), \(usageLimitPerCustomer), \(priority),
                    \(isStackable), \(isActive), \(startsAt), \(endsAt), \(createdAt), \(updatedAt), \(version))
            """
        )
        try tx.execute("INSERT INTO promotion_count (promotion_id, used) VALUES (\(id), 0)")
    }

    /// Uses are not counted while there is no limit, so a new limit starts with the recorded uses.
    private func recount(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE promotion_count
               SET used = (SELECT COUNT(*) FROM promotion_use u WHERE u.promotion_id = \(id) AND u.released_at IS NULL)
             WHERE promotion_id = \(id)
            """
        )
    }
}
