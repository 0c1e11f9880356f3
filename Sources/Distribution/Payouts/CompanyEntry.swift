import Kernel
import Platform
import Store
import Web

/// An entry in a company's account with the platform; never changed, only corrected by another entry.
///
/// Each belongs to one transaction of the ledger.
struct CompanyEntry: Sendable {
    let id: ID<CompanyEntry>
    let company: ID<Company>
    let kind: Kind
    let order: ID<Order>?
    let payout: ID<CompanyPayout>?
    /// The price of the goods after discounts.
    let goods: Int64
    let commission: Int64
    let deliveryFee: Int64
    /// The change of the platform's debt to the company; negative entries reduce it.
    let amount: Int64
    let reason: String?
    let at: Instant

    /// Type of an entry in a company's account.
    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// An order was delivered.
        case order
        /// Goods of a delivered order came back; one entry for each return.
        case reversal
        /// A payout was made.
        case payout
        /// The bank sent a payout back.
        case payoutReturn = "payout_return"
    }
}

extension CompanyEntry: PayeeEntry {
    var isSale: Bool { kind == .order }

    static let columns: SQL =
        """
        e.id, e.company_id, e.kind, e.order_id, e.payout_id, e.goods, e.commission, e.delivery_fee, e.amount, e.reason, e.at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        company = try row.next()
        kind = try row.next()
        order = try row.next()
        payout = try row.next()
        goods = try row.next()
        commission = try row.next()
        deliveryFee = try row.next()
        amount = try row.next()
        reason = try row.next()
        at = try row.next()
    }
}

extension CompanyEntry {
    /// False when an entry of this kind exists for the order or payout already.
    func insert(_ tx: borrowing Tx) throws -> Bool {
        let inserted = try tx.execute(
            """
            INSERT INTO company_entry (id, company_id, kind, order_id, payout_id, goods, commission, delivery_fee, amount, reason, at)
            VALUES (\(id), \(company), \(kind), \(order), \(payout), \(goods), \(commission), \(deliveryFee), \(amount),
                    \(reason), \(at))
            ON CONFLICT DO NOTHING
            """
        )
        return inserted == 1
    }

    static func list(of settlement: ID<Settlement>, _ tx: borrowing Tx) throws -> [CompanyEntry] {
        try tx.all(
            """
            SELECT \(columns) FROM company_entry e JOIN settlement_entry s ON s.entry_id = e.id
             WHERE s.settlement_id = \(settlement) ORDER BY e.at, e.id
            """
        )
    }
}

/// An entry in a company's account with the platform.
struct CompanyEntryView: View {
    var id: ID<CompanyEntry>
    var kind: CompanyEntry.Kind
    /// The order concerned; absent for payouts.
    var orderId: ID<Order>?
    /// The payout concerned; absent for orders and returns.
    var payoutId: ID<CompanyPayout>?
    /// Price of the goods after promotions, in Iraqi dinars; negative for a return, 0 for payouts.
    var goods: Int64
    /// The platform's share, in Iraqi dinars; negative for a return, 0 for payouts.
    var commission: Int64
    /// Delivery fee, in Iraqi dinars, not due to the company; negative for a refunded one, 0 for payouts.
    var deliveryFee: Int64
    /// Change of the amount owed to the company, in Iraqi dinars; negative when it decreases.
    var amount: Int64
    /// The reason recorded with the entry; absent when there is none.
    var reason: String?
    /// Moment of the booking.
    var at: Instant

    init(_ entry: CompanyEntry) {
        id = entry.id
        kind = entry.kind
        orderId = entry.order
        payoutId = entry.payout
        goods = entry.goods
        commission = entry.commission
        deliveryFee = entry.deliveryFee
        amount = entry.amount
        reason = entry.reason
        at = entry.at
    }
}
