import Kernel
import Platform
import Store

typealias TutorPayout = Payout<PaidTutor>

/// A tutor as the recipient of payouts.
struct PaidTutor: Payee {
    typealias Entry = TutorEntry

    let id: ID<Tutor>
    let account: ID<Account>

    static let columns: SQL = "v.id AS payee_id, v.account_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
    }

    /// The minimum is a policy, so ``TutorPayouts`` gives it.
    static let payouts = PayoutPolicy(
        to: "tutor",
        needs: .payoutRun,
        in: .euro,
        refusing: .nothingToPayOut,
        by: .gateway,
        tables: .init(
            payees: "tutor v ON v.id = p.tutor_id",
            entries: "tutor_entry",
            payee: "tutor_id",
            sales: "sales"
        ),
        counter: Counter("payout_counter")
    )

    static func enter(_ payout: TutorPayout, _ amount: Int64, _ tx: borrowing Tx) throws {
        let kind: TutorEntry.Kind = amount < 0 ? .payout : .payoutReturned
        try tx.execute(
            """
            INSERT INTO tutor_entry (id, tutor_id, kind, subject_id, amount, at, booked, is_held, payout_id)
            VALUES (\(tx.newID(of: TutorEntry.self)), \(payout.payee.id), \(kind), \(payout.id), \(amount), \(tx.now),
                    \(TutorEntry.Booked.tutor), FALSE, \(payout.id))
            """
        )
    }

    static func publish(_ payout: TutorPayout, isNew: Bool, _ tx: borrowing Tx) throws {
        let payload: JSONValue = [
            "id": .string(payout.id.description), "state": .string(payout.status.rawValue),
        ]
        try Realtime.publish("payout:changed", to: [.account(payout.payee.account)], payload, tx)
    }
}

extension TutorPayout: Scoped {
    package static var visibility: Visibility { Visibility(own: "v.account_id") }
}

extension TutorEntry: PayeeEntry {
    var isSale: Bool { kind == .earning || kind == .expiry }
}
