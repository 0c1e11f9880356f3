import Kernel
import Store

extension Payments {
    /// A page of the provider on which `account` pays for `offer`; webhooks report the outcome.
    ///
    /// Refused with ``Problem/Code/alreadySubscribed`` for a recurring offer while the account has a subscription that
    /// is not over.
    package static func checkout(
        for account: ID<Account>,
        _ offer: PriceOnOffer,
        returning: ReturnAddresses,
        _ call: Call
    ) async throws -> CheckoutLink {
        let site = call.site
        try await refuseSecond(offer, for: account, at: site)
        let customer = try await PaymentCustomer.ensure(account, at: site)
        let price = try await KnownPrice.ensure(offer, at: site)
        let closed = offer.period == .once ? [] : try await closeEarlier(of: account, at: site)
        let operation = try await site.db.write { tx in
            if offer.period != .once, try openPages(of: account, tx) != closed {
                throw Problem(.paymentsUnavailable, retryAfter: 1)
            }
            let order = CheckoutCommand(
                account: account,
                customer: customer,
                price: price,
                offer: offer,
                language: call.languages.first ?? .english,
                returning: returning,
                site: site.paymentMark,
                expiresAt: tx.now + checkoutLifetime
            )
            let new = PaymentOperation.New(
                kind: .checkout,
                account: account,
                lane: offer.period == .once ? nil : lane(of: account),
                call: site.dependencies.payments.prepare(.checkout(order))
            )
            let details: JSONValue = ["offer": .string(offer.key)]
            try Audit.record(
                PaymentAction.checkout,
                of: "account",
                account.cast(),
                by: call.actor,
                details: details,
                tx
            )
            return try PaymentOperation.open(new, tx)
        }
        let result = try await operation.perform(at: site)
        guard let url = result.url else {
            throw GatewayFailure.incomprehensible("a checkout without an address")
        }
        return CheckoutLink(url: url, id: result.id)
    }

    /// Closes earlier subscription pages: two paid pages would be two subscriptions.
    private static func closeEarlier(of account: ID<Account>, at site: Site) async throws -> [String] {
        let open = try await site.db.read { tx in try openPages(of: account, tx) }
        let gateway = site.dependencies.payments
        for checkout in open {
            do throws(GatewayFailure) {
                _ = try await gateway.perform(
                    gateway.prepare(.expire(checkout: checkout)),
                    key: "expire-\(checkout)"
                )
            } catch .refused {
                // The page is closed already; when it was paid, the webhook may still be on its way.
                guard let bought = try await gateway.checkout(checkout)?.subscription,
                    let subscription = try await ProviderSync(site).subscription(bought),
                    !subscription.status.isOver
                else { continue }
                throw Problem(.alreadySubscribed)
            }
        }
        return open
    }

    private static func openPages(of account: ID<Account>, _ tx: borrowing Tx) throws -> [String] {
        try tx.values(
            """
            SELECT result_id FROM payment_operation
             WHERE account_id = \(account) AND lane = \(lane(of: account)) AND state = 'done'
               AND created_at > \(tx.now - checkoutLifetime)
             ORDER BY id
            """
        )
    }

    private static func lane(of account: ID<Account>) -> String { "checkout:\(account)" }

    private static func refuseSecond(
        _ offer: PriceOnOffer,
        for account: ID<Account>,
        at site: Site
    ) async throws {
        guard site.dependencies.payments.isConfigured else { throw Problem(.paymentsNotConfigured) }
        guard offer.period != .once else { return }
        let current = try await site.db.read { tx in try Subscription.current(of: account, tx) }
        guard let current, !current.status.isOver, current.status != .incomplete else { return }
        throw Problem(.alreadySubscribed, extras: ["subscription": .string(current.id.description)])
    }

    /// A page of the provider with the cards, invoices and subscription of `account`.
    package static func portal(
        for account: ID<Account>,
        returningTo address: String,
        _ call: Call
    ) async throws -> String {
        let customer = try await PaymentCustomer.ensure(account, at: call.site)
        let gateway = call.site.dependencies.payments
        let order = gateway.prepare(.portal(customer: customer, returningTo: address))
        // It changes nothing, so nothing is stored.
        let key = ID<PaymentOperation>.new(at: call.now).description
        guard let url = try await gateway.perform(order, key: key).url else {
            throw GatewayFailure.incomprehensible("a portal without an address")
        }
        return url
    }
}
