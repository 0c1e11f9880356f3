import Kernel
import Platform
import Store

extension Dispute {
    /// The answer of the side that did not open it; after one opened by the server, of either side.
    func answered(
        _ text: DisputeText,
        _ files: [ID<StoredFile>]?,
        by side: Job.Side,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Dispute {
        guard status != .open || answerers.contains(account(of: side)) else { throw refusal(of: .answer) }
        var next = self
        next.answer = DisputeStatement(text: text.rawValue, by: side, at: tx.now)
        let moved = try next.advanced(by: .answer, as: call, tx)
        try DisputeFiles.keep(files, of: side, by: call.account, in: id, tx)
        try notify(.disputeAnswered, [account(of: side.other)], tx)
        try notifyManagers(.disputeAnswered, tx)
        return moved
    }

    /// The appeal of a side against the decision of local managers.
    func appealed(_ text: DisputeText, by side: Job.Side, as call: Call, _ tx: borrowing Tx) throws -> Dispute
    {
        guard status != .decided || ruling?.isFinalWord == false else { throw refusal(of: .appeal) }
        var next = self
        next.appeal = DisputeStatement(text: text.rawValue, by: side, at: tx.now)
        let moved = try next.advanced(by: .appeal, as: call, tx)
        try notify(.disputeAppealed, [account(of: side.other)], tx)
        let values = ["job": try Job.find(job, tx).title.rawValue]
        try MarketNotice.notifyAdministrators(.disputeAppealed, about: (Self.kind, id.cast()), values, tx)
        return moved
    }

    /// The money moves as decided, and the job with it.
    func settle(as call: Call, _ tx: borrowing Tx) throws {
        guard let decision = ruling?.decision else { throw Problem(.conflict) }
        let disputed = try Job.find(job, tx)
        try DisputeMoney.execute(decision, on: disputed, as: call.bySystem, tx)
        let event: Job.Event = decision.outcome == .refundAll ? .settleBack : .settle
        _ = try Job.find(job, tx).advanced(by: event, as: call.bySystem, tx)
        try notify(.disputeFinal, sides, tx)
    }

    /// The answer to a move that the state, or the caller's part in it, does not allow.
    func refusal(of event: Event) -> Problem { .illegalTransition(from: status, by: event) }
}

extension Dispute {
    var sides: [ID<Account>] { [customer, provider] }

    /// The accounts that can answer.
    var answerers: [ID<Account>] {
        switch openedBy {
        case .customer: [provider]
        case .provider: [customer]
        case .system: sides
        }
    }

    func notify(
        _ template: NoticeTemplate,
        _ accounts: [ID<Account>],
        because reason: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        try JobNotice.notify(template, accounts, about: try Job.find(job, tx), because: reason, tx)
    }

    /// Notifies the local managers of the region, and the one who acted first.
    func notifyManagers(_ template: NoticeTemplate, _ tx: borrowing Tx) throws {
        let accounts = try Region.managers(of: region, tx) + [manager].compactMap(\.self)
        try JobNotice.notify(template, accounts, about: try Job.find(job, tx), because: text, tx)
    }
}
