import Kernel
import Logging
import Store

extension SubscriptionSnapshot {
    /// Stores the provider's answer; returns the current state, which is newer after a later request.
    func write(
        for account: ID<Account>,
        at site: Site,
        eventAt: Instant?,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws -> Subscription {
        let provider = site.dependencies.payments.provider
        let old = try Subscription.find(provider: provider, id, tx)
        if let old, old.readAt > readAt { return old }
        let key = try KnownPrice.key(of: price, at: site, tx) ?? planKey ?? old?.planKey ?? ""
        guard let old else {
            let new = tx.newID(of: Subscription.self)
            try insert(as: new, for: account, key, provider: provider, eventAt: eventAt, readAt: readAt, tx)
            let subscription = try Subscription.find(new, tx)
            try Audit.record(
                PaymentAction.subscriptionBegin,
                of: Subscription.kind,
                new.cast(),
                by: .system,
                tx
            )
            try site.product.payments.subscriptionChanged(subscription, nil, site, tx)
            return subscription
        }
        let move = Subscription.lifecycle.rows(from: old.status).first { $0.to == status }
        guard status == old.status || move != nil else {
            site.log.warning("a subscription cannot go from \(old.status.rawValue) to \(status.rawValue)")
            return old
        }
        try update(old, key, eventAt: eventAt, readAt: readAt, tx)
        let changed = try Subscription.find(old.id, tx)
        guard changed.differs(from: old) else { return changed }
        if let move { try record(move.event, from: old, tx) }
        try site.product.payments.subscriptionChanged(changed, old, site, tx)
        return changed
    }

    private func insert(
        as new: ID<Subscription>,
        for account: ID<Account>,
        _ key: String,
        provider: String,
        eventAt: Instant?,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO subscription (id, account_id, provider, provider_id, item_id, plan_key, price_id, status, period_start,
                                      period_end, trial_end, cancel_at_period_end, past_due_since, canceled_at, ended_at,
                                      started_at, event_at, read_at, version)
            VALUES (\(new), \(account), \(provider), \(id), \(item), \(key), \(price), \(status), \(periodStart),
                    \(periodEnd), \(trialEnd), \(cancelAtPeriodEnd), \(pastDueSince(nil)), \(canceledAt), \(endedAt),
                    \(startedAt), \(eventAt ?? startedAt), \(readAt), 1)
            """
        )
    }

    private func update(
        _ old: Subscription,
        _ key: String,
        eventAt: Instant?,
        readAt: Instant,
        _ tx: borrowing Tx
    ) throws {
        try tx.changeOne(
            """
            UPDATE subscription
               SET item_id = \(item), plan_key = \(key), price_id = \(price), status = \(status), period_start = \(periodStart),
                   period_end = \(periodEnd), trial_end = \(trialEnd), cancel_at_period_end = \(cancelAtPeriodEnd),
                   past_due_since = \(pastDueSince(old)), canceled_at = \(canceledAt), ended_at = \(endedAt),
                   started_at = \(startedAt), event_at = \(max(old.eventAt, eventAt ?? old.eventAt)), read_at = \(readAt),
                   version = version + 1
             WHERE id = \(old.id) AND version = \(old.version)
            """
        )
    }

    /// An unpaid renewal begins a period, and with it the grace period.
    private func pastDueSince(_ old: Subscription?) -> Instant? {
        guard status == .pastDue || status == .unpaid else { return nil }
        return old?.pastDueSince ?? periodStart
    }

    private func record(_ event: Subscription.Event, from old: Subscription, _ tx: borrowing Tx) throws {
        let transition = Transition(
            from: old.status.rawValue,
            to: status.rawValue,
            event: event.rawValue,
            reason: nil,
            fields: []
        )
        try History.record(transition, of: Subscription.kind, old.id.cast(), by: .system, tx)
        try Audit.record(
            "subscription.\(event.rawValue)",
            of: Subscription.kind,
            old.id.cast(),
            by: .system,
            tx
        )
    }
}

extension Subscription {
    /// Whether something changed that a product may react to.
    fileprivate func differs(from old: Subscription) -> Bool {
        (status, planKey, price, periodStart, periodEnd) != (
            old.status, old.planKey, old.price, old.periodStart, old.periodEnd
        )
            || (trialEnd, cancelAtPeriodEnd, endedAt) != (old.trialEnd, old.cancelAtPeriodEnd, old.endedAt)
    }
}
