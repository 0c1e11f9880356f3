import Kernel
import Platform
import Store
import Web

/// A dispute about a paid job.
struct DisputeView: View {
    var id: ID<Dispute>
    /// The job that the two sides disagree about.
    var jobId: ID<Job>
    /// Where it stands between its opening and the final decision.
    var state: Dispute.Status
    /// The subject.
    var kind: Dispute.Kind
    /// The opener.
    var openedBy: Dispute.Opener
    /// The events, in the words of the opener.
    var text: String
    /// The opener's files.
    var files: [AttachedFile]
    /// The other side's answer; absent before.
    var answer: DisputeAnswerView?
    /// A decision that waits for a second person; absent without one.
    var proposed: DisputeRulingView?
    /// The decision in force; absent before.
    var decision: DisputeRulingView?
    /// The appeal against the decision; absent without one.
    var appeal: DisputeStatementView?
    /// When the state ends by itself; absent in states without an end.
    var expiresAt: Instant?
    /// The event at that time; absent in states without an end.
    var next: Dispute.Event?
    /// When it was opened.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int
}

/// A side's answer in a dispute.
struct DisputeAnswerView: Codable, Sendable {
    /// The events, in the words of this side.
    var text: String
    /// The side.
    var by: Job.Side
    /// The files of this side.
    var files: [AttachedFile]
    /// When it answered.
    var at: Instant
}

/// A side's appeal in a dispute.
struct DisputeStatementView: Codable, Sendable {
    /// The fault of the decision, in the words of this side.
    var text: String
    /// The side.
    var by: Job.Side
    /// When it appealed.
    var at: Instant
}

/// A decision in a dispute.
struct DisputeRulingView: Codable, Sendable {
    /// The division of the money.
    var outcome: DisputeDecision.Outcome
    /// The refund of the customer, in cents.
    var refundMinor: Int64
    /// The grounds of the decision, in its author's words; both sides read them.
    var reason: String
    /// The roles of the people who decided: `lsm` or `admin`.
    var decidedBy: [String]
    /// When it was decided.
    var at: Instant

    init(_ ruling: DisputeRuling) {
        outcome = ruling.decision.outcome
        refundMinor = ruling.decision.refund
        reason = ruling.reason
        decidedBy = ruling.deciders.map { ($0.isAdministrator ? Role.admin : .lsm).name }
        at = ruling.at
    }
}

extension DisputeView {
    init(_ dispute: Dispute, for call: Call, _ tx: borrowing Tx) throws {
        let evidence = try DisputeFiles.list(of: dispute.id, for: call, tx)
        id = dispute.id
        jobId = dispute.job
        state = dispute.status
        kind = dispute.kind
        openedBy = dispute.openedBy
        text = dispute.text
        files = dispute.openedBy.side.flatMap { evidence[$0] } ?? []
        answer = dispute.answer.map {
            DisputeAnswerView(text: $0.text, by: $0.by, files: evidence[$0.by] ?? [], at: $0.at)
        }
        proposed = dispute.proposed.map(DisputeRulingView.init)
        decision = dispute.ruling.map(DisputeRulingView.init)
        appeal = dispute.appeal.map { DisputeStatementView(text: $0.text, by: $0.by, at: $0.at) }
        expiresAt = dispute.expiresAt
        next = dispute.nextEvent
        createdAt = dispute.openedAt
        version = dispute.version
    }
}

extension Dispute.Opener {
    /// Nil for the server.
    fileprivate var side: Job.Side? {
        switch self {
        case .customer: .customer
        case .provider: .provider
        case .system: nil
        }
    }
}
