import Glibc
import Kernel
import Testing

@testable import Store

@Suite struct `Lanes` {
    /// A statement that takes far longer than any test waits.
    private static let slow: SQL = """
        \(pg: "SELECT CAST(1 AS bigint) FROM pg_sleep(20)",
            sqlite: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 900000000) SELECT COUNT(*) FROM n")
        """

    /// The same, of which can be seen that it runs: by its first row in SQLite, by its text in PostgreSQL.
    private static let watched: SQL = """
        \(pg: "SELECT CAST(1 AS bigint) FROM pg_sleep(21)",
            sqlite: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 900000000) SELECT 0 UNION ALL SELECT COUNT(*) FROM n")
        """

    private func oneLane(_ options: inout Database.Options) {
        options.lanes = 1
        options.readers = 1
    }

    private func seconds(_ body: () async throws -> Void) async rethrows -> Double {
        let start = Monotonic.milliseconds
        try await body()
        return Double(Monotonic.milliseconds - start) / 1_000
    }

    @Test(arguments: TestEngine.available)
    func `turn callers away when the queue is full`(engine: TestEngine) async throws {
        try await engine.withDatabase {
            oneLane(&$0)
            $0.maxQueue = 2
        } _: { database in
            let (begun, gate) = (Gate(), Gate())
            async let running: Void = database.read { _ in
                begun.open()
                gate.pass()
            }
            try await begun.opened()
            let refused = try await withThrowingTaskGroup(of: Problem?.self) { group in
                for _ in 0..<9 {
                    group.addTask { try await problem { try await database.read { _ in } } }
                }
                var refused: [Problem] = []
                for _ in 0..<7 {
                    if let outcome = try await group.next(), let outcome { refused.append(outcome) }
                }
                let stats = database.stats
                #expect(stats.queued == 2)
                #expect(stats.busy == 1)
                gate.open()
                for try await outcome in group { #expect(outcome?.code == nil) }
                return refused
            }
            try await running
            #expect(refused.count == 7)
            #expect(refused.allSatisfy { $0.code == .overloaded && $0.retryAfter == 1 })
        }
    }

    @Test(arguments: TestEngine.available)
    func `turn callers away that have waited too long, while others still run`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase {
            oneLane(&$0)
            $0.waitDeadline = .milliseconds(150)
        } _: { database in
            let (begun, gate) = (Gate(), Gate())
            async let running: Void = database.read { _ in
                begun.open()
                gate.pass()
            }
            try await begun.opened()
            var refusal: Problem?
            let waited = try await seconds {
                refusal = try await problem { try await database.read { _ in } }
            }
            gate.open()
            try await running
            #expect(refusal?.code == .overloaded)
            #expect(waited > 0.1)
            try await database.read { _ in }
        }
    }

    @Test(arguments: TestEngine.available)
    func `stop a statement at its deadline and go on`(engine: TestEngine) async throws {
        try await engine.withDatabase {
            oneLane(&$0)
            $0.statementTimeout = .milliseconds(300)
        } _: { database in
            for isWriting in [false, true] {
                var error: DatabaseError?
                let waited = try await seconds {
                    error = try await databaseError {
                        let slow: @Sendable (borrowing Tx) throws -> Void = { tx in
                            try tx.forEach(Self.slow) { _ in }
                        }
                        if isWriting { try await database.write(slow) } else { try await database.read(slow) }
                    }
                }
                #expect(error?.kind == .timeout)
                #expect(waited < 2)
                #expect(try await database.read { tx in try tx.value("SELECT 7", as: Int.self) } == 7)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `stop a statement whose caller is gone`(engine: TestEngine) async throws {
        try await engine.withDatabase(oneLane) { database in
            let begun = Gate()
            let task = Task {
                try await database.write { tx in
                    try tx.execute("INSERT INTO entry (id) VALUES (1)")
                    try tx.forEach(Self.watched) { _ in begun.open() }
                }
            }
            if engine == .postgres {
                try await TestEngine.sees("pg_sleep(21)")
            } else {
                try await begun.opened()
            }
            let waited = await seconds {
                task.cancel()
                _ = await task.result
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(waited < 1.5)
            #expect(try await entries(database).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `never run what was cancelled in the queue`(engine: TestEngine) async throws {
        try await engine.withDatabase(oneLane) { database in
            let (begun, gate) = (Gate(), Gate())
            async let running: Void = database.write { _ in
                begun.open()
                gate.pass()
            }
            try await begun.opened()
            let waiting = Task {
                try await database.write { tx in _ = try tx.execute("INSERT INTO entry (id) VALUES (1)") }
            }
            while database.stats.queued == 0 { try await Task.sleep(for: .milliseconds(2)) }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            #expect(database.stats.queued == 0)
            gate.open()
            try await running
            #expect(try await entries(database).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `survive storms of cancellation without touching others`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let landed = await withTaskGroup(of: Int?.self) { group in
                for key in 0..<200 {
                    group.addTask {
                        let task = Task {
                            try await database.write { tx in
                                _ = try tx.execute("INSERT INTO entry (id) VALUES (\(key))")
                            }
                        }
                        if key % 2 == 0 {
                            try? await Task.sleep(for: .microseconds(key * 20))
                            task.cancel()
                        }
                        switch await task.result {
                        case .success: return key
                        case .failure(let error):
                            #expect(error is CancellationError && key % 2 == 0, "\(error)")
                            return nil
                        }
                    }
                }
                return await group.reduce(into: [Int]()) { keys, key in
                    if let key { keys.append(key) }
                }
            }
            let there = try await entries(database)
            #expect(landed.count >= 100)
            #expect(there == landed.sorted())
        }
    }

    @Test(arguments: TestEngine.available)
    func `finish what was accepted before they close`(engine: TestEngine) async throws {
        try await engine.withPlace { location, options in
            let database = try Database.open(location, options)
            try await database.migrate([.fixture])
            let begun = Counter()
            let tasks = (0..<40).map { key in
                Task {
                    try await database.write { tx in
                        begun.increment()
                        usleep(2_000)
                        try tx.execute("INSERT INTO entry (id) VALUES (\(key))")
                    }
                }
            }
            while database.stats.queued + begun.value < 20 { await Task.yield() }
            await database.close()
            await database.close()
            var landed = 0
            for task in tasks {
                switch await task.result {
                case .success: landed += 1
                case .failure(let error): #expect((error as? DatabaseError)?.kind == .closed)
                }
            }
            let closed = try await databaseError { try await database.read { _ in } }
            let again = try Database.open(location, options)
            #expect(landed >= 10)
            #expect(closed?.kind == .closed)
            #expect(try await entries(again).count == landed)
            await again.close()
        }
    }
}
