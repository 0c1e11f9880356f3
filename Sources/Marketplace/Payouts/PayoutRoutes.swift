import Kernel
import Platform
import Store
import Web

/// Payouts to providers: opened by the server on Mondays or by an administrator, transferred by hand.
enum PayoutRoutes {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                    handler   needs
        Get ("/payouts",             list,     .payoutRead,   "List payouts",
             details: "Newest first; a provider's own, and for local managers those of their regions.")
        Get ("/payouts/{id}",        show,     .payoutRead,   "Get a payout",
             details: "With the entries that make up its amount. Administrators see where an approved payout goes, which the audit log records.")
        Post("/payouts",             open,     .payoutManage, "Open a payout",
             details: "Of everything that is due to a provider: earnings after their hold, less what was taken back. Nothing is transferred yet.").idempotent.afresh.refuses(.nothingDue)
        Put ("/payouts/{id}/status", move,     .payoutManage, "Move a payout",
             details: "`paid` needs the bank's `reference`, and above a limit another administrator than the one who approved; `failed`, `cancelled` and `returned` need a `reason`, and make the amount due again.").afresh.refuses(.illegalTransition, .secondPersonNeeded, .guardFailed, .stale)
    }

    static func list(_ call: Call, filter: PayoutFilter, page: PageRequest) async throws -> Page<PayoutView> {
        try await call.db.read { tx in
            let conditions = filter.conditions + [ProviderPayout.visible(to: call.scope)]
            return try ProviderPayout.list(page, where: conditions, tx).map { PayoutView($0) }
        }
    }

    static func show(_ call: Call, id: ID<ProviderPayout>) async throws -> Versioned<PayoutView> {
        let payout = try await call.db.read { tx in
            let payout = try ProviderPayout.find(id, where: ProviderPayout.visible(to: call.scope), tx)
            return (payout, try payout.entries(tx))
        }
        var view = PayoutView(payout.0, payout.1)
        if payout.0.status == .approved, call.scope(of: .payoutManage).reach == .all {
            view.destination = try await call.db.write { tx in try payout.0.destination(for: call, tx) }
        }
        return Versioned(view, version: payout.0.version)
    }

    static func open(_ call: Call, body: NewPayout) async throws -> Created<PayoutView> {
        try await call.db.write { tx in
            let provider = try Provider.find(named: body.providerId, tx)
            let payout = try ProviderPayouts.open(to: provider.id, as: call, tx)
            return Created(
                PayoutView(payout, try payout.entries(tx)),
                at: "/payouts/\(payout.id)",
                version: payout.version
            )
        }
    }

    static func move(
        _ call: Call,
        id: ID<ProviderPayout>,
        match: IfMatch?,
        body: PayoutMove
    ) async throws -> Versioned<PayoutView> {
        try body.check()
        return try await call.db.write { tx in
            var payout = try ProviderPayout.find(id, where: ProviderPayout.visible(to: call.scope), tx)
            try match?.check(payout.version)
            if body.status == .paid, payout.status == .approved {
                let limit = try Policies.value(.payoutSingleCents, at: payout.createdAt, tx)
                try payout.demandSecondPerson(above: limit, from: call.actor, or: .secondPersonNeeded, tx)
            }
            payout.statusReason = body.reason.flatMap { Line(rawValue: $0.rawValue) }
            payout.reference = body.reference ?? payout.reference
            let moved = try payout.advanced(to: body.status, as: call, reason: body.reason?.rawValue, tx)
            return Versioned(PayoutView(moved, try moved.entries(tx)), version: moved.version)
        }
    }
}
