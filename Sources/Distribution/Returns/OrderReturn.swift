import Kernel
import Platform
import Store

/// One return of goods of a delivered order: an entry of the books and the returned pieces of each line.
struct OrderReturn: Sendable {
    let entry: CompanyEntry
    let lines: [ReturnedLine]
}

/// Returned pieces of an order line, with exactly their share of the amounts stored with it.
struct ReturnedLine: Sendable {
    let entry: ID<CompanyEntry>
    let order: ID<Order>
    let position: Int
    let product: ID<Product>
    let sku: String
    let name: Name
    let quantity: Int
    /// The refund for the pieces.
    let goods: Dinars
    let commission: Dinars
    /// Whether the pieces are back in stock.
    let isRestocked: Bool
}

extension ReturnedLine: Record {
    static let columns: SQL =
        """
        r.entry_id, r.order_id, r.position, l.product_id, l.sku, l.name, r.quantity, r.goods, r.commission, r.is_restocked
        """

    init(_ row: inout Row) throws {
        entry = try row.next()
        order = try row.next()
        position = try row.next()
        product = try row.next()
        sku = try row.next()
        name = try row.json()
        quantity = try row.next()
        goods = try row.next()
        commission = try row.next()
        isRestocked = try row.next()
    }

    static func list(of entries: [ID<CompanyEntry>], _ tx: borrowing Tx) throws -> [ReturnedLine] {
        try tx.all(
            """
            SELECT \(columns) FROM returned_line r
              JOIN sales_order_line l ON l.order_id = r.order_id AND l.position = r.position
             WHERE r.entry_id \(in: entries) ORDER BY r.entry_id, r.position
            """
        )
    }

    /// Stores the returned pieces and adds them to the totals of the order line.
    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO returned_line (entry_id, order_id, position, quantity, goods, commission, is_restocked)
            VALUES (\(entry), \(order), \(position), \(quantity), \(goods), \(commission), \(isRestocked))
            """
        )
        try tx.changeOne(
            """
            UPDATE sales_order_line
               SET returned_quantity = returned_quantity + \(quantity), returned = returned + \(goods)
             WHERE order_id = \(order) AND position = \(position) AND returned_quantity + \(quantity) <= quantity
            """
        )
    }
}

extension OrderLine {
    /// Pieces not yet returned.
    var left: Int { quantity - returnedQuantity }

    /// The next `count` pieces of the line, with their share of its amounts.
    ///
    /// The line's total is spread over its pieces by largest remainder, so that partial returns sum to it exactly.
    func pieces(_ count: Int, in entry: ID<CompanyEntry>, restocked: Bool) throws -> ReturnedLine {
        func part(of amount: Dinars) throws -> Dinars {
            let part = Share.pieces(count, after: returnedQuantity, of: quantity, in: amount.value)
            guard let part = Dinars(part) else { throw Problem(.conflict) }
            return part
        }
        return ReturnedLine(
            entry: entry,
            order: order,
            position: position,
            product: product,
            sku: sku,
            name: name,
            quantity: count,
            goods: try part(of: total),
            commission: try part(of: commission),
            isRestocked: restocked
        )
    }
}
