import Kernel
import Platform
import Store

extension Promotion {
    /// Refuses two exclusive promotions for the same goods, in the same zone, at the same time.
    ///
    /// Fails with ``Kernel/Problem/Code/promotionOverlaps``, which lists the conflicting promotions that the caller may read
    /// and counts the others.
    func refuseOverlaps(seenFrom reach: PromotionReach, _ tx: borrowing Tx) throws {
        guard isActive, !isStackable else { return }
        let rivals = try rivals(tx)
        let goods = try Goods(of: rivals + [self], tx)
        let conflicts = rivals.filter { goods.meet(self, $0) }
        guard !conflicts.isEmpty else { return }
        let now = tx.now
        let known = conflicts.filter { reach.covers($0) || $0.status(at: now) == .active }
        var extras: [String: JSONValue] = ["conflicts": .array(known.map(\.asConflict))]
        if known.count < conflicts.count {
            extras["hidden_conflicts"] = .integer(Int64(conflicts.count - known.count))
        }
        throw Problem(.promotionOverlaps, extras: extras)
    }

    private func rivals(_ tx: borrowing Tx) throws -> [Promotion] {
        let isEarlyEnough: SQL? = endsAt.map { "AND p.starts_at < \($0)" }
        return try tx.all(
            """
            SELECT \(Self.columns) FROM \(Self.source)
             WHERE p.id <> \(id) AND p.is_active AND NOT p.is_stackable AND p.deleted_at IS NULL
               AND (p.ends_at IS NULL OR p.ends_at > \(startsAt)) \(isEarlyEnough)
             ORDER BY p.id
            """
        )
    }

    private var asConflict: JSONValue {
        let name = (try? JSON.value(of: name)) ?? .null
        return [
            "id": .string(id.description), "name": name, "type": .string(kind.rawValue),
            "starts_at": .string(startsAt.description),
            "ends_at": endsAt.map { .string($0.description) } ?? .null,
        ]
    }

    /// The products that the promotion names; without categories it covers no others.
    fileprivate var products: [ID<Product>] {
        switch kind {
        case .bundle: bundle.map(\.productId)
        case .buyXGetY: targets.products.ids + gifts.ids
        default: targets.products.ids
        }
    }

    fileprivate var isAboutAll: Bool { kind != .bundle && !targets.hasGoods }
}

/// The companies and categories of products, which decide whether two promotions can meet.
private struct Goods {
    private var products: [ID<Product>: (company: ID<Company>, category: ID<Category>)] = [:]
    private let paths: [ID<Category>: [ID<Category>]]

    init(of promotions: [Promotion], _ tx: borrowing Tx) throws {
        let named = Set(promotions.flatMap(\.products)).sorted()
        var products: [ID<Product>: (company: ID<Company>, category: ID<Category>)] = [:]
        try tx.forEach("SELECT id, company_id, category_id FROM product WHERE id \(in: named)") { row in
            products[try row.next()] = (try row.next(), try row.next())
        }
        let categories = promotions.flatMap(\.targets.categories.ids) + products.values.map(\.category)
        paths = try PricedLine.paths(from: Set(categories).sorted(), tx)
        self.products = products
    }

    func meet(_ left: Promotion, _ right: Promotion) -> Bool {
        guard left.targets.zones.overlaps(right.targets.zones),
            left.targets.companies.overlaps(right.targets.companies)
        else { return false }
        // Two different categories can contain the same goods only when one is below the other.
        if meetInCategories(left.targets.categories, right.targets.categories) { return true }
        if left.isAboutAll, right.isAboutAll { return true }
        if left.isAboutAll, !right.targets.categories.isEmpty { return true }
        if right.isAboutAll, !left.targets.categories.isEmpty { return true }
        return left.products.contains { isOf($0, left) && isOf($0, right) }
            || right.products.contains { isOf($0, left) && isOf($0, right) }
    }

    private func meetInCategories(_ left: IDSet<Category>, _ right: IDSet<Category>) -> Bool {
        left.ids.contains { paths[$0]?.contains(where: right.contains) ?? false }
            || right.ids.contains { paths[$0]?.contains(where: left.contains) ?? false }
    }

    private func isOf(_ product: ID<Product>, _ promotion: Promotion) -> Bool {
        guard let facts = products[product] else { return false }
        let companies = promotion.targets.companies
        guard companies.isEmpty || companies.contains(facts.company) else { return false }
        return promotion.isAboutAll || promotion.products.contains(product)
            || (paths[facts.category] ?? []).contains(where: promotion.targets.categories.contains)
    }
}
