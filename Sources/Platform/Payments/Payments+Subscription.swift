import Kernel
import Store

extension Payments {
    /// Ends the subscription with the paid period or, with false, continues it after all.
    package static func cancelAtPeriodEnd(
        _ id: ID<Subscription>,
        _ isCancelled: Bool,
        _ call: Call
    ) async throws -> Subscription {
        try await change(id, as: isCancelled ? .cancel : .resume, call) { subscription in
            .cancelAtPeriodEnd(subscription: subscription.providerID, isCancelled)
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
        case .customer, .price, .checkout: .checkout
        case .refund: .refundRequest
        }
    }
}
