import Kernel
import Platform
import Store
import Web

/// Routes for payouts to companies.
enum Payouts {
    static let routes = rows.tagged("Payouts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                handler  needs
        Get   ("/payouts",                     list,    .payoutRead,   "List payouts",
              details: "Lists payouts, newest first; for a vendor only those to the vendor's company.")
        Get   ("/payouts/{id}",                show,    .payoutRead,   "Get a payout",
              details: "Includes the entries that make up its amount and the actions open to the caller.")
        Post  ("/payouts",                     open,    .payoutManage, "Create a payout",
              details: "Collects everything due to a company for a range of days that is in no payout yet. The amount is calculated by the server; nothing is transferred.").idempotent.afresh.refuses(.nothingDue)
        Patch ("/payouts/{id}/status",         move,    .payoutManage, "Change a payout's status",
              details: "The payout's `actions` list the statuses that are possible now. `paid` books the payment and notifies the company's vendors; a payout that fails, is cancelled or is returned by the bank makes its amount due again.").afresh.refuses(.illegalTransition, .stale)
        Get   ("/companies/{id}/entries",      entries, .payoutRead,   "List a company's account entries",
              details: "Lists the deliveries, returns and payouts that make up the amount owed to a company, newest first.")
    }

    static func list(_ call: Call, filter: PayoutFilter, page: PageRequest) async throws -> Page<PayoutView> {
        try await call.db.read { tx in
            let conditions = filter.conditions + [CompanyPayout.visible(to: call.scope)]
            let payouts = try CompanyPayout.list(page, where: conditions, tx)
            return payouts.map { PayoutView($0, in: call.languages) }
        }
    }

    static func show(_ call: Call, id: ID<CompanyPayout>) async throws -> Versioned<PayoutDetail> {
        try await call.db.read { tx in
            let payout = try CompanyPayout.find(id, where: CompanyPayout.visible(to: call.scope), tx)
            let detail = PayoutDetail(
                payout: PayoutView(payout, in: call.languages),
                entries: try payout.entries(tx).map(CompanyEntryView.init),
                actions: payout.actions(for: call)
            )
            return Versioned(detail, version: payout.version)
        }
    }

    static func open(_ call: Call, body: NewPayout) async throws -> Created<PayoutView> {
        let span = try body.window.span(in: call.site.product.zone, today: call.now, at: "")
        return try await call.db.write { tx in
            let company = try Company.find(named: body.companyId, at: "/company_id", tx)
            let due = try PayoutDue.find(of: company.id, span, tx)
            let payout = try CompanyPayout.open(
                due,
                to: company.id,
                from: body.from,
                to: body.to,
                by: call.actor,
                tx
            )
            return Created(
                PayoutView(payout, in: call.languages),
                at: "/payouts/\(payout.id)",
                version: payout.version
            )
        }
    }

    static func move(
        _ call: Call,
        id: ID<CompanyPayout>,
        match: IfMatch?,
        body: PayoutMove
    ) async throws -> Versioned<PayoutView> {
        try await call.db.write { tx in
            var payout = try CompanyPayout.find(id, where: CompanyPayout.visible(to: call.scope), tx)
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
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
            return entries.map(CompanyEntryView.init)
        }
    }
}

extension CompanyPayout {
    static func visible(to scope: Scope) -> SQL { Visibility(company: "p.company_id").visible(to: scope) }
}

/// Conditions that select payouts; all of them apply together.
struct PayoutFilter: Query {
    /// Payouts to this company.
    var companyId: ID<Company>?
    /// Payouts with this status.
    var status: PayoutStatus?

    var conditions: [SQL] {
        [
            companyId.map { "p.company_id = \($0)" },
            status.map { "p.status = \($0)" },
        ].compactMap(\.self)
    }
}
