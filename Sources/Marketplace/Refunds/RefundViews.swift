import Kernel
import Platform
import Web

/// A refund of a payment, with its deciders.
struct RefundView: View {
    var id: ID<RefundRequest>
    var paymentId: ID<Charge>
    var jobId: ID<Job>
    var state: RefundRequest.State
    /// The reason for a refund.
    var cause: RefundRequest.Cause
    /// The sum that goes back, in cents: at most the one that was asked for.
    var amountMinor: Int64
    /// The sum that was asked for, in cents.
    var askedMinor: Int64
    /// The requester's words.
    var reason: String
    /// The requester.
    var requestedBy: RefundPerson
    /// The people who approved it, the first one first.
    var deciders: [RefundPerson]
    /// When it was asked for.
    var createdAt: Instant
    /// The version that decisions name.
    var version: Int

    init(_ request: RefundRequest, for call: Call) {
        id = request.id
        paymentId = request.charge
        jobId = request.job
        state = request.status
        cause = request.cause
        amountMinor = request.amount
        askedMinor = request.asked
        reason = request.reason
        requestedBy = RefundPerson(request.requestedBy, request.requestedRole, for: call)
        deciders = [request.first, request.second].compactMap { decider in
            decider.map { RefundPerson($0.account, $0.role, for: call) }
        }
        createdAt = request.createdAt
        version = request.version
    }
}

/// Somebody who asked for a refund or decided it.
struct RefundPerson: Codable, Sendable {
    /// The role at that time, such as `customer`, `lsm` or `system`.
    var role: String
    /// The account; staff see every account, others only their own.
    var accountId: ID<Account>?

    init(_ account: ID<Account>?, _ role: String, for call: Call) {
        self.role = role
        accountId = call.actor.role.isStaff || account == call.actor.account ? account : nil
    }
}

/// A request for a refund of the payment in the path.
struct RefundOfPayment: Body {
    /// In cents; everything that is left when absent.
    var amountMinor: PositiveCents?
    /// The reason; the other side and the staff read it.
    var reason: Reason
    /// Refused: the server calculates it.
    var commissionMinor: Computed?
}

/// A request for a refund.
struct NewRefund: Body {
    /// The captured charge that some of the money is to go back from.
    var paymentId: ID<Charge>
    /// In cents; everything that is left when absent.
    var amountMinor: PositiveCents?
    /// The reason; the other side and the staff read it.
    var reason: Reason
    /// Refused: the server calculates it.
    var commissionMinor: Computed?
}

/// An approval of a refund.
struct RefundApproval: Body {
    /// In cents, at most what was asked for; what was asked for, or approved first, when absent.
    var amountMinor: PositiveCents?
    /// The reason; both sides read it.
    var reason: Reason
    /// The version that the decider has seen; may be given as `If-Match` instead.
    var version: Int?
}

/// A refusal of a refund.
struct RefundRejection: Body {
    /// The reason; both sides read it.
    var reason: Reason
    /// The version that the decider has seen; may be given as `If-Match` instead.
    var version: Int?
}

/// A decision about a refund.
struct RefundDecision: Body {
    var decision: Verdict
    /// In cents, at most what was asked for; only for an approval.
    var amountMinor: PositiveCents?
    /// The reason; both sides read it.
    var reason: Reason
    /// The version that the decider has seen; may be given as `If-Match` instead.
    var version: Int?

    /// The decision.
    enum Verdict: String, Codable, CaseIterable, Sendable {
        /// It is approved.
        case approve
        /// It is declined.
        case reject
    }
}

/// A selection of refunds.
struct RefundFilter: Query {
    /// Only refunds in this state.
    var status: RefundRequest.State?
    /// Only refunds of this job.
    var jobId: ID<Job>?
    /// Only refunds that were asked for at this time or later.
    var from: Instant?
}
