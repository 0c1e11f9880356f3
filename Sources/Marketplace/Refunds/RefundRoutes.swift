import Kernel
import Platform
import Store
import Web

/// Refunds: one machine behind the operations of customers and providers, of local managers and of administrators.
enum RefundRoutes {
    static let routes = rows.tagged("Payments")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                      handler     needs
        Post("/payments/{id}/refund",  ask,        .refundAsk,    "Ask for a refund of a payment",
             details: "Until the job is over only a part of what is left: for all of it, cancel the job or open a dispute. Nothing while the job is disputed.").idempotent.refuses(.notRefundableNow, .paymentDisputed)
        Post("/refunds",               create,     .refundAsk,    "Ask for a refund",
             details: "As `POST /payments/{id}/refund`.").idempotent.refuses(.notFound, .notRefundableNow, .paymentDisputed)
        Get ("/refunds",               list,       .refundRead,   "List refunds",
             details: "Newest first.")
        Get ("/refunds/{id}",          show,       .refundRead,   "Get a refund")
        Put ("/refunds/{id}/approve",  approve,    .refundDecide, "Approve a refund",
             details: "Above the limit of one person this is the first of two approvals of the same amount, and the refund is then `half_approved`; above a further limit one of the two is an administrator's.").refuses(.illegalTransition, .interested, .secondPersonNeeded, .notRefundableNow, .paymentDisputed, .stale, .preconditionRequired)
        Put ("/refunds/{id}/reject",   reject,     .refundDecide, "Reject a refund").refuses(.illegalTransition, .interested, .stale, .preconditionRequired)
        Put ("/refunds/{id}/withdraw", withdraw,   .refundAsk,    "Withdraw a request for a refund",
             details: "Only the requester withdraws it.").refuses(.illegalTransition, .stale)
        Get ("/lsm/refunds",           desk,       .refundDecide, "List the refunds to decide",
             details: "Undecided ones first, the oldest of them at the top, then the others.")
        Put ("/lsm/refunds/{id}",      decide,     .refundDecide, "Decide a refund",
             details: "As `PUT /refunds/{id}/approve` and `PUT /refunds/{id}/reject`.").refuses(.illegalTransition, .interested, .secondPersonNeeded, .notRefundableNow, .paymentDisputed, .stale, .preconditionRequired)
    }

    static func ask(_ call: Call, id: ID<Charge>, body: RefundOfPayment) async throws -> Created<RefundView> {
        try await ask(id, body.amountMinor, body.reason, call)
    }

    static func create(_ call: Call, body: NewRefund) async throws -> Created<RefundView> {
        try await ask(body.paymentId, body.amountMinor, body.reason, call)
    }

    private static func ask(
        _ id: ID<Charge>,
        _ amount: PositiveCents?,
        _ reason: Reason,
        _ call: Call
    ) async throws -> Created<RefundView> {
        try await call.db.write { tx in
            let payment = try JobPayment.find(id, within: call.scope, tx)
            let request = try RefundRequest.ask(
                amount.map { Int64($0.value) },
                of: payment,
                because: reason,
                as: call,
                tx
            )
            try log(request, payment.region, "request", reason, call, tx)
            return Created(
                RefundView(request, for: call),
                at: "/refunds/\(request.id)",
                version: request.version
            )
        }
    }

    static func list(_ call: Call, filter: RefundFilter, page: PageRequest) async throws -> Page<RefundView> {
        try await call.db.read { tx in
            try RefundRequest.list(page, filter, within: call.scope, tx).map { RefundView($0, for: call) }
        }
    }

    static func desk(_ call: Call, filter: RefundFilter, page: PageRequest) async throws -> Page<RefundView> {
        try await call.db.read { tx in
            try RefundRequest.desk(page, filter, within: call.scope, tx).map { RefundView($0, for: call) }
        }
    }

    static func show(_ call: Call, id: ID<RefundRequest>) async throws -> Versioned<RefundView> {
        try await call.db.read { tx in
            versioned(try RefundRequest.find(id, within: call.scope, tx).request, for: call)
        }
    }

    static func approve(
        _ call: Call,
        id: ID<RefundRequest>,
        match: IfMatch?,
        body: RefundApproval
    ) async throws -> Versioned<RefundView> {
        let seen = VersionSeen(match: match, version: body.version)
        return try await decide(id, .approve, body.amountMinor, body.reason, seen, call)
    }

    static func reject(
        _ call: Call,
        id: ID<RefundRequest>,
        match: IfMatch?,
        body: RefundRejection
    ) async throws -> Versioned<RefundView> {
        let seen = VersionSeen(match: match, version: body.version)
        return try await decide(id, .reject, nil, body.reason, seen, call)
    }

    static func decide(
        _ call: Call,
        id: ID<RefundRequest>,
        match: IfMatch?,
        body: RefundDecision
    ) async throws -> Versioned<RefundView> {
        let seen = VersionSeen(match: match, version: body.version)
        return try await decide(id, body.decision, body.amountMinor, body.reason, seen, call)
    }

    private static func decide(
        _ id: ID<RefundRequest>,
        _ verdict: RefundDecision.Verdict,
        _ amount: PositiveCents?,
        _ reason: Reason,
        _ seen: VersionSeen,
        _ call: Call
    ) async throws -> Versioned<RefundView> {
        try await call.db.write { tx in
            let (request, job) = try RefundRequest.find(id, within: call.scope, tx)
            try request.demandUndecided(by: verdict == .approve ? .approve : .reject, call, tx)
            try seen.check(request.version)
            let decided =
                verdict == .approve
                ? try request.approved(amount.map { Int64($0.value) }, of: job, because: reason, as: call, tx)
                : try request.rejected(of: job, because: reason, as: call, tx)
            try log(decided, job.region, verdict.rawValue, reason, call, tx)
            return versioned(decided, for: call)
        }
    }

    static func withdraw(
        _ call: Call,
        id: ID<RefundRequest>,
        match: IfMatch?
    ) async throws -> Versioned<RefundView> {
        try await call.db.write { tx in
            let (request, job) = try RefundRequest.find(id, within: call.scope, tx)
            try match?.check(request.version)
            let withdrawn = try request.withdrawn(as: call, tx)
            try RefundNotices.withdrawn(withdrawn, of: job, as: call, tx)
            return versioned(withdrawn, for: call)
        }
    }

    private static func versioned(_ request: RefundRequest, for call: Call) -> Versioned<RefundView> {
        Versioned(RefundView(request, for: call), version: request.version)
    }

    private static func log(
        _ request: RefundRequest,
        _ region: ID<Region>,
        _ action: String,
        _ reason: Reason,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        try LSMLog.write(.refund, request.id.cast(), in: region, action, reason.rawValue, by: call.actor, tx)
    }
}
