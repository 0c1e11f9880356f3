import Kernel
import Store

/// Reads the object of an event from the provider, and stores its current state.
struct ApplyPaymentEvent: Job {
    static let kind = "payments.apply_event"
    static let policy = JobPolicy(
        queue: Payments.queue,
        attempts: 20,
        backoff: Backoff(base: .seconds(5), cap: .hours(1))
    )

    let event: ID<PaymentEvent>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, event)
        let found = try await call.db.read { tx in try PaymentEvent.find(id, tx) }
        guard let event = found, event.state == .received, let kind = PaymentEventKind(event.type) else {
            return .cancel("already processed")
        }
        guard site.dependencies.payments.provider == event.provider else { return .snooze(.hours(1)) }
        if try await isOld(event, kind, at: site) {
            try await call.db.write { tx in try event.finish(.applied, "older than what is known", tx) }
            return .done
        }
        let isOurs = try await apply(event, kind, at: site)
        try await call.db.write { tx in
            try event.finish(isOurs ? .applied : .ignored, isOurs ? nil : "of nobody here", tx)
        }
        return .done
    }

    /// Whether the stored subscription is newer than the event.
    private func isOld(_ event: PaymentEvent, _ kind: PaymentEventKind, at site: Site) async throws -> Bool {
        guard kind == .subscription else { return false }
        return try await site.db.read { tx in
            let known = try Subscription.find(provider: event.provider, event.object.id, tx)
            return known.map { $0.eventAt > event.createdAt } ?? false
        }
    }

    /// False when the object belongs to no account of this site.
    private func apply(_ event: PaymentEvent, _ kind: PaymentEventKind, at site: Site) async throws -> Bool {
        let sync = ProviderSync(site, eventAt: event.createdAt)
        switch kind {
        case .subscription:
            return try await sync.subscription(event.object.id) != nil
        case .payment:
            return try await sync.payment(event.object.id) != nil
        case .invoice:
            return try await sync.invoice(event.object.id) != nil
        case .refunds:
            guard let payment = event.object.payment else { return false }
            return try await sync.refunds(of: payment) != nil
        case .chargebacks:
            guard let payment = event.object.payment else { return false }
            return try await sync.chargebacks(of: payment) != nil
        case .checkout:
            return try await sync.checkout(event.object.id)
        }
    }
}
