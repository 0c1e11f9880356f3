import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Each row of the table of a quote moves the row in the database, with its history and its time-outs.
@Suite struct QuoteWalkTests {
    @Test func `every row of a quote's lifecycle is walked once, with its clock`() async throws {
        let scene = try await MarketScene.open()
        let id = try #require(ID<Quote>(try await scene.quoted(scene.post()).id ?? ""))
        let call = scene.world.site.call(as: .system)

        for row in Quote.lifecycle.rows {
            for from in row.from {
                try await scene.world.db.write { tx in
                    try Self.put(id, into: from, tx)
                    let quote = try Quote.find(id, tx)
                    var next = quote
                    if row.event == .counter {
                        (next.counter, next.counteredUntil) = (9_000, tx.now + .hours(48))
                    }
                    let moved = try next.advanced(by: row.event, as: call, tx)
                    let events = try Deadline.all(of: Quote.kind, id, tx).map(\.event)

                    let saved = try Quote.find(id, tx)
                    #expect(moved.status == row.to && saved.status == row.to)
                    #expect(moved.version == quote.version + 1 && saved.version == moved.version)
                    let expected: Set<String> =
                        switch row.to {
                        case .countered: ["expire", "uncounter"]
                        // An awarded quote keeps its end, which does nothing to it.
                        case .live, .stale, .awarded: ["expire"]
                        default: []
                        }
                    #expect(Set(events) == expected, "\(row.event) from \(from)")
                    #expect(throws: Problem.self) { try quote.transitioned(to: .live, by: row.event, tx) }
                }
            }
        }

        let walked = try await scene.text(
            "SELECT CAST(COUNT(DISTINCT event || from_status) AS TEXT) FROM history WHERE subject_kind = 'quote'"
        )
        #expect(walked == String(Quote.lifecycle.rows.map(\.from.count).reduce(0, +)))
        try await scene.world.runJobs()
    }

    /// Puts the quote into a state as if it had come there.
    private static func put(_ id: ID<Quote>, into status: Quote.Status, _ tx: borrowing Tx) throws {
        let counter: Int64? = status == .countered ? 9_000 : nil
        let until: Instant? = status == .countered ? tx.now + .hours(48) : nil
        try tx.execute(
            """
            UPDATE quote SET state = \(status), counter_amount = \(counter), countered_until = \(until) WHERE id = \(id)
            """
        )
    }
}
