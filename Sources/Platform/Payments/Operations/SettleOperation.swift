import Kernel
import Store

/// Finds the outcome of an operation without a stored answer, as after a crash.
struct SettleOperation: Job {
    static let kind = "payments.settle"
    static let policy = JobPolicy(
        queue: Payments.queue,
        attempts: 24,
        backoff: Backoff(base: .seconds(20), cap: .hours(1))
    )

    let operation: ID<PaymentOperation>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, operation)
        guard let operation = try await call.db.read({ tx in try PaymentOperation.find(id, tx) }) else {
            return .cancel("forgotten")
        }
        if operation.state == .pending {
            guard site.dependencies.payments.isConfigured else { return .snooze(.hours(1)) }
            try await settle(operation, call)
        }
        return try await follow(operation, at: site)
    }

    private func settle(_ operation: PaymentOperation, _ call: JobCall) async throws {
        if operation.kind == .refund, try await isAnswered(operation, at: call.site) { return }
        let (site, operation) = (call.site, operation)
        guard call.now - operation.createdAt < Payments.keyLifetime else {
            // The provider may have dropped the key and knows nothing of the command: a repetition could perform it
            // twice.
            return try await call.db.write { tx in try operation.fail("never answered", at: site, tx) }
        }
        do throws(GatewayFailure) {
            _ = try await operation.perform(at: site)
        } catch  where error.isVerdict {
            return
        } catch {
            throw error
        }
    }

    /// Whether the provider has the refund already, which is then looked up and not repeated.
    private func isAnswered(_ operation: PaymentOperation, at site: Site) async throws -> Bool {
        guard let refund: ID<Refund> = operation.subject?.cast() else { return false }
        let payment = try await site.db.read { tx in
            try Payment.find(Refund.find(refund, tx).payment, tx)
        }
        let snapshot = try await site.dependencies.payments.refunds(of: payment.providerID)
        guard let found = snapshot.first(where: { $0.mark == refund.description }) else { return false }
        try await site.db.write { tx in
            try operation.succeed(GatewayResult(id: found.id, status: found.word), at: site, tx)
        }
        return true
    }

    /// Waits for later effects: a refund may take days, a subscription is read again.
    private func follow(_ operation: PaymentOperation, at site: Site) async throws -> JobOutcome {
        guard let subject = operation.subject else { return .done }
        switch operation.kind {
        case .upgrade, .cancel, .resume, .extend:
            _ = try await Payments.refresh(subject.cast(), at: site)
            return .done
        case .refund:
            let (refund, payment) = try await site.db.read { tx in
                let refund = try Refund.find(subject.cast(), tx)
                return (refund, try Payment.find(refund.payment, tx))
            }
            guard refund.status == .pending, refund.providerID != nil else { return .done }
            _ = try await ProviderSync(site).refunds(of: payment.providerID)
            let isOpen = try await site.db.read { tx in try Refund.find(subject.cast(), tx).status == .pending
            }
            return isOpen ? .snooze(.hours(2)) : .done
        case .customer, .price, .checkout:
            return .done
        }
    }
}

extension RefundSnapshot {
    fileprivate var word: String { status.rawValue }
}
