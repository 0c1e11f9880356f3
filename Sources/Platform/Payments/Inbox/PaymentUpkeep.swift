import Kernel
import Store

/// Restarts events and operations without a job, and removes the customers of deleted accounts.
struct SweepPayments: Job {
    static let kind = "payments.sweep"
    static let policy = JobPolicy(queue: .maintenance)

    private static let most = 500

    func run(_ call: JobCall) async throws -> JobOutcome {
        let before = call.now - .minutes(15)
        let (events, operations, customers) = try await call.db.read { tx in
            (
                try tx.values(
                    """
                    SELECT id FROM payment_event WHERE state = 'received' AND received_at < \(before)
                     ORDER BY received_at LIMIT \(Self.most)
                    """,
                    as: ID<PaymentEvent>.self
                ),
                try tx.values(
                    """
                    SELECT id FROM payment_operation WHERE state = 'pending' AND created_at < \(before)
                     ORDER BY created_at LIMIT \(Self.most)
                    """,
                    as: ID<PaymentOperation>.self
                ),
                try tx.values(
                    """
                    SELECT c.account_id FROM payment_customer c JOIN account a ON a.id = c.account_id
                     WHERE a.state = 'deleted' AND c.forgotten_at IS NULL LIMIT \(Self.most)
                    """,
                    as: ID<Account>.self
                )
            )
        }
        try await call.db.write { tx in
            for id in events { try tx.enqueue(ApplyPaymentEvent(event: id), unique: id.description) }
            for id in operations { try tx.enqueue(SettleOperation(operation: id), unique: id.description) }
            for id in customers { try tx.enqueue(ForgetCustomer(account: id), unique: id.description) }
        }
        return .done
    }
}

/// Deletes a former user's customer at the provider, which ends the subscriptions.
struct ForgetCustomer: Job {
    static let kind = "payments.forget_customer"
    static let policy = JobPolicy(queue: Payments.queue, attempts: 20)

    let account: ID<Account>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, account, gateway) = (call.site, account, call.site.dependencies.payments)
        guard gateway.isConfigured else { return .snooze(.hours(6)) }
        let (customer, subscriptions) = try await call.db.read { tx in
            (
                try PaymentCustomer.find(of: account, at: site, tx),
                try Subscription.all(of: account, tx).filter { !$0.status.isOver }
            )
        }
        guard let customer else { return .cancel("not known to the provider") }
        try await gateway.forget(customer: customer)
        for subscription in subscriptions {
            _ = try await ProviderSync(site).subscription(subscription.providerID)
        }
        try await call.db.write { tx in
            try tx.execute(
                """
                UPDATE payment_customer SET forgotten_at = \(tx.now)
                 WHERE account_id = \(account) AND provider = \(gateway.provider)
                """
            )
        }
        return .done
    }
}

/// Deletes old finished events and operations.
struct ForgetPaymentTraces: Job {
    static let kind = "payments.forget"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 1_000

    func run(_ call: JobCall) async throws -> JobOutcome {
        let oldest = call.now - Payments.retention
        while try await call.db.write({ tx in try Self.forget(before: oldest, tx) }) == Self.batch {}
        return .done
    }

    private static func forget(before oldest: Instant, _ tx: borrowing Tx) throws -> Int {
        let events = try tx.execute(
            """
            DELETE FROM payment_event WHERE id IN (
                SELECT id FROM payment_event WHERE finished_at < \(oldest) ORDER BY finished_at LIMIT \(batch))
            """
        )
        let operations = try tx.execute(
            """
            DELETE FROM payment_operation WHERE id IN (
                SELECT id FROM payment_operation WHERE finished_at < \(oldest) AND state <> 'pending' LIMIT \(batch))
            """
        )
        return max(events, operations)
    }
}
