import Kernel
import Platform
import Store

extension PriceList: Record {
    static let columns: SQL =
        """
        l.id, l.name, l.company_id, l.zone_id, l.customer_group, l.priority, l.is_active, l.starts_at, l.ends_at,
        l.deleted_at, l.created_at, l.updated_at, l.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.json()
        company = try row.next()
        zone = try row.next()
        customerGroup = try row.next()
        priority = try row.next()
        isActive = try row.next()
        startsAt = try row.next()
        endsAt = try row.next()
        deletedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    /// One row of a list's steps.
    struct StepRow: Record {
        let list: ID<PriceList>
        let product: ID<Product>
        let step: Step

        static let columns: SQL = "s.price_list_id, s.product_id, s.from_quantity, s.price"

        init(_ row: inout Row) throws {
            list = try row.next()
            product = try row.next()
            step = Step(from: try row.next(), price: try row.next())
        }
    }
}

extension PriceList {
    /// The lists with a price for one of the products, each with those prices only.
    static func list(of products: [ID<Product>], _ tx: borrowing Tx) throws -> [PriceList] {
        let rows: [StepRow] = try tx.all(
            """
            SELECT \(StepRow.columns) FROM price_list_step s WHERE s.product_id \(in: products)
             ORDER BY s.price_list_id, s.product_id, s.from_quantity
            """
        )
        guard !rows.isEmpty else { return [] }
        let lists: [PriceList] = try tx.all(
            """
            SELECT \(columns) FROM price_list l
             WHERE l.deleted_at IS NULL AND l.id \(in: Set(rows.map(\.list)).sorted())
            """
        )
        return lists.map { $0.with(rows) }
    }

    /// The list with its own steps among `rows`, which are sorted from the smallest quantity to the largest.
    func with(_ rows: [StepRow]) -> PriceList {
        var list = self
        for row in rows where row.list == id { list.prices[row.product, default: []].append(row.step) }
        return list
    }
}
