import Kernel
import Store

/// A numbered, closed set of what a payee is owed, to be paid at once.
///
/// Its entries and its amount never change; when it is not paid the entries are free for another.
package struct Payout<P: Payee>: Sendable {
    package let id: ID<Payout>
    package let number: Int
    /// The days that its entries are of.
    package let from: CivilDate
    package let to: CivilDate
    package let sales: Int
    package let amount: Int64
    package let status: PayoutStatus
    package var statusReason: Line<1, 500>?
    /// The bank's reference.
    package var reference: Line<1, 100>?
    package let createdAt: Instant
    package let paidAt: Instant?
    package let updatedAt: Instant
    package let version: Int
    package let payee: P
}

package enum PayoutStatus: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    case pending
    case approved
    case paid
    case failed
    case cancelled
    /// Paid, and sent back by the bank.
    case returned
}

package enum PayoutEvent: String, Codable, CaseIterable, Sendable {
    case approve
    case pay
    case fail
    case cancel
    case sendBack = "send_back"
}

extension Payout: LifecycleSubject {
    package static var kind: String { "payout" }

    // swift-format-ignore
    package static var lifecycle: Lifecycle<Payout, PayoutStatus, PayoutEvent> {
        let manage = P.payouts.permission
        return Lifecycle(start: .pending) {
            // event      from                          to              needs          then
            On(.approve,  from: .pending,               to: .approved,  needs: manage)
            On(.cancel,   from: .pending, .approved,    to: .cancelled, needs: manage, then: .freeEntries)
            On(.pay,      from: .approved,              to: .paid,      needs: manage, then: .bookPayout, .tellPayeePaid)
            On(.fail,     from: .approved,              to: .failed,    needs: manage, then: .freeEntries)
            On(.sendBack, from: .paid,                  to: .returned,  needs: manage, then: .bookPayoutReturn, .freeEntries, .tellPayeeSentBack)
        }
    }

    package func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        switch effect {
        case .freeEntries: try freeEntries(tx)
        case .bookPayout: try book("payout_paid", -amount, tx)
        case .bookPayoutReturn: try book("payout_returned", amount, tx)
        default: break
        }
    }

    private func freeEntries(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE \(P.payouts.tables.taken) SET released_at = \(tx.now) WHERE payout_id = \(id) AND released_at IS NULL
            """
        )
    }

    /// Owes the payee `amount` more, or less when it is negative, and has as much more or less at the bank.
    private func book(_ kind: String, _ amount: Int64, _ tx: borrowing Tx) throws {
        try P.enter(self, amount, tx)
        let policy = P.payouts
        let lines = [
            Ledger.Line(.owed(to: policy.kind, payee.id), Money(-amount, policy.currency)),
            Ledger.Line(.bank, Money(amount, policy.currency)),
        ]
        try Ledger.book(kind, of: id.cast(), lines, tx)
    }
}

extension Effect {
    /// Another payout may take what this one did not pay.
    package static let freeEntries = Effect("free_entries")
    package static let bookPayout = Effect("book_payout")
    package static let bookPayoutReturn = Effect("book_payout_return")
    /// For the product to handle.
    package static let tellPayeePaid = Effect("tell_payee_paid")
    package static let tellPayeeSentBack = Effect("tell_payee_sent_back")
}
