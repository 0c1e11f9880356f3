import Kernel
import Platform
import Store
import Web

/// Providers: becoming one, the list, the record and the status.
enum ProviderRoutes {
    static let routes =
        rows.tagged("Providers") + managerRows.tagged("Local managers")
        + adminRows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                       handler    needs
        Post("/providers/onboard",      onboard,   .providerOnboard, "Become a provider", details: "Needs a confirmed e-mail address and no unfinished business as a customer. The access tokens of the account end; a refresh brings one with the new role. The documents follow, and then the verification by a local manager.").idempotent.refuses(.openBusiness, .alreadyProvider, .emailUnconfirmed, .notApproved)
        Get ("/providers",              list,      .providerRead,    "List the providers", details: "Cards of active and inactive providers; staff see full records within their reach, in every status.")
        Get ("/providers/{id}",         show,      .providerRead,    "Get a provider", details: "The card; the full record for the provider itself and for staff. Pending and banned providers are found only by them and by customers who share a job with them.")
        Put ("/providers/{id}",         change,    .providerEdit,    "Update a provider", details: "Absent members stay as they are. In another region the provider must be verified again, and its quotes are withdrawn.").refuses(.jobsOutside, .stale)
        Put ("/providers/{id}/status",  move,      .providerStatus,  "Change a provider's status", details: "Providers pause and resume; after a stop by staff or the server, only staff reactivate them. Leaving `active` withdraws quotes and lets awards lapse. Only administrators ban, with a fresh login.").refuses(.illegalTransition, .documentsMissing, .interested, .otherRole, .stepUpRequired, .stale)
    }

    // swift-format-ignore
    @RouteTable private static var managerRows: [Route] {
        //   path                          handler  needs
        Get ("/lsm/providers",             managed, .providerVerify, "List the providers of the caller's regions", details: "Full records in every status.")
        Put ("/lsm/providers/{id}/verify", verify,  .providerVerify, "Verify a provider", details: "Verification needs an approved and valid document of each mandatory kind.").refuses(.illegalTransition, .documentsMissing, .interested, .otherRole, .stale)
    }

    // swift-format-ignore
    @RouteTable private static var adminRows: [Route] {
        //   path                           handler  needs
        Get ("/admin/providers",            managed, .providerBan, "List all providers", details: "Full records in every status.")
        Put ("/admin/providers/{id}/status", order,  .providerBan, "Order a provider's status", details: "A ban also cancels funded jobs that have not begun and holds payouts.").afresh.refuses(.illegalTransition, .documentsMissing, .interested, .otherRole, .stale)
    }
}

extension ProviderRoutes {
    static func onboard(_ call: Call, body: NewProvider) async throws -> Created<ProviderView> {
        try await call.db.write { tx in
            let provider = try Provider.onboard(body, as: call, tx)
            // The caller still acts as a customer, and sees their own record all the same.
            let owner = call.site.call(as: .provider(provider.account))
            let view = try ProviderView.of([provider.id], for: owner, tx)[0]
            return Created(view, at: "/providers/\(provider.id)", version: provider.version)
        }
    }

    static func list(
        _ call: Call,
        filter: ProviderFilter,
        page: PageRequest
    ) async throws -> Page<ProviderView> {
        try await call.db.read { tx in
            try self.page([filter.reach(of: call)] + filter.conditions, filter.sort, page, for: call, tx)
        }
    }

    static func managed(
        _ call: Call,
        filter: ProviderFilter,
        page: PageRequest
    ) async throws -> Page<ProviderView> {
        try await call.db.read { tx in
            let conditions = [Provider.visible(to: call.scope)] + filter.conditions
            return try self.page(conditions, filter.sort, page, for: call, tx)
        }
    }

    static func show(_ call: Call, id: ID<Provider>) async throws -> Versioned<ProviderView> {
        try await call.db.read { tx in
            try ProviderView.versioned(Provider.seen(id, by: call, tx), for: call, tx)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Provider>,
        match: IfMatch?,
        body: ProviderChanges
    ) async throws -> Versioned<ProviderView> {
        try await changing(id, match, call) { provider, tx in try provider.changed(by: body, as: call, tx) }
    }

    static func move(
        _ call: Call,
        id: ID<Provider>,
        match: IfMatch?,
        body: ProviderStatusChange
    ) async throws -> Versioned<ProviderView> {
        try await changing(id, match, call) { provider, tx in
            if body.status == .banned, call.scope(of: .providerBan).reach != .none {
                try StepUp.require(call, tx)
            }
            let reason = try body.reason.demanded(if: call.actor.role.isStaff)
            return try provider.changed(to: body.status, because: reason, as: call, tx)
        }
    }

    static func order(
        _ call: Call,
        id: ID<Provider>,
        match: IfMatch?,
        body: ProviderStatusOrder
    ) async throws -> Versioned<ProviderView> {
        try await changing(id, match, call) { provider, tx in
            try provider.changed(to: body.status, because: body.reason, as: call, tx)
        }
    }

    static func verify(
        _ call: Call,
        id: ID<Provider>,
        match: IfMatch?,
        body: ProviderVerification
    ) async throws -> Versioned<ProviderView> {
        try await changing(id, match, call) { provider, tx in
            switch body.decision {
            case .verify: try provider.verified(because: body.reason, as: call, tx)
            case .reject: try provider.rejected(because: body.reason, as: call, tx)
            }
        }
    }

    private static func changing(
        _ id: ID<Provider>,
        _ match: IfMatch?,
        _ call: Call,
        _ change: @escaping @Sendable (Provider, borrowing Tx) throws -> Provider
    ) async throws -> Versioned<ProviderView> {
        try await call.db.write { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            try match?.check(provider.version)
            return try ProviderView.versioned(change(provider, tx), for: call, tx)
        }
    }

    private static func page(
        _ conditions: [SQL],
        _ sort: ProviderSort?,
        _ page: PageRequest,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<ProviderView> {
        let found: Page<ListedProvider> = try tx.page(
            page,
            """
            SELECT \(ListedProvider.columns) FROM provider p LEFT JOIN provider_figures f ON f.provider_id = p.id
             WHERE \(SQL.all(conditions))
            """,
            order: (sort ?? .newest).order
        )
        return Page(
            try ProviderView.of(found.data.map(\.id), for: call, tx),
            next: found.next,
            total: found.total
        )
    }
}

extension Actor {
    /// The owner of an account that has just become a provider.
    fileprivate static func provider(_ account: ID<Account>) -> Actor {
        Actor(kind: .person, account: account, role: .provider)
    }
}
