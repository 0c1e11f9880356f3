import Kernel
import Platform
import Store
import Web

/// Paying companies what they are owed.
enum Payouts {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                handler  needs
        Get   ("/payouts",                     list,    .payoutRead,   "Payouts, the newest first; a vendor's company's")
        Get   ("/payouts/{id}",                show,    .payoutRead,   "One payout with what it is made of")
        Post  ("/payouts",                     open,    .payoutManage, "Take what a company is due for a window of days into a payout").idempotent.afresh.refuses(.nothingDue)
        Patch ("/payouts/{id}/status",         move,    .payoutManage, "Approve, pay, fail, cancel or send back a payout").afresh.refuses(.illegalTransition, .stale)
        Get   ("/companies/{id}/entries",      entries, .payoutRead,   "Why a company is owed what it is, the newest first")
    }

    static func list(_ call: Call, filter: PayoutFilter, page: PageRequest) async throws -> Page<PayoutView> {
        try await call.db.read { tx in
            let payouts: Page<Payout> = try tx.page(
                page,
                """
                SELECT \(Payout.columns) FROM \(Payout.source)
                 WHERE \(Payout.visible(to: call.scope)) AND \(SQL.all(filter.conditions))
                """,
                order: Order(.descending("number", \.number))
            )
            return payouts.map { PayoutView($0, in: call.languages) }
        }
    }

    static func show(_ call: Call, id: ID<Payout>) async throws -> Versioned<PayoutDetail> {
        try await call.db.read { tx in
            let payout = try Payout.find(id, within: call.scope, tx)
            let detail = PayoutDetail(
                payout: PayoutView(payout, in: call.languages),
                entries: try CompanyEntry.list(of: id, tx).map(CompanyEntryView.init),
                actions: payout.actions(for: call)
            )
            return Versioned(detail, version: payout.version)
        }
    }

    static func open(_ call: Call, body: NewPayout) async throws -> Created<PayoutView> {
        let span = try body.window.span(in: call.site.product.zone, today: call.now, at: "")
        return try await call.db.write { tx in
            let company = try Company.find(named: body.companyId, at: "/company_id", tx)
            let payout = try Payout.open(for: company, body.window, span, by: call.actor, tx)
            return Created(
                PayoutView(payout, in: call.languages),
                at: "/payouts/\(payout.id)",
                version: payout.version
            )
        }
    }

    static func move(
        _ call: Call,
        id: ID<Payout>,
        match: IfMatch?,
        body: PayoutMove
    ) async throws -> Versioned<PayoutView> {
        try await call.db.write { tx in
            var payout = try Payout.find(id, within: call.scope, tx)
            try match?.check(payout.version)
            payout.statusReason = body.reason
            payout.reference = body.reference ?? payout.reference
            let moved = try payout.advanced(to: body.status, as: call, reason: body.reason?.rawValue, tx)
            return Versioned(PayoutView(moved, in: call.languages), version: moved.version)
        }
    }

    static func entries(
        _ call: Call,
        id: ID<Company>,
        page: PageRequest
    ) async throws -> Page<CompanyEntryView> {
        try await call.db.read { tx in
            let company = try Company.find(id, within: call.scope, tx)
            let entries: Page<CompanyEntry> = try tx.page(
                page,
                "SELECT \(CompanyEntry.columns) FROM company_entry e WHERE e.company_id = \(company.id)",
                order: Order(.descending("at", \.at), .descending("id", \.id))
            )
            return entries.map(CompanyEntryView.init)
        }
    }
}
