import Kernel
import Platform
import Store
import Web

/// Payments for awarded jobs.
enum PaymentRoutes {
    static let routes = rows.tagged("Payments")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                        handler    needs
        Post("/payments",                create,    .paymentMake, "Begin a payment",
             details: "For an awarded job of the caller, with the amount of the award. The next step, `POST /payments/process`, opens the gateway's page.").idempotent.refuses(.notFound, .notAwarded, .alreadyThere, .paymentsNotConfigured)
        Post("/payments/process",        process,   .paymentMake, "Take the next step of a payment",
             details: "Opens the gateway's page, whose address is then in `url`, or captures what the customer has approved there. Safe to repeat.").refuses(.notFound, .paymentDeclined, .paymentRefused, .illegalTransition, .paymentsNotConfigured, .paymentsUnavailable)
        Post("/payments/webhook",        Charges.receive, .anyone, "Receive an event of a payment gateway",
             details: "For Stripe and PayPal only: the signature in the headers names the gateway and proves the origin. The event is stored and then processed by a job, which reads the present state from the gateway; a repeated event changes nothing.").upTo(bytes: Charges.largestEvent).uncounted.refuses(.webhookSignatureBad, .paymentsNotConfigured, .paymentsUnavailable, .tooLarge, .tooManyRequests)
        Get ("/payments/job/{jobId}",    ofJob,     .paymentRead, "List the payments for a job",
             details: "Newest first. Customers see the amount, providers their part of it.")
        Get ("/payments/provider/{id}",  ofProvider, .providerMoney, "List a provider's payments",
             details: "The provider's part of the price of each job, newest first.")
        Get ("/payments/{id}",           show,      .paymentRead, "Get a payment")
        Put ("/payments/{id}/status",    change,    .paymentRead, "Cancel a payment, or read it again",
             details: "The customer cancels an unpaid payment; an administrator has it read again at the gateway. Every other status is set by the gateway alone.").refuses(.setByGatewayOnly, .illegalTransition, .paymentsNotConfigured, .paymentsUnavailable, .stale)
    }

    static func create(_ call: Call, body: NewPayment) async throws -> Created<PaymentView> {
        let site = call.site
        let pages = try Charge.Pages(body, at: site)
        _ = try Charges.gateway(body.gateway.rawValue, at: site)
        return try await call.db.write { tx in
            let job = try Job.find(body.jobId, within: call.scope(of: .jobPost), tx)
            guard job.status == .awarded, let expiresAt = job.expiresAt else { throw Problem(.notAwarded) }
            let award = try Award.live(of: job, tx)
            let new = Charges.New(
                of: MarketCharges.subject,
                award.id.cast(),
                by: job.customer,
                Money(award.amount, .dollar),
                through: body.gateway.rawValue,
                title: job.title.rawValue,
                pages: pages,
                expiresAt: expiresAt
            )
            guard let charge = try Charges.create(new, by: call.actor, tx) else {
                throw try alreadyThere(award, tx)
            }
            return Created(
                try view(charge.id, call, tx),
                at: "/payments/\(charge.id)",
                version: charge.version
            )
        }
    }

    private static func alreadyThere(_ award: Award, _ tx: borrowing Tx) throws -> Problem {
        let charges = try Charge.all(of: MarketCharges.subject, award.id.cast(), tx)
        let id = charges.first { $0.state.isLive }?.id.description
        return Problem(.alreadyThere, extras: ["payment_id": id.map { .string($0) } ?? .null])
    }

    static func process(_ call: Call, body: PaymentStep) async throws -> PaymentView {
        let id = body.paymentId
        let account = try call.account
        try await call.db.read { tx in
            guard try JobPayment.find(id, within: call.scope, tx).charge.account == account else {
                throw Problem(.notFound)
            }
        }
        _ = try await Charges.process(id, call)
        return try await call.db.read { tx in try view(id, call, tx) }
    }

    static func show(_ call: Call, id: ID<Charge>) async throws -> Versioned<PaymentView> {
        try await call.db.read { tx in
            let view = try view(id, call, tx)
            return Versioned(view, version: view.version)
        }
    }

    static func ofJob(_ call: Call, jobId: ID<Job>, page: PageRequest) async throws -> Page<PaymentView> {
        try await call.db.read { tx in
            let conditions: [SQL] = ["j.id = \(jobId)", JobPayment.visible(to: call.scope)]
            let isKnown = try tx.exists(
                "SELECT 1 FROM \(Job.source) WHERE j.id = \(jobId) AND \(Job.visible(to: call.scope(of: .jobRead)))"
            )
            guard isKnown else { throw Problem(.notFound) }
            return try JobPayment.list(page, where: conditions, tx).map { PaymentView($0, for: call) }
        }
    }

    static func ofProvider(
        _ call: Call,
        id: ID<Provider>,
        page: PageRequest
    ) async throws -> Page<ProviderPaymentView> {
        try await call.db.read { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            var conditions: [SQL] = ["a.provider_id = \(provider.id)"]
            if call.scope.reach != .own { conditions.append(JobPayment.visible(to: call.scope)) }
            return try JobPayment.list(page, where: conditions, tx).map(ProviderPaymentView.init)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Charge>,
        match: IfMatch?,
        body: PaymentChange
    ) async throws -> PaymentView {
        switch body.status {
        case .cancelled: try await cancel(id, match, call)
        case .refreshed: try await refresh(id, because: body.reason, call)
        case .created, .open, .succeeded, .failed, .lapsed:
            try await call.db.read { tx in _ = try JobPayment.find(id, within: call.scope, tx) }
            throw Problem(.setByGatewayOnly)
        }
        return try await call.db.read { tx in try view(id, call, tx) }
    }

    private static func cancel(_ id: ID<Charge>, _ match: IfMatch?, _ call: Call) async throws {
        try await call.db.write { tx in
            let charge = try JobPayment.find(id, within: call.scope, tx).charge
            guard charge.account == call.actor.account else {
                throw Problem(.forbidden, extras: ["permission": .string(Permission.paymentMake.name)])
            }
            try match?.check(charge.version)
            _ = try Charges.cancel(charge, as: call.actor, tx)
        }
    }

    private static func refresh(_ id: ID<Charge>, because reason: Reason?, _ call: Call) async throws {
        _ = try call.scope(demanding: .ledgerRead)
        let reason = try reason.demanded()
        try await call.db.read { tx in _ = try JobPayment.find(id, within: call.scope, tx) }
        let charge = try await Charges.refresh(id, at: call.site)
        try await call.db.write { tx in
            try Audit.record(
                PaymentAction.refresh,
                of: Charge.kind,
                id.cast(),
                by: call.actor,
                details: ["reason": .string(reason.rawValue)],
                tx
            )
            guard charge.isStray else { return }
            try MarketCharges.sendBackAgain(id, as: call, tx)
        }
    }

    private static func view(_ id: ID<Charge>, _ call: Call, _ tx: borrowing Tx) throws -> PaymentView {
        PaymentView(try JobPayment.find(id, within: call.scope, tx), for: call)
    }
}

extension Charge.Pages {
    /// Addresses of the configured origins; others are refused.
    fileprivate init(_ body: NewPayment, at site: Site) throws(Problem) {
        let origins = Set([site.dependencies.address, site.dependencies.pagesAddress].map { $0.origin })
        let pages = [("/return_url", body.returnUrl.rawValue), ("/cancel_url", body.cancelUrl.rawValue)]
        let faults = pages.filter { !origins.contains($0.1.origin) }.map {
            Problem.Fault($0.0, .foreignOrigin)
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        self.init(returning: pages[0].1, cancelling: pages[1].1)
    }
}

extension String {
    /// The scheme, host and port of an address; the whole text for anything else.
    fileprivate var origin: String {
        let isPlain = utf8.allSatisfy { (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") }
        let parts = split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard isPlain, parts.count >= 3, parts[1].isEmpty else { return self }
        return "\(parts[0])//\(parts[2].prefix { $0 != "?" && $0 != "#" })"
    }
}

enum PaymentAction: String, AuditAction {
    case refresh = "payment.refresh"
}
