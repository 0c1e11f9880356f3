import Kernel
import Store

/// Reads a charge from its gateway.
struct RefreshCharge: Job {
    static let kind = "charges.refresh"
    static let policy = JobPolicy(queue: Payments.queue, attempts: 5)

    let charge: ID<Charge>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await Charges.refresh(charge, at: call.site)
        return .done
    }
}

/// Has open and contested charges read, and restarts events and operations that have lost their job.
struct WatchCharges: Job {
    static let kind = "charges.watch"
    static let policy = JobPolicy(queue: .maintenance)

    private static let most = 500

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (before, oldest) = (call.now - .minutes(15), call.now - .days(30))
        let open: [ID<Charge>] = try await call.db.read { tx in
            try tx.values(
                """
                SELECT c.id FROM charge c
                 WHERE c.reference IS NOT NULL
                   AND (c.state IN ('open', 'failed')
                        OR c.pending_since > \(oldest) AND c.payment_reference IS NULL
                        OR EXISTS (SELECT 1 FROM chargeback b WHERE b.charge_id = c.id AND b.state = 'opened'))
                 ORDER BY c.read_at NULLS FIRST LIMIT \(Self.most)
                """
            )
        }
        let events: [ID<StoredChargeEvent>] = try await call.db.read { tx in
            try tx.values(
                """
                SELECT id FROM charge_event WHERE state = 'received' AND received_at < \(before)
                 ORDER BY received_at LIMIT \(Self.most)
                """
            )
        }
        let operations: [ID<ChargeOperation>] = try await call.db.read { tx in
            try tx.values(
                """
                SELECT id FROM charge_operation WHERE state = 'pending' AND created_at < \(before)
                 ORDER BY created_at LIMIT \(Self.most)
                """
            )
        }
        try await call.db.write { tx in
            for id in open { try tx.enqueue(RefreshCharge(charge: id), unique: id.description) }
            for id in events { try tx.enqueue(ApplyChargeEvent(event: id), unique: id.description) }
            for id in operations {
                try tx.enqueue(SettleChargeOperation(operation: id), unique: id.description)
            }
        }
        return .done
    }
}

/// Deletes old finished events and operations.
struct ForgetChargeTraces: Job {
    static let kind = "charges.forget"
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
            DELETE FROM charge_event WHERE id IN (
                SELECT id FROM charge_event WHERE finished_at < \(oldest) ORDER BY finished_at LIMIT \(batch))
            """
        )
        let operations = try tx.execute(
            """
            DELETE FROM charge_operation WHERE id IN (
                SELECT id FROM charge_operation WHERE finished_at < \(oldest) ORDER BY finished_at LIMIT \(batch))
            """
        )
        return max(events, operations)
    }
}
