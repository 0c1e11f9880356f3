import Kernel
import Platform
import Store
import Web

/// One reason why the platform owes a company more or less: never changed, corrected by another.
///
/// Each goes with one transaction of the ledger.
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
    /// The change of the debt to the company; it is owed less when negative.
    let amount: Int64
    let reason: String?
    let at: Instant

    enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Delivered.
        case order
        /// A part of a delivered order came back; one for each return.
        case reversal
        case payout
        /// A payout that the bank sent back.
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
    /// False when there is one of this kind for its order or payout already.
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

/// An entry as companies and administrators see it.
struct CompanyEntryView: View {
    var id: ID<CompanyEntry>
    var kind: CompanyEntry.Kind
    var orderId: ID<Order>?
    var payoutId: ID<CompanyPayout>?
    var goods: Int64
    var commission: Int64
    var deliveryFee: Int64
    var amount: Int64
    var reason: String?
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
