import Kernel
import Store

extension Payments {
    /// Ends the subscription with the paid period or, with false, continues it after all.
    package static func cancelAtPeriodEnd(
        _ id: ID<Subscription>,
        _ isCancelled: Bool,
        noting details: JSONValue = .object([:]),
        _ call: Call
    ) async throws -> Subscription {
        try await change(id, as: isCancelled ? .cancel : .resume, noting: details, call) { subscription in
            .cancelAtPeriodEnd(subscription: subscription.providerID, isCancelled)
        }
    }

    /// Ends the subscription at once; nothing is paid back.
    package static func cancelNow(
        _ id: ID<Subscription>,
        noting details: JSONValue,
        _ call: Call
    ) async throws -> Subscription {
        let ended = try await change(id, as: .cancel, noting: details, call) { subscription in
            .end(subscription: subscription.providerID)
        }
        // A subscription that the provider does not know was not ended.
        guard ended.status.isOver else { throw Problem(.paymentRefused) }
        return ended
    }

    /// Continues the subscription until then without a charge; a new period begins now.
    package static func extend(
        _ id: ID<Subscription>,
        until end: Instant,
        noting details: JSONValue,
        _ call: Call
    ) async throws -> Subscription {
        try await change(id, as: .extend, noting: details, call) { subscription in
            // Another extension in the meantime may go further; this one would shorten it.
            guard subscription.periodEnd <= end else { throw Problem(.stale) }
            return .extend(subscription: subscription.providerID, until: end)
        }
    }

    /// Changes the price from now on; the difference for the rest of the period is paid or credited at once.
    ///
    /// When that payment is declined (402), nothing changes.
    package static func upgrade(
        _ id: ID<Subscription>,
        to offer: PriceOnOffer,
        _ call: Call
    ) async throws -> Subscription {
        let price = try await KnownPrice.ensure(offer, at: call.site)
        return try await change(id, as: .upgrade, call) { subscription in
            guard subscription.price != price else { throw Problem(.subscriptionUnchanged) }
            return .upgrade(
                subscription: subscription.providerID,
                item: subscription.item,
                price: price,
                key: offer.key
            )
        }
    }

    /// The subscription as the provider knows it now.
    package static func refresh(_ id: ID<Subscription>, at site: Site) async throws -> Subscription {
        let known = try await site.db.read { tx in try Subscription.find(id, tx) }
        return try await ProviderSync(site).subscription(known.providerID) ?? known
    }

    private static func change(
        _ id: ID<Subscription>,
        as kind: PaymentOperation.Kind,
        noting details: JSONValue = .object([:]),
        _ call: Call,
        _ order: @escaping @Sendable (Subscription) throws -> GatewayCommand
    ) async throws -> Subscription {
        let (site, gateway) = (call.site, call.site.dependencies.payments)
        guard gateway.isConfigured else { throw Problem(.paymentsNotConfigured) }
        let operation = try await site.db.write { tx in
            let subscription = try Subscription.find(id, tx)
            guard !subscription.status.isOver else { throw Problem(.subscriptionEnded) }
            let new = PaymentOperation.New(
                kind: kind,
                account: subscription.account,
                subject: id.cast(),
                lane: "subscription:\(id)",
                call: gateway.prepare(try order(subscription))
            )
            try Audit.record(
                kind.action,
                of: Subscription.kind,
                id.cast(),
                by: call.actor,
                details: details,
                tx
            )
            return try PaymentOperation.open(new, tx)
        }
        _ = try await operation.perform(at: site)
        return try await refresh(id, at: site)
    }
}

extension PaymentOperation.Kind {
    fileprivate var action: PaymentAction {
        switch self {
        case .cancel: .subscriptionCancel
        case .resume: .subscriptionResume
        case .upgrade: .subscriptionUpgrade
        case .extend: .subscriptionExtend
        case .customer, .price, .checkout: .checkout
        case .refund: .refundRequest
        }
    }
}
