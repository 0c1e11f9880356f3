import Platform

/// The demands of a tier, and how far a provider may fall behind before losing it.
struct TierRule: Sendable {
    let jobs: Int
    /// In hundredths.
    let score: Int
    let completionPercent: Int
    let responseMinutes: Int
    let slack: Slack

    struct Slack: Sendable {
        let jobsPercent: Int
        /// In hundredths.
        let score: Int
        let completionPoints: Int
        let responsePercent: Int
    }

    /// The figures that tiers look at.
    enum Criterion: String, Codable, CaseIterable, Sendable {
        /// Completed jobs.
        case jobs
        /// The score.
        case score
        /// The share of awarded jobs that were completed.
        case completion
        /// The time of the first answer.
        case response
    }

    /// The demands that a provider does not meet; an unknown figure meets none.
    func unmet(by standing: TierStanding) -> [Criterion] {
        var unmet: [Criterion] = []
        if standing.jobs < jobs { unmet.append(.jobs) }
        if (standing.score ?? 0) < score { unmet.append(.score) }
        if standing.awarded == 0 || standing.completed * 100 < completionPercent * standing.awarded {
            unmet.append(.completion)
        }
        if (standing.response ?? .max) > responseMinutes { unmet.append(.response) }
        return unmet
    }

    /// Those by which a provider misses their tier; an unknown figure does not.
    func missed(by standing: TierStanding) -> [Criterion] {
        var missed: [Criterion] = []
        if standing.jobs * 100 < jobs * slack.jobsPercent { missed.append(.jobs) }
        if let own = standing.score, own < score - slack.score { missed.append(.score) }
        if standing.completed * 100 < (completionPercent - slack.completionPoints) * standing.awarded {
            missed.append(.completion)
        }
        if let own = standing.response, own * 100 > responseMinutes * slack.responsePercent {
            missed.append(.response)
        }
        return missed
    }
}

/// The figures of a provider that decide about the tier.
struct TierStanding: Sendable, Hashable {
    let jobs: Int
    /// In hundredths; nil without a rating.
    let score: Int?
    let completed: Int
    let awarded: Int
    /// In minutes; nil below five cases.
    let response: Int?
}

extension TierStanding {
    init(_ figures: ProviderFigures, jobs: Int) {
        self.init(
            jobs: jobs,
            score: figures.score.map { Int(($0 * 100).rounded()) },
            completed: figures.completed,
            awarded: figures.awarded,
            response: figures.response
        )
    }
}

extension TierRule {
    /// Nil for the lowest tier, which everybody has.
    init?(_ tier: Tier, _ policies: Policies) {
        guard let keys = tier.demands else { return nil }
        jobs = Int(policies[keys.jobs])
        score = Int(policies[keys.score])
        completionPercent = Int(policies[keys.completion])
        responseMinutes = Int(policies[keys.response])
        slack = Slack(
            jobsPercent: Int(policies[.tierDownJobsPercent]),
            score: Int(policies[.tierDownScore]),
            completionPoints: Int(policies[.tierDownCompletionPoints]),
            responsePercent: Int(policies[.tierDownResponsePercent])
        )
    }
}

extension Tier {
    fileprivate struct Demands {
        let jobs, score, completion, response: PolicyKey
    }

    fileprivate var demands: Demands? {
        switch self {
        case .bronze: nil
        case .silver:
            Demands(
                jobs: .tierSilverJobs,
                score: .tierSilverScore,
                completion: .tierSilverCompletionPercent,
                response: .tierSilverResponseMinutes
            )
        case .gold:
            Demands(
                jobs: .tierGoldJobs,
                score: .tierGoldScore,
                completion: .tierGoldCompletionPercent,
                response: .tierGoldResponseMinutes
            )
        case .pesp:
            Demands(
                jobs: .tierPespJobs,
                score: .tierPespScore,
                completion: .tierPespCompletionPercent,
                response: .tierPespResponseMinutes
            )
        }
    }
}
