import Kernel
import Store

/// A numbered, closed set of entries that are paid to a payee in one transfer.
///
/// Its entries and its amount never change; without a payment the entries are free for another payout.
package struct Payout<P: Payee>: Sendable {
    package let id: ID<Payout>
    package let number: Int
    /// The first and the last day of its entries.
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

/// How far a payout is.
package enum PayoutStatus: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// Created and not approved yet.
    case pending
    /// Approved for the transfer.
    case approved
    /// Transferred to the payee.
    case paid
    /// The transfer failed; its entries are free for another payout.
    case failed
    /// Given up before the transfer; its entries are free for another payout.
    case cancelled
    /// Paid and sent back by the bank; its entries are free for another payout.
    case returned
}

/// A step of a payout.
package enum PayoutEvent: String, Codable, CaseIterable, Sendable {
    /// The payout may be transferred.
    case approve
    /// The transfer has been made.
    case pay
    /// The transfer fails.
    case fail
    /// The payout is given up before the transfer.
    case cancel
    /// The bank sends the money back.
    case sendBack = "send_back"
}

extension Payout: LifecycleSubject {
    package static var kind: String { "payout" }

    // swift-format-ignore
    package static var lifecycle: Lifecycle<Payout, PayoutStatus, PayoutEvent> {
        let manage = P.payouts.permission
        guard P.payouts.carrier != .gateway else { return transferred(manage) }
        return Lifecycle(start: .pending) {
            // event      from                          to              needs          then
            On(.approve,  from: .pending,               to: .approved,  needs: manage)
            On(.cancel,   from: .pending, .approved,    to: .cancelled, needs: manage, then: .freeEntries)
            On(.pay,      from: .approved,              to: .paid,      needs: manage, if: P.payouts.carrier.guardian(), then: .bookPayout, .tellPayeePaid)
            On(.fail,     from: .approved,              to: .failed,    needs: manage, then: .freeEntries)
            On(.sendBack, from: .paid,                  to: .returned,  needs: manage, then: .bookPayoutReturn, .freeEntries, .tellPayeeSentBack)
        }
    }

    // swift-format-ignore
    private static func transferred(_ manage: Permission) -> Lifecycle<Payout, PayoutStatus, PayoutEvent> {
        Lifecycle(start: .pending) {
            On(.pay,      from: .pending, to: .paid,     needs: manage, then: .bookPayout, .tellPayeePaid)
            On(.fail,     from: .pending, to: .failed,   needs: manage, then: .freeEntries, .tellPayeeFailed)
            On(.sendBack, from: .paid,    to: .returned, needs: manage, then: .bookPayoutReturn, .freeEntries, .tellPayeeSentBack)
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

    /// Books `amount` on the payee's account and at the bank; a negative amount reduces both.
    private func book(_ kind: String, _ amount: Int64, _ tx: borrowing Tx) throws {
        try P.enter(self, amount, tx)
        let policy = P.payouts
        let lines = [
            Ledger.Line(.owed(to: policy.kind, payee.id), Money(-amount, policy.currency)),
            Ledger.Line(policy.carrier.source, Money(amount, policy.currency)),
        ]
        try Ledger.book(kind, of: id.cast(), lines, tx)
    }
}

extension Effect {
    /// Frees the entries for another payout.
    package static let freeEntries = Effect("free_entries")
    package static let bookPayout = Effect("book_payout")
    package static let bookPayoutReturn = Effect("book_payout_return")
    /// For the product to handle.
    package static let tellPayeePaid = Effect("tell_payee_paid")
    package static let tellPayeeFailed = Effect("tell_payee_failed")
    package static let tellPayeeSentBack = Effect("tell_payee_sent_back")
}
