import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct RowByRowTests {
    private struct Unlucky: Error {}

    @Test(arguments: [1, 2, 10])
    func `a row that fails stops no other, not even in its own transaction`(together: Int) async throws {
        let world = try await aTill([])
        let call = JobCall(
            site: world.site,
            id: .init(raw: 1),
            attempt: 1,
            isLastAttempt: false,
            log: world.site.log
        )
        let rows = (1...5).map { ID<Subject>(raw: $0) }
        var work = RowByRow(call)

        try await work.write(rows, together: together) { row, tx in
            try tx.execute("INSERT INTO closed_till (id) VALUES (\(row))")
            if row == rows[2] { throw Unlucky() }
        }

        let written = try await world.db.read { tx in
            try tx.values("SELECT id FROM closed_till ORDER BY id", as: ID<Subject>.self)
        }
        #expect(written == rows.filter { $0 != rows[2] })
        let failure = #expect(throws: (any Error).self) { try work.outcome() }
        #expect("\(try #require(failure))" == "failed for 1 of 5: \(rows[2])")
        #expect(try RowByRow(call).outcome() == .done)
    }
}
