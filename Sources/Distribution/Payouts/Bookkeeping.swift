import Kernel
import Platform
import Store

/// Bookings of delivered and returned orders.
enum Bookkeeping {
    /// The counter for the numbers of payouts and settlements.
    static let counter = Counter("settling_counter")

    /// Books a delivered order, once however often it is called: cash, company's share, commission and delivery fee.
    ///
    /// Called in the transaction that sets the order to DELIVERED.
    static func delivered(_ order: ID<Order>, _ tx: borrowing Tx) throws {
        let sale: DeliveredSale = try tx.one(
            "SELECT \(DeliveredSale.columns) FROM sales_order o WHERE o.id = \(order) AND o.status = 'DELIVERED'"
        )
        let entry = sale.entry(of: order, tx.newID(), .order, at: sale.deliveredAt ?? tx.now)
        guard try entry.insert(tx) else { return }
        try book("order_delivered", of: order.cast(), entry, tx)
    }

    /// Books a shop's payment, or its refund, on the accounts of all parties.
    static func book(
        _ kind: String,
        of subject: ID<Subject>,
        _ entry: CompanyEntry,
        _ tx: borrowing Tx
    ) throws {
        let amounts: [(Ledger.Account, Int64)] = [
            (.cashOnDelivery, entry.goods + entry.deliveryFee),
            (.owed(to: entry.company), -entry.amount),
            (.commission, -entry.commission),
            (.deliveryFees, -entry.deliveryFee),
        ]
        try Ledger.book(kind, of: subject, amounts.map { Ledger.Line($0, Money($1, .iraqiDinar)) }, tx)
    }
}

/// The amounts of an order for its booking.
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
        of order: ID<Order>,
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
