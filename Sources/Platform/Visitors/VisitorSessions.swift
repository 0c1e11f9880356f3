import Kernel
import Store

/// The sessions of some time: a visitor's events without a gap of more than 30 minutes are one.
package struct VisitorSessions: RowDecodable, Sendable {
    package let events: Int
    package let visitors: Int
    package let sessions: Int

    package init(_ row: inout Row) throws {
        events = try row.next()
        visitors = try row.next()
        sessions = try row.next()
    }

    package static func of(
        from start: Instant,
        until end: Instant,
        _ tx: borrowing Tx
    ) throws -> VisitorSessions {
        try tx.one(
            """
            SELECT COUNT(*), COUNT(DISTINCT s.visitor),
                   \(SQL.sum(of: "CASE WHEN s.former IS NULL OR \(isNew) THEN 1 ELSE 0 END"))
              FROM (SELECT e.visitor, e.at, LAG(e.at) OVER (PARTITION BY e.visitor ORDER BY e.at, e.id) AS former
                      FROM visitor_event e WHERE e.at >= \(start) AND e.at < \(end)) AS s
            """
        )
    }

    /// The gap of ``VisitorPolicy/sessionGap``.
    private static let isNew: SQL =
        "\(pg: "s.at - s.former > interval '30 minutes'", sqlite: "s.at - s.former > 1800000000")"

    /// The number of sessions in the times of one visitor's events.
    package static func count(_ times: [Instant]) -> Int {
        let sorted = times.sorted()
        let gaps = zip(sorted.dropFirst(), sorted).count { $0 - $1 > VisitorPolicy.sessionGap }
        return sorted.isEmpty ? 0 : gaps + 1
    }
}

/// The words that people searched for.
package struct SearchedTerm: RowDecodable, Sendable, Equatable {
    package let term: String
    package let searches: Int
    package let people: Int

    package init(_ row: inout Row) throws {
        term = try row.next()
        searches = try row.next()
        people = try row.next()
    }

    /// The most frequent ones of at least so many people; rarer ones would tell about single people.
    package static func all(
        by least: Int,
        from start: Instant,
        until end: Instant,
        _ tx: borrowing Tx
    ) throws -> [SearchedTerm] {
        try tx.all(
            """
            SELECT e.term, COUNT(*), COUNT(DISTINCT e.visitor) FROM visitor_event e
             WHERE e.at >= \(start) AND e.at < \(end) AND e.term IS NOT NULL
             GROUP BY e.term HAVING COUNT(DISTINCT e.visitor) >= \(least)
             ORDER BY COUNT(*) DESC, e.term LIMIT 50
            """
        )
    }
}
