import Kernel
import Platform
import Store

/// The rules by which providers are paid.
enum ProviderPayouts {
    /// Why a provider gets no payout now.
    enum Obstacle: String, Sendable {
        /// The provider has named no account.
        case noAccount = "no_account"
        /// The account is new.
        case newAccount = "new_account"
        /// The provider is banned.
        case banned
    }

    /// No payout opens for this long after the provider has named an account.
    static let pause = Duration.hours(72)

    /// The due entries: earnings after their hold, unless their job is disputed or its payment contested, and all reductions.
    static func due(to provider: ID<Provider>, _ tx: borrowing Tx) throws -> PayoutDue<PaidProvider> {
        let end = tx.now - (try Policies.duration(.payoutHoldDays, at: tx.now, tx))
        return try PayoutDue.find(
            of: provider,
            where: [
                "e.amount > 0 AND e.kind <> 'write_off' AND e.at < \(end) AND NOT (\(isFrozen("e.job_id")))",
                "e.amount < 0 OR e.kind = 'write_off'",
            ],
            tx
        )
    }

    /// Whether a job is disputed, or its payment contested at the bank.
    static func isFrozen(_ job: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM market_job j WHERE j.id = \(job) AND j.state = 'disputed')
        OR EXISTS (SELECT 1 FROM escrow s JOIN chargeback b ON b.charge_id = s.charge_id
                    WHERE s.job_id = \(job) AND b.state = 'opened')
        """
    }

    /// Opens a payout of everything that is due; 409 when it is too little or held, or without an account.
    static func open(to id: ID<Provider>, as call: Call, _ tx: borrowing Tx) throws -> ProviderPayout {
        let due = try due(to: id, tx)
        if let obstacle = try obstacle(to: id, tx) {
            throw Problem(
                .nothingDue,
                extras: ["due": .integer(due.amount), "because": .string(obstacle.rawValue)]
            )
        }
        let days = due.entries.map { marketplace.zone.civil($0.at).date }
        let today = marketplace.zone.civil(tx.now).date
        return try ProviderPayout.open(
            due,
            to: id,
            from: days.min() ?? today,
            to: days.max() ?? today,
            minimum: try minimum(for: id, tx),
            by: call.actor,
            tx
        )
    }

    /// Providers who do not work at present get whatever is left.
    private static func minimum(for id: ID<Provider>, _ tx: borrowing Tx) throws -> Int64 {
        guard try Provider.find(id, tx).status != .inactive else { return 1 }
        return try Policies.value(.payoutMinimumCents, at: tx.now, tx)
    }

    static func obstacle(to id: ID<Provider>, _ tx: borrowing Tx) throws -> Obstacle? {
        if try Provider.find(id, tx).status == .banned { return .banned }
        guard let account = try PayoutAccount.summary(of: id, tx) else { return .noAccount }
        return account.setAt + pause > tx.now ? .newAccount : nil
    }

    /// Cancels the payouts that are not paid and hold money of a job.
    static func cancelUnpaid(
        with job: ID<Job>,
        reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        try cancelUnpaid(
            where: """
                EXISTS (SELECT 1 FROM payout_entry t JOIN payee_entry e ON e.id = t.entry_id
                         WHERE t.payout_id = p.id AND t.released_at IS NULL AND e.job_id = \(job))
                """,
            reason,
            as: call,
            tx
        )
    }

    /// Cancels all payouts to a provider that are not paid.
    static func cancelUnpaid(
        to provider: ID<Provider>,
        reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        try cancelUnpaid(where: "p.provider_id = \(provider)", reason, as: call, tx)
    }

    private static func cancelUnpaid(
        where condition: SQL,
        _ reason: String,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let unpaid: [ProviderPayout] = try tx.all(
            """
            SELECT \(ProviderPayout.columns) FROM \(ProviderPayout.source)
             WHERE p.status IN ('pending', 'approved') AND \(condition) ORDER BY p.number
            """
        )
        for var payout in unpaid {
            payout.statusReason = Line(rawValue: reason)
            _ = try payout.advanced(by: .cancel, as: call.bySystem, reason: reason, tx)
        }
    }
}
