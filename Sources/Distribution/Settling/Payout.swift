import Kernel
import Platform
import Store

/// A numbered, closed set of what a company is owed, to be paid to it at once.
///
/// Its entries and its amount never change; when it is not paid the entries are free for another.
struct Payout: Sendable {
    let id: ID<Payout>
    let number: Int
    let company: ID<Company>
    let from: CivilDate
    let to: CivilDate
    let orders: Int
    let amount: Int64
    let status: Status
    var statusReason: Reason?
    /// What the bank calls it.
    var reference: Reference?
    let createdAt: Instant
    let paidAt: Instant?
    let updatedAt: Instant
    let version: Int
    let companyName: Name

    typealias Reason = Line<1, 500>
    typealias Reference = Line<1, 100>
}

extension Payout: LifecycleSubject {
    static let kind = "payout"

    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case pending
        case approved
        case paid
        case failed
        case cancelled
        /// Paid, and sent back by the bank.
        case returned
    }

    enum Event: String, Codable, CaseIterable, Sendable {
        case approve
        case pay
        case fail
        case cancel
        case sendBack = "send_back"
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Payout, Status, Event>(start: .pending) {
        // event      from                          to              needs                 then
        On(.approve,  from: .pending,               to: .approved,  needs: .payoutManage)
        On(.cancel,   from: .pending, .approved,    to: .cancelled, needs: .payoutManage, then: .freeEntries)
        On(.pay,      from: .approved,              to: .paid,      needs: .payoutManage, then: .bookPayout, .tellVendors)
        On(.fail,     from: .approved,              to: .failed,    needs: .payoutManage, then: .freeEntries)
        On(.sendBack, from: .paid,                  to: .returned,  needs: .payoutManage, then: .bookPayoutReturn, .freeEntries, .tellVendorsSentBack)
    }

    func take(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        switch effect {
        case .freeEntries: try freeEntries(tx)
        case .bookPayout: try book(.payout, "payout_paid", -amount, tx)
        case .bookPayoutReturn: try book(.payoutReturn, "payout_returned", amount, tx)
        case .tellVendors: try tellVendors(.payoutPaid, tx)
        case .tellVendorsSentBack: try tellVendors(.payoutSentBack, tx)
        default: break
        }
    }

    private func freeEntries(_ tx: borrowing Tx) throws {
        try tx.execute(
            "UPDATE payout_entry SET released_at = \(tx.now) WHERE payout_id = \(id) AND released_at IS NULL"
        )
    }

    /// `amount` more, or less, is owed to the company, and stands at the bank.
    private func book(
        _ kind: CompanyEntry.Kind,
        _ transaction: String,
        _ amount: Int64,
        _ tx: borrowing Tx
    ) throws {
        let entry = CompanyEntry(
            id: tx.newID(),
            company: company,
            kind: kind,
            order: nil,
            payout: id,
            goods: 0,
            commission: 0,
            deliveryFee: 0,
            amount: amount,
            reason: statusReason?.rawValue,
            at: tx.now
        )
        guard try entry.insert(tx) else { throw Problem(.conflict) }
        try Books.book(
            transaction,
            of: id.cast(),
            [(Books.payable(to: company), -amount), (Books.bank, amount)],
            tx
        )
    }
}

extension Effect {
    /// Another payout may take what this one did not pay.
    static let freeEntries = Effect("free_entries")
    static let bookPayout = Effect("book_payout")
    static let bookPayoutReturn = Effect("book_payout_return")
    static let tellVendors = Effect("tell_vendors_payout_paid")
    static let tellVendorsSentBack = Effect("tell_vendors_payout_sent_back")
}
