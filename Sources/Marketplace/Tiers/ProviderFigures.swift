import Kernel
import Platform
import Store

/// A provider's work of the last months in numbers; searches and tiers read them.
///
/// Calculated at 02:00 of the provider's region, and when ratings are published.
struct ProviderFigures: Record {
    let provider: ID<Provider>
    /// Nil without a rating that counts.
    let score: Double?
    let ratings: Int
    /// In minutes; nil below five cases.
    let response: Int?
    let responses: Int
    let completed: Int
    /// Failed by the provider.
    let failed: Int
    /// Completed, failed by the provider, or refunded whole after a dispute.
    let awarded: Int
    let started: Int
    let onTime: Int
    let quoted: Int
    let won: Int
    let asOf: Instant

    static let columns: SQL =
        """
        f.provider_id, f.score, f.ratings, f.response_min, f.responses, f.completed, f.failed, f.awarded, f.started,
        f.on_time, f.quoted, f.won, f.as_of
        """

    init(_ row: inout Row) throws {
        provider = try row.next()
        score = try row.next()
        ratings = try row.next()
        response = try row.next()
        responses = try row.next()
        completed = try row.next()
        failed = try row.next()
        awarded = try row.next()
        started = try row.next()
        onTime = try row.next()
        quoted = try row.next()
        won = try row.next()
        asOf = try row.next()
    }
}

extension ProviderFigures {
    /// The stored figures; nil before the first night.
    static func find(_ provider: ID<Provider>, _ tx: borrowing Tx) throws -> ProviderFigures? {
        try tx.first("SELECT \(columns) FROM provider_figures f WHERE f.provider_id = \(provider)")
    }

    /// Calculates the figures again and stores them.
    @discardableResult
    static func refresh(_ provider: ID<Provider>, _ tx: borrowing Tx) throws -> ProviderFigures {
        let figures = try measure(provider, tx)
        try figures.save(tx)
        return figures
    }

    /// The figures as they are now.
    static func measure(_ provider: ID<Provider>, _ tx: borrowing Tx) throws -> ProviderFigures {
        let marks = try Ratings.score.marks(about: Ratings.ofProviders, provider, at: tx.now, tx).map(
            \.overall
        )
        let mean = try Ratings.score.mean(about: Ratings.ofProviders, at: tx.now, tx)
        let answers = try ResponseTime.cases(of: provider, at: tx.now, tx)
        return ProviderFigures(
            provider,
            score: Ratings.score.value(of: marks, mean: mean),
            ratings: marks.count,
            answers,
            try ProviderWork.of(provider, from: tx.now - .days(90), until: tx.now, tx),
            asOf: tx.now
        )
    }

    private init(
        _ provider: ID<Provider>,
        score: Int?,
        ratings: Int,
        _ answers: [Int],
        _ work: ProviderWork,
        asOf: Instant
    ) {
        self.provider = provider
        self.score = score.map { Double($0) / 100 }
        self.ratings = ratings
        response = ResponseTime.median(of: answers)
        responses = answers.count
        completed = work.completed
        failed = work.failed
        awarded = work.awarded
        started = work.started
        onTime = work.onTime
        quoted = work.quoted
        won = work.won
        self.asOf = asOf
    }

    private func save(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO provider_figures (provider_id, score, ratings, response_min, responses, completed, failed, awarded,
                                          started, on_time, quoted, won, as_of)
            VALUES (\(provider), \(score), \(ratings), \(response), \(responses), \(completed), \(failed), \(awarded),
                    \(started), \(onTime), \(quoted), \(won), \(asOf))
                ON CONFLICT (provider_id) DO UPDATE
               SET score = excluded.score, ratings = excluded.ratings, response_min = excluded.response_min,
                   responses = excluded.responses, completed = excluded.completed, failed = excluded.failed,
                   awarded = excluded.awarded, started = excluded.started, on_time = excluded.on_time,
                   quoted = excluded.quoted, won = excluded.won, as_of = excluded.as_of
            """
        )
    }
}
