import Kernel
import Platform
import Store

typealias CompanyPayout = Payout<PaidCompany>

/// A company as the recipient of payouts.
struct PaidCompany: Payee {
    typealias Entry = CompanyEntry

    let id: ID<Company>
    let name: Name

    static let columns: SQL = "c.id AS payee_id, c.name"

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.json()
    }

    static let payouts = PayoutPolicy(
        to: "company",
        needs: .payoutManage,
        in: .iraqiDinar,
        refusing: .nothingDue,
        tables: .init(
            payees: "company c ON c.id = p.company_id",
            entries: "company_entry",
            payee: "company_id",
            sales: "orders"
        ),
        counter: Bookkeeping.counter
    )

    static func enter(_ payout: CompanyPayout, _ amount: Int64, _ tx: borrowing Tx) throws {
        let entry = CompanyEntry(
            id: tx.newID(),
            company: payout.payee.id,
            kind: amount < 0 ? .payout : .payoutReturn,
            order: nil,
            payout: payout.id,
            goods: 0,
            commission: 0,
            deliveryFee: 0,
            amount: amount,
            reason: payout.statusReason?.rawValue,
            at: tx.now
        )
        guard try entry.insert(tx) else { throw Problem(.conflict) }
    }

    /// Publishes the payout to the company and the administrators.
    static func publish(_ payout: CompanyPayout, isNew: Bool, _ tx: borrowing Tx) throws {
        let company = payout.payee.id
        let payload: JSONValue = [
            "id": .string(payout.id.description), "number": .integer(Int64(payout.number)),
            "company_id": .string(company.description), "status": .string(payout.status.rawValue),
            "amount": .integer(payout.amount), "version": .integer(Int64(payout.version)),
        ]
        try Realtime.publish(
            isNew ? "payout:new" : "payout:updated",
            to: [.company(company), .admins],
            payload,
            tx
        )
    }
}
