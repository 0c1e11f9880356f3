import Testing

@testable import Store

@Suite struct `A commit for many` {
    @Test func `runs everybody once when somebody fails before a change`() async throws {
        try await TestEngine.sqlite.withDatabase { database in
            let runs = try await runs(of: 0..<10, on: database) { _ in throw Oops() }

            #expect(runs == 10)
            #expect(try await entries(database) == Array(0..<9))
        }
    }

    @Test func `is made again with savepoints when somebody fails after a change`() async throws {
        try await TestEngine.sqlite.withDatabase { database in
            let first = try await runs(of: 0..<10, on: database) { tx in
                try tx.execute("INSERT INTO entry (id) VALUES (100)")
                throw Oops()
            }
            let second = try await runs(of: 10..<20, on: database) { tx in
                try tx.execute("INSERT INTO entry (id) VALUES (101)")
                throw Oops()
            }

            #expect(first > 10)
            #expect(second == 10)
            #expect(try await entries(database) == Array(0..<9) + Array(10..<19))
        }
    }

    /// How often closures ran that each write an entry, in one batch; in place of the last of them `failing` runs.
    private func runs(
        of keys: Range<Int>,
        on database: Database,
        _ failing: @escaping @Sendable (borrowing Tx) throws -> Void
    ) async throws -> Int {
        let (begun, gate, runs) = (Gate(), Gate(), Counter())
        async let holding: Void = database.write { _ in
            begun.open()
            gate.pass()
        }
        try await begun.opened()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for key in keys {
                group.addTask {
                    do {
                        try await database.write { tx in
                            runs.increment()
                            if key == keys.upperBound - 1 { try failing(tx) }
                            try tx.execute("INSERT INTO entry (id) VALUES (\(key))")
                        }
                    } catch is Oops {}
                }
            }
            while database.stats.queued < keys.count { try await Task.sleep(for: .milliseconds(2)) }
            gate.open()
            try await group.waitForAll()
        }
        try await holding
        return runs.value
    }
}

private struct Oops: Error {}
