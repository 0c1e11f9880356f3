import Kernel
import Platform
import Store

/// One night of a provider: figures anew, and the tier that follows from them.
enum TierNight {
    /// Nights are kept for some weeks, to show how a step came about.
    private static let kept = 60

    /// Does nothing a second time, apart from the figures.
    static func judge(
        _ provider: ID<Provider>,
        on night: CivilDate,
        _ policies: Policies,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let figures = try ProviderFigures.refresh(provider, tx)
        let provider = try Provider.find(provider, tx)
        guard provider.status == .active, try last(of: provider.id, before: night + 1, tx)?.night != night
        else {
            return
        }
        let jobs = try ProviderWork.jobs(of: provider.id, within: Int(policies[.tierJobsDays]), tx)
        let standing = TierStanding(figures, jobs: jobs)
        // A tier set by hand suspends the nights; after its end they are counted anew.
        guard provider.tierUntil.map({ $0 <= tx.now }) ?? true else {
            return try record(TierRun(provider.tier), of: provider, on: night, TierEvidence(standing), tx)
        }
        try count(standing, of: provider, on: night, policies, as: call, tx)
    }

    private static func count(
        _ standing: TierStanding,
        of provider: Provider,
        on night: CivilDate,
        _ policies: Policies,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let unmet = provider.tier.next.flatMap { TierRule($0, policies) }?.unmet(by: standing)
        let missed = TierRule(provider.tier, policies)?.missed(by: standing)
        let result: TierRun.Night =
            unmet?.isEmpty == true ? .meetsNext : missed?.isEmpty == false ? .missesOwn : .neither
        var run = try run(of: provider, before: night, tx)
        let nights = max(run.up, run.down) + 1
        run.count(result, on: night, at: TierRun.Pace(policies))
        var evidence = TierEvidence(standing)
        (evidence.unmet, evidence.missed) = (unmet, missed)
        try record(run, of: provider, on: night, evidence, tx)
        guard run.tier != provider.tier else { return }
        evidence.nights = nights
        _ = try TierDecision.make(
            run.tier,
            for: provider,
            .night,
            night: night,
            evidence,
            by: call.actor,
            tx
        )
        try TierNotices.notify(provider, of: run.tier, tx)
    }

    /// The nights up to the one before; a night without a result ends a run.
    private static func run(
        of provider: Provider,
        before night: CivilDate,
        _ tx: borrowing Tx
    ) throws -> TierRun {
        let last = try last(of: provider.id, before: night, tx).flatMap { $0.night == night + -1 ? $0 : nil }
        return TierRun(
            provider.tier,
            up: last?.up ?? 0,
            down: last?.down ?? 0,
            lastStep: try TierDecision.lastStep(of: provider.id, tx)
        )
    }

    /// For how many consecutive nights, up to the last one, the provider has met the next tier or missed their own.
    static func running(of provider: ID<Provider>, _ tx: borrowing Tx) throws -> (up: Int, down: Int) {
        let last = try last(of: provider, tx)
        return (last?.up ?? 0, last?.down ?? 0)
    }

    private struct Last: RowDecodable {
        let night: CivilDate
        let up: Int
        let down: Int

        init(_ row: inout Row) throws {
            night = try row.next()
            up = try row.next()
            down = try row.next()
        }
    }

    private static func last(
        of provider: ID<Provider>,
        before night: CivilDate? = nil,
        _ tx: borrowing Tx
    ) throws -> Last? {
        let earlier: SQL? = night.map { "AND n.night < \($0)" }
        return try tx.first(
            """
            SELECT n.night, n.up, n.down FROM tier_night n
             WHERE n.provider_id = \(provider) \(earlier) ORDER BY n.night DESC LIMIT 1
            """
        )
    }

    private static func record(
        _ run: TierRun,
        of provider: Provider,
        on night: CivilDate,
        _ evidence: TierEvidence,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO tier_night (provider_id, night, up, down, evidence)
            VALUES (\(provider.id), \(night), \(run.up), \(run.down), \(json: evidence))
            """
        )
        try tx.execute(
            "DELETE FROM tier_night WHERE provider_id = \(provider.id) AND night < \(night + -kept)"
        )
        if let until = provider.tierUntil, until <= tx.now {
            try tx.execute("UPDATE provider SET tier_until = NULL WHERE id = \(provider.id)")
        }
    }
}

extension TierRun.Pace {
    init(_ policies: Policies) {
        self.init(
            up: Int(policies[.tierUpNights]),
            down: Int(policies[.tierDownNights]),
            stepDays: Int(policies[.tierStepDays])
        )
    }
}
