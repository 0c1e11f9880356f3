import Kernel
import Platform
import Store

/// A provider's objection to a decision about the tier.
struct TierAppeal: Record {
    let id: ID<TierAppeal>
    let provider: ID<Provider>
    let decision: ID<TierDecision>
    let text: String
    let state: State
    let createdAt: Instant
    let decidedAt: Instant?

    static let kind = "tier_appeal"
    static let overdue = "overdue"
    /// How long after a decision a provider can appeal.
    static let time = Duration.days(30)
    /// Then administrators are notified.
    private static let workingDays = 5

    /// The state of an appeal.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for the local manager, later for an administrator.
        case open
        /// The tier was raised.
        case granted
        /// It was not.
        case refused
    }

    static let columns: SQL =
        "e.id, e.provider_id, e.decision_id, e.text, e.state, e.created_at, e.decided_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        provider = try row.next()
        decision = try row.next()
        text = try row.next()
        state = try row.next()
        createdAt = try row.next()
        decidedAt = try row.next()
    }
}

extension TierAppeal {
    static func find(_ id: ID<TierAppeal>, _ tx: borrowing Tx) throws -> TierAppeal {
        try tx.one("SELECT \(columns) FROM tier_appeal e WHERE e.id = \(id)")
    }

    static func open(of provider: ID<Provider>, _ tx: borrowing Tx) throws -> [TierAppeal] {
        try tx.all(
            """
            SELECT \(columns) FROM tier_appeal e
             WHERE e.provider_id = \(provider) AND e.state = \(State.open) ORDER BY e.id
            """
        )
    }

    /// Refused with `already_there` when the decision has been appealed.
    static func file(
        against decision: TierDecision,
        by provider: Provider,
        _ text: Text<1, 2_000>,
        _ tx: borrowing Tx
    ) throws -> TierAppeal {
        let id = tx.newID(of: TierAppeal.self)
        let inserted = try tx.execute(
            """
            INSERT INTO tier_appeal (id, provider_id, decision_id, text, state, created_at)
            VALUES (\(id), \(provider.id), \(decision.id), \(text), \(State.open), \(tx.now))
                ON CONFLICT (decision_id) DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.alreadyThere) }
        let zone = try Region.find(provider.region, tx).zone
        try Deadline.set(
            overdue,
            of: kind,
            id,
            at: tx.now.adding(workingDays: workingDays, in: zone),
            tx
        )
        try provider.notifyManagers(.tierAppealed, [:], tx)
        return try find(id, tx)
    }

    func close(_ state: State, by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE tier_appeal SET state = \(state), decided_by = \(actor.account), decided_at = \(tx.now)
             WHERE id = \(id) AND state = \(State.open)
            """
        )
        try Deadline.clear(of: Self.kind, id, tx)
    }

    /// Reminds the local manager the day before, then notifies the administrators.
    static let handler = DeadlineHandler(
        of: kind,
        overdue,
        remind: { id, _, tx in
            guard let provider = try waiting(id.cast(), tx) else { return }
            try provider.notifyManagers(.tierAppealWaits, [:], tx)
        },
        fire: { id, _, tx in
            guard let provider = try waiting(id.cast(), tx) else { return }
            try provider.notifyAdministrators(.tierAppealOverdue, tx)
        }
    )

    /// The provider of an appeal that nobody has answered.
    private static func waiting(_ id: ID<TierAppeal>, _ tx: borrowing Tx) throws -> Provider? {
        let appeal = try find(id, tx)
        return appeal.state == .open ? try Provider.find(appeal.provider, tx) : nil
    }
}
