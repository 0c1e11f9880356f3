import Kernel
import Platform
import Store
import Web

/// Payouts to tutors.
enum PayoutRoutes {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get ("/payouts",                    list,    .payoutRead, "List payouts", details: "Newest first; a tutor's own.")
        Get ("/payouts/{id}",               show,    .payoutRead, "Get a payout")
        Post("/admin/payouts/run",          run,     .payoutRun,  "Pay all tutors", details: "Everything that is due and in no payout, on each day once: asked again, the answer is the same run. With `dry_run` nothing is changed, and the answer says what a run would decide now.").afresh
        Post("/admin/payouts/{id}/reverse", reverse, .payoutRun,  "Take a payout back", details: "Orders that the whole transfer comes back from the tutor's account; once it has, the payout is `returned` and its entries are due again. The payment provider refuses when the account lacks the money.").idempotent.afresh.refuses(.illegalTransition)
    }

    static func list(
        _ call: Call,
        filter: PayoutFilter,
        page: PageRequest
    ) async throws -> Page<PayoutView> {
        let conditions = filter.conditions + [TutorPayout.visible(to: call.scope)]
        return try await call.db.read { tx in
            let payouts = try TutorPayout.list(page, where: conditions, tx)
            var views: [PayoutView] = []
            for payout in payouts.data { views.append(try PayoutView(payout, tx)) }
            return Page(views, next: payouts.next, total: payouts.total)
        }
    }

    static func show(_ call: Call, id: ID<TutorPayout>) async throws -> Versioned<PayoutView> {
        let condition = TutorPayout.visible(to: call.scope)
        return try await call.db.read { tx in
            let payout = try TutorPayout.find(id, where: condition, tx)
            return Versioned(try PayoutView(payout, tx), version: payout.version)
        }
    }

    static func run(_ call: Call, body: PayoutRunOrder) async throws -> PayoutRunAnswer {
        guard body.dryRun != true else {
            return try await call.db.read { tx in
                let day = Zone.rome.civil(tx.now).date
                let view = PayoutRunView(run: nil, day: day, results: try PayoutRun.preview(tx))
                return PayoutRunAnswer(view, isNew: false)
            }
        }
        let begun = try await PayoutRun.pay(because: body.reason.rawValue, call)
        return try await call.db.read { tx in
            let view = PayoutRunView(run: begun.0.id, day: begun.0.day, results: try begun.0.results(tx))
            return PayoutRunAnswer(view, isNew: begun.isNew)
        }
    }

    static func reverse(
        _ call: Call,
        id: ID<TutorPayout>,
        body: ReasonGiven
    ) async throws -> Accepted<PayoutView> {
        try await call.db.write { tx in
            let payout = try TutorPayout.find(id, tx)
            guard payout.status == .paid, let transfer = try PayeeTransfer.find(of: id.cast(), tx) else {
                throw Problem(
                    .illegalTransition,
                    extras: [
                        "present": .string(payout.status.rawValue), "wanted": "returned",
                        "allowed": .array([]),
                    ]
                )
            }
            _ = try transfer.takeBack(tx)
            let details: JSONValue = ["reason": .string(body.reason.rawValue)]
            try Audit.record(
                PayoutRunAction.reverse,
                of: TutorPayout.kind,
                id.cast(),
                by: call.actor,
                details: details,
                tx
            )
            return Accepted(try PayoutView(payout, tx), at: "/payouts/\(id)")
        }
    }
}
