import Kernel
import Platform
import Store

/// A change of a provider's tier with its evidence, or a tier set by hand; never changed.
struct TierDecision: Record {
    let id: ID<TierDecision>
    let provider: ID<Provider>
    let from: Tier
    let to: Tier
    let cause: Cause
    /// The end of a tier set by hand.
    let until: Instant?
    let evidence: TierEvidence
    /// Why it was set by hand.
    let reason: String?
    /// The person who set it; nil for the nights.
    let by: ID<Account>?
    /// The role of that person, or `system`.
    let byRole: String
    /// The night that took the step.
    let night: CivilDate?
    let at: Instant

    static let kind = "tier_decision"

    /// The cause of a decision.
    enum Cause: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The nightly figures.
        case night
        /// A local manager or an administrator.
        case override
        /// The same, in answer to an appeal.
        case appeal
    }

    static let columns: SQL =
        """
        t.id, t.provider_id, t.from_tier, t.to_tier, t.cause, t.until_at, t.evidence, t.reason, t.by_id, t.by_role,
        t.night, t.at
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        provider = try row.next()
        from = try row.next()
        to = try row.next()
        cause = try row.next()
        until = try row.next()
        evidence = try row.json()
        reason = try row.next()
        by = try row.next()
        byRole = try row.next()
        night = try row.next()
        at = try row.next()
    }
}

/// The figures behind a decision about a tier.
struct TierEvidence: Codable, Sendable {
    /// Completed jobs, in the time that tiers count.
    var jobs: Int?
    /// The score, from 1 to 5; absent without a rating.
    var score: Double?
    /// The share of awarded jobs that were completed; absent without one.
    var completion: Double?
    /// The time of the first answer in minutes; absent below five cases.
    var responseMinutes: Int?
    /// The figures that kept the provider from the next tier.
    var unmet: [TierRule.Criterion]?
    /// The figures by which the provider missed their tier.
    var missed: [TierRule.Criterion]?
    /// For how many consecutive nights it was so.
    var nights: Int?
    /// In words, by the person who decided.
    var text: String?

    init(_ standing: TierStanding) {
        jobs = standing.jobs
        score = standing.score.map { Double($0) / 100 }
        completion = standing.awarded == 0 ? nil : Double(standing.completed) / Double(standing.awarded)
        responseMinutes = standing.response
    }
}

extension TierDecision {
    static func find(_ id: ID<TierDecision>, _ tx: borrowing Tx) throws -> TierDecision {
        try tx.one("SELECT \(columns) FROM tier_decision t WHERE t.id = \(id)")
    }

    static func find(
        _ id: ID<TierDecision>,
        of provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws -> TierDecision? {
        try tx.first(
            "SELECT \(columns) FROM tier_decision t WHERE t.id = \(id) AND t.provider_id = \(provider)"
        )
    }

    static func list(
        _ page: PageRequest,
        of provider: ID<Provider>,
        _ tx: borrowing Tx
    ) throws -> Page<TierDecision> {
        try tx.page(
            page,
            "SELECT \(columns) FROM tier_decision t WHERE t.provider_id = \(provider)",
            order: SortOrder(.descending("at", \.at), .descending("id", \.id))
        )
    }

    /// The night of the provider's last step; steps by hand do not count.
    static func lastStep(of provider: ID<Provider>, _ tx: borrowing Tx) throws -> CivilDate? {
        try tx.value(
            """
            SELECT t.night FROM tier_decision t
             WHERE t.provider_id = \(provider) AND t.night IS NOT NULL ORDER BY t.night DESC LIMIT 1
            """
        )
    }

    /// Gives the provider a tier, and keeps why.
    static func make(
        _ tier: Tier,
        for provider: Provider,
        _ cause: Cause,
        until: Instant? = nil,
        night: CivilDate? = nil,
        because reason: String? = nil,
        _ evidence: TierEvidence,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> TierDecision {
        try tx.execute(
            """
            UPDATE provider SET tier = \(tier), tier_until = \(until), updated_at = \(tx.now) WHERE id = \(provider.id)
            """
        )
        let id = tx.newID(of: TierDecision.self)
        try tx.execute(
            """
            INSERT INTO tier_decision (id, provider_id, from_tier, to_tier, cause, until_at, evidence, reason, by_id, by_role,
                                       night, at)
            VALUES (\(id), \(provider.id), \(provider.tier), \(tier), \(cause), \(until), \(json: evidence), \(reason),
                    \(actor.account), \(actor.role.name), \(night), \(tx.now))
            """
        )
        return try find(id, tx)
    }
}
