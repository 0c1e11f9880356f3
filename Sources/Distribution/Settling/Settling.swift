import Kernel
import Platform
import Store

/// What follows in the books from what happens to orders.
enum Settling {
    /// Books a delivered order, once however often it is called: cash from the shop, the company's part, commission, delivery fee.
    ///
    /// Called in the transaction that makes it DELIVERED.
    static func delivered(_ order: ID<SalesOrder>, _ tx: borrowing Tx) throws {
        let sale: DeliveredSale = try tx.one(
            "SELECT \(DeliveredSale.columns) FROM sales_order o WHERE o.id = \(order) AND o.status = 'DELIVERED'"
        )
        let entry = sale.entry(of: order, tx.newID(), .order, at: sale.deliveredAt ?? tx.now)
        guard try entry.insert(tx) else { return }
        try book("order_delivered", of: order.cast(), entry, tx)
    }

    /// What the shop pays or gets back, and whose it is.
    static func book(
        _ kind: String,
        of subject: ID<Subject>,
        _ entry: CompanyEntry,
        _ tx: borrowing Tx
    ) throws {
        try Books.book(
            kind,
            of: subject,
            [
                (Books.cash, entry.goods + entry.deliveryFee),
                (Books.payable(to: entry.company), -entry.amount),
                (Books.commission, -entry.commission),
                (Books.deliveryFees, -entry.deliveryFee),
            ],
            tx
        )
    }
}

/// What of an order counts in the books.
private struct DeliveredSale: Record {
    let company: ID<Company>
    let total: Dinars
    let deliveryFee: Dinars
    let commission: Dinars
    let deliveredAt: Instant?

    static let columns: SQL = "o.company_id, o.total, o.delivery_fee, o.commission, o.delivered_at"

    init(_ row: inout Row) throws {
        company = try row.next()
        total = try row.next()
        deliveryFee = try row.next()
        commission = try row.next()
        deliveredAt = try row.next()
    }

    func entry(
        of order: ID<SalesOrder>,
        _ id: ID<CompanyEntry>,
        _ kind: CompanyEntry.Kind,
        at: Instant
    ) -> CompanyEntry {
        let goods = total.value - deliveryFee.value
        return CompanyEntry(
            id: id,
            company: company,
            kind: kind,
            order: order,
            payout: nil,
            goods: goods,
            commission: commission.value,
            deliveryFee: deliveryFee.value,
            amount: goods - commission.value,
            reason: nil,
            at: at
        )
    }
}
