import Kernel
import Platform
import Store

extension PriceList {
    static let subject = "price_list"
    private static let maximumPrices = 2_000

    /// The list with all its prices.
    static func find(_ id: ID<PriceList>, _ tx: borrowing Tx) throws -> PriceList {
        let list: PriceList = try tx.one(
            "SELECT \(columns) FROM price_list l WHERE l.id = \(id) AND l.deleted_at IS NULL"
        )
        return list.with(
            try tx.all(
                """
                SELECT \(StepRow.columns) FROM price_list_step s WHERE s.price_list_id = \(id)
                 ORDER BY s.product_id, s.from_quantity
                """
            )
        )
    }

    static func add(_ new: NewPriceList, by actor: Actor, _ tx: borrowing Tx) throws -> PriceList {
        let list = PriceList(new, tx.newID(), at: tx.now)
        try list.check(new.prices, tx)
        try tx.execute(
            """
            INSERT INTO price_list (id, name, company_id, zone_id, customer_group, priority, is_active, starts_at, ends_at,
                                    created_at, updated_at, version)
            VALUES (\(list.id), \(json: list.name), \(list.company), \(list.zone), \(list.customerGroup),
                    \(list.priority), \(list.isActive), \(list.startsAt), \(list.endsAt), \(tx.now), \(tx.now), 1)
            """
        )
        try list.insert(new.prices, tx)
        try Audit.record(PricingAction.priceListAdd, of: subject, list.id.cast(), by: actor, tx)
        return try find(list.id, tx)
    }

    /// Saves the list and, when given, its new prices.
    func save(_ prices: [ListedPrice]?, by actor: Actor, _ tx: borrowing Tx) throws -> PriceList {
        try check(prices ?? listed, tx)
        try tx.changeOne(
            """
            UPDATE price_list
               SET name = \(json: name), company_id = \(company), zone_id = \(zone), customer_group = \(customerGroup),
                   priority = \(priority), is_active = \(isActive), starts_at = \(startsAt), ends_at = \(endsAt),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if let prices {
            try tx.execute("DELETE FROM price_list_step WHERE price_list_id = \(id)")
            try insert(prices, tx)
        }
        try Audit.record(PricingAction.priceListChange, of: Self.subject, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }

    /// Hides the list instead of deleting its row, because order lines refer to it.
    func delete(by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE price_list SET deleted_at = \(tx.now), is_active = \(false), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(PricingAction.priceListDelete, of: Self.subject, id.cast(), by: actor, tx)
    }

    private func insert(_ prices: [ListedPrice], _ tx: borrowing Tx) throws {
        for price in prices {
            try tx.execute(
                """
                INSERT INTO price_list_step (price_list_id, product_id, from_quantity, price)
                VALUES (\(id), \(price.productId), \(price.fromQuantity?.value ?? 1), \(price.price))
                """
            )
        }
    }

    private func check(_ prices: [ListedPrice], _ tx: borrowing Tx) throws {
        var faults: [Problem.Fault] = []
        if let endsAt, endsAt <= startsAt { faults.append(Problem.Fault("/ends_at", .endsBeforeItStarts)) }
        if let company, try !tx.exists("SELECT 1 FROM company WHERE id = \(company)") {
            faults.append(Problem.Fault("/company_id", .namesNothing))
        }
        if let zone, try !tx.exists("SELECT 1 FROM delivery_zone WHERE id = \(zone)") {
            faults.append(Problem.Fault("/zone_id", .namesNothing))
        }
        if prices.count > Self.maximumPrices {
            faults.append(Problem.Fault("/prices", Refusal(.tooMany(Self.maximumPrices))))
        } else {
            faults += try faultsOfPrices(prices, tx)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private func faultsOfPrices(_ prices: [ListedPrice], _ tx: borrowing Tx) throws -> [Problem.Fault] {
        var companies: [ID<Product>: ID<Company>] = [:]
        try tx.forEach(
            """
            SELECT id, company_id FROM product
             WHERE id \(in: Set(prices.map(\.productId)).sorted()) AND deleted_at IS NULL
            """
        ) { row in
            companies[try row.next()] = try row.next()
        }
        var seen: Set<ListedPrice> = []
        return prices.enumerated().compactMap { index, price in
            let pointer = "/prices/\(index)"
            guard let owner = companies[price.productId] else {
                return Problem.Fault("\(pointer)/product_id", .namesNothing)
            }
            if let company, company != owner {
                return Problem.Fault("\(pointer)/product_id", .ofAnotherCompany)
            }
            let key = ListedPrice(
                productId: price.productId,
                fromQuantity: price.fromQuantity ?? Ranged(1),
                price: .zero
            )
            return seen.insert(key).inserted ? nil : Problem.Fault("\(pointer)/from_quantity", .namedTwice)
        }
    }
}
