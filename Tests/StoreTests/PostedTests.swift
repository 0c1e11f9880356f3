import Kernel
import Testing

@testable import Store

@Suite struct `Statements nobody waits for` {
    @Test(arguments: TestEngine.available)
    func `are seen by the next one, and committed`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let seen = try await database.write { tx in
                for id in 1...3 { try tx.post("INSERT INTO entry (id) VALUES (\(id))") }
                let seen = try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)
                try tx.post("INSERT INTO entry (id) VALUES (4)")
                return seen
            }
            #expect(seen == 3)
            try await database.write { tx in try tx.post("INSERT INTO entry (id) VALUES (5)") }
            #expect(try await entries(database) == [1, 2, 3, 4, 5])
        }
    }

    @Test(arguments: TestEngine.available)
    func `may be many, and stand before a stream`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let streamed = try await database.write { tx in
                for id in 1...150 { try tx.post("INSERT INTO entry (id) VALUES (\(id))") }
                var ids: [Int] = []
                try tx.stream("SELECT id FROM entry ORDER BY id") { ids.append(try $0.next()) }
                return ids
            }
            #expect(streamed == Array(1...150))
        }
    }

    @Test(arguments: TestEngine.available)
    func `fail the transaction at the latest with the commit`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.execute("INSERT INTO entry (id) VALUES (1)")
                    try tx.post("INSERT INTO entry (id) VALUES (1)")
                    try tx.post("INSERT INTO entry (id) VALUES (2)")
                }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.post("INSERT INTO entry (id, code) VALUES (3, 'a'), (4, 'a')")
                    do {
                        _ = try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)
                    } catch {
                        // Ignoring the error does not commit either.
                    }
                }
            }
            #expect(try await entries(database) == [])
            try await database.write { tx in try tx.post("INSERT INTO entry (id) VALUES (5)") }
            #expect(try await entries(database) == [5])
        }
    }

    @Test(arguments: TestEngine.available)
    func `leave a reading transaction as it is`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            for _ in 1...2 {
                try await database.read { tx in try tx.forceReplanning() }
                let count = try await database.read { tx in
                    try tx.forceReplanning()
                    return try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)
                }
                #expect(count == 0)
            }
            guard engine == .postgres else { return }
            let modes = try await database.read { tx in
                let before = try tx.value("SHOW plan_cache_mode", as: String.self)
                try tx.forceReplanning()
                return [before, try tx.value("SHOW plan_cache_mode", as: String.self)]
            }
            #expect(modes == ["auto", "force_custom_plan"])
        }
    }

    @Test(arguments: TestEngine.available)
    func `say what was wrong`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let problem = await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.post("INSERT INTO entry (id, code) VALUES (1, 'a')")
                    try tx.post("INSERT INTO entry (id, code) VALUES (2, 'a')")
                    try tx.post("INSERT INTO entry (id, code) VALUES (3, 'c')")
                }
            }
            guard case .unique = problem?.kind else {
                Issue.record("not a repeated value: \(String(describing: problem))")
                return
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `that collide are run again with all the others`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 0..<100 {
                    group.addTask {
                        try await database.write { tx in
                            let value =
                                try tx.value("SELECT value FROM counter WHERE id = 1", as: Int.self) ?? 0
                            try tx.post("UPDATE counter SET value = \(value + 1) WHERE id = 1")
                            try tx.post("INSERT INTO entry (id) VALUES (\(id))")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let value = try await database.read { tx in
                try tx.value("SELECT value FROM counter", as: Int.self)
            }
            #expect(value == 100)
            #expect(try await entries(database) == Array(0..<100))
        }
    }
}
