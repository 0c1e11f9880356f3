import Kernel
import Platform
import Store

extension Quote {
    /// The price of the requested lines for the customer in the zone, as the transaction sees it.
    ///
    /// Fails with ``Kernel/Problem/Code/productNotSold``, which lists the products that are not sold.
    static func load(
        for requestedLines: [RequestedLine],
        customer: ID<Account>?,
        zone: ID<DeliveryZone>,
        _ localCache: LocalCache,
        _ tx: borrowing Tx
    ) throws -> Quote {
        let group = try customer.map { try PricingContext.group(of: $0, tx) } ?? nil
        let goods = try PricedLine.load(requestedLines, tx)
        let context = try PricingContext.load(for: goods, customer, group, zone, tx)
        return try Pricing.price(
            goods,
            Promotion.listLive(for: customer, localCache, tx),
            PriceList.list(of: goods.map(\.product), tx),
            context
        )
    }
}

extension PricingContext {
    static func group(of customer: ID<Account>, _ tx: borrowing Tx) throws -> String? {
        try tx.value("SELECT customer_group FROM member WHERE account_id = \(customer)", as: String.self)
    }

    static func load(
        for lines: [PricedLine],
        _ customer: ID<Account>?,
        _ group: String?,
        _ zone: ID<DeliveryZone>,
        _ tx: borrowing Tx
    ) throws -> PricingContext {
        let terms: [TermsRow] = try tx.all(
            """
            SELECT \(TermsRow.columns) FROM company c
              JOIN delivery_zone z ON z.id = \(zone)
              LEFT JOIN company_zone o ON o.company_id = c.id AND o.zone_id = z.id
             WHERE c.id \(in: Set(lines.map(\.company)).sorted())
            """
        )
        return PricingContext(
            zone: zone,
            customer: customer,
            customerGroup: group,
            now: tx.now,
            deliveryFees: Dictionary(terms.map { ($0.company, $0.terms) }) { first, _ in first }
        )
    }

    /// The delivery terms of a company.
    private struct TermsRow: Record {
        let company: ID<Company>
        let terms: DeliveryTerms

        static let columns: SQL =
            """
            c.id, COALESCE(o.delivery_fee, z.delivery_fee), COALESCE(o.free_delivery_from, z.free_delivery_from)
            """

        init(_ row: inout Row) throws {
            company = try row.next()
            terms = DeliveryTerms(fee: try row.next(), freeFrom: try row.next())
        }
    }
}

/// The properties of a product that its price depends on.
protocol Priced {
    var company: ID<Company> { get }
    var category: ID<Category> { get }
    var price: Dinars { get }
}

extension PricedLine {
    /// The lines with company, categories and price from the catalogue.
    static func load(_ requestedLines: [RequestedLine], _ tx: borrowing Tx) throws -> [PricedLine] {
        let rows: [GoodsRow] = try tx.all(
            """
            SELECT \(GoodsRow.columns) FROM product p
             WHERE p.id \(in: Set(requestedLines.map(\.product)).sorted()) AND \(Product.onSale)
            """
        )
        let goods = Dictionary(rows.map { ($0.product, $0) }) { first, _ in first }
        return try list(requestedLines, of: goods, in: paths(from: Set(rows.map(\.category)).sorted(), tx))
    }

    /// One line for each request; refused with a list of the products that are not among the goods.
    ///
    /// A category without a path has no parents.
    static func list(
        _ requestedLines: [RequestedLine],
        of goods: [ID<Product>: some Priced],
        in paths: [ID<Category>: [ID<Category>]]
    ) throws(Problem) -> [PricedLine] {
        var gone: Set<ID<Product>> = []
        var lines: [PricedLine] = []
        for requested in requestedLines {
            guard let known = goods[requested.product] else {
                gone.insert(requested.product)
                continue
            }
            lines.append(
                PricedLine(
                    product: requested.product,
                    company: known.company,
                    categories: paths[known.category] ?? [known.category],
                    quantity: requested.quantity,
                    listPrice: known.price
                )
            )
        }
        guard gone.isEmpty else { throw Problem.notSold(gone.sorted()) }
        return lines
    }

    /// Refuses products that are not delivered to the zone.
    static func check(_ products: [ID<Product>], soldIn zone: ID<DeliveryZone>, _ tx: borrowing Tx) throws {
        let wanted = Set(products)
        let elsewhere = wanted.subtracting(try Product.list(wanted.sorted(), soldIn: zone, tx)).sorted()
        guard elsewhere.isEmpty else { throw Problem.notSold(elsewhere) }
    }

    /// Each category with all its parents.
    static func paths(
        from categories: [ID<Category>],
        _ tx: borrowing Tx
    ) throws -> [ID<Category>: [ID<Category>]] {
        var paths: [ID<Category>: [ID<Category>]] = [:]
        try tx.forEach(
            """
            WITH RECURSIVE way (leaf, id, parent_id) AS (
                SELECT c.id, c.id, c.parent_id FROM category c WHERE c.id \(in: categories)
                 UNION
                SELECT w.leaf, c.id, c.parent_id FROM way w JOIN category c ON c.id = w.parent_id
            )
            SELECT w.leaf, w.id FROM way w ORDER BY w.leaf, w.id
            """
        ) { row in
            paths[try row.next(), default: []].append(try row.next())
        }
        return paths
    }

    /// The properties of a product that decide its price.
    private struct GoodsRow: Priced, Record {
        let product: ID<Product>
        let company: ID<Company>
        let category: ID<Category>
        let price: Dinars

        static let columns: SQL = "p.id, p.company_id, p.category_id, p.price"

        init(_ row: inout Row) throws {
            product = try row.next()
            company = try row.next()
            category = try row.next()
            price = try row.next()
        }
    }
}

extension Problem {
    fileprivate static func notSold(_ products: [ID<Product>]) -> Problem {
        let names = products.map { JSONValue.string($0.description) }
        return Problem(.productNotSold, extras: ["product_ids": .array(names)])
    }
}
