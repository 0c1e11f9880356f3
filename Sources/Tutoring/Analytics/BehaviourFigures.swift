import Kernel
import Platform
import Store
import Web

/// Visits, sessions and searches of visitors with the consent to analytics.
struct BehaviourView: View {
    /// All of the days.
    var total: BehaviourFigures
    /// Each part of the days, in order; empty when they are not divided.
    var groups: [BehaviourFigures]
    /// The words that at least five people searched for, the most frequent first; 50 at most.
    var searches: [SearchedWords]

    /// Words that people searched for.
    struct SearchedWords: Codable, Sendable {
        /// The words, in small letters.
        var words: String
        /// How often they were searched for.
        var searches: Int
        /// By how many visitors.
        var people: Int
    }

    private static let leastPeople = 5

    static func of(
        _ period: FigurePeriod,
        parts: [FigurePeriod],
        _ tx: borrowing Tx
    ) throws -> BehaviourView {
        let terms = try SearchedTerm.all(by: leastPeople, from: period.start, until: period.end, tx)
        return BehaviourView(
            total: try BehaviourFigures.of(period, tx),
            groups: try parts.map { try BehaviourFigures.of($0, tx) },
            searches: terms.map { SearchedWords(words: $0.term, searches: $0.searches, people: $0.people) }
        )
    }
}

/// Visits, sessions and searches of some days.
struct BehaviourFigures: Codable, Sendable {
    /// The first day.
    var from: CivilDate
    /// The last day.
    var to: CivilDate
    /// Browsers and apps with an event.
    var visitors: Figure
    /// Sessions, which end after 30 minutes without an event.
    var sessions: Figure
    /// Pages that were visited.
    var visits: Figure
    /// Events with words that somebody searched for.
    var searches: Figure
    /// Looks at the profile of a tutor.
    var profiles: Figure
    /// Looks at a package.
    var packages: Figure
    /// Profiles and packages that were shared.
    var shares: Figure

    static func of(_ period: FigurePeriod, _ tx: borrowing Tx) throws -> BehaviourFigures {
        let sessions = try VisitorSessions.of(from: period.start, until: period.end, tx)
        var counts: [String: Int] = [:]
        try tx.forEach(
            """
            SELECT e.name, COUNT(*) FROM visitor_event e
             WHERE e.at >= \(period.start) AND e.at < \(period.end) GROUP BY e.name
            """
        ) { row in counts[try row.next(String.self)] = try row.next(Int.self) }
        let window = period.window
        return BehaviourFigures(
            from: period.from,
            to: period.to,
            visitors: Figure(count: sessions.visitors, "Visitors with an event.", over: window),
            sessions: Figure(
                count: sessions.sessions,
                "Events of a visitor without a gap of more than 30 minutes.",
                over: window
            ),
            visits: Figure(count: counts["visit"] ?? 0, "Events `visit`.", over: window),
            searches: Figure(count: counts["search"] ?? 0, "Events `search`.", over: window),
            profiles: Figure(count: counts["profile"] ?? 0, "Events `profile`.", over: window),
            packages: Figure(count: counts["package"] ?? 0, "Events `package`.", over: window),
            shares: Figure(count: counts["share"] ?? 0, "Events `share`.", over: window)
        )
    }
}
