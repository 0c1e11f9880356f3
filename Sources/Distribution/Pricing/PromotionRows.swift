import Kernel
import Platform
import Store

extension Promotion: Record {
    static let columns: SQL =
        """
        p.id, p.name, p.description, p.kind, p.percentage, p.amount, p.buy_quantity, p.get_quantity, p.gifts, p.bundle,
        p.bundle_price, p.products, p.categories, p.companies, p.zones, p.minimum_amount, p.maximum_discount,
        p.usage_limit, p.usage_limit_per_customer, p.priority, p.is_stackable, p.is_active, p.starts_at, p.ends_at,
        p.deleted_at, p.created_at, p.updated_at, p.version, COALESCE(n.used, 0)
        """

    /// The tables of ``columns``.
    static let source: SQL = "promotion p LEFT JOIN promotion_count n ON n.promotion_id = p.id"

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.json()
        description = try row.json()
        kind = try row.next()
        percentage = try row.next()
        amount = try row.next()
        buyQuantity = try row.next()
        getQuantity = try row.next()
        gifts = try row.json()
        bundle = try row.json()
        bundlePrice = try row.next()
        targets = Targets(
            products: try row.json(),
            categories: try row.json(),
            companies: try row.json(),
            zones: try row.json()
        )
        minimumAmount = try row.next()
        maximumDiscount = try row.next()
        usageLimit = try row.next()
        usageLimitPerCustomer = try row.next()
        priority = try row.next()
        isStackable = try row.next()
        isActive = try row.next()
        startsAt = try row.next()
        endsAt = try row.next()
        deletedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        used = try row.next()
    }
}

extension Promotion {
    static func isLive(at now: Instant) -> SQL {
        "p.is_active AND p.deleted_at IS NULL AND p.starts_at <= \(now) AND (p.ends_at IS NULL OR p.ends_at > \(now))"
    }
}
