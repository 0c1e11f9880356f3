import Kernel
import Synchronization
import Testing

@testable import Store

@Suite struct `Rows that are added one after the other` {
    @Test(arguments: TestEngine.available)
    func `become one statement for each table and power of two`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let seen = Mutex<[String]>([])
            try await StatementWatch { text in seen.withLock { $0.append(text) } }.watching {
                try await database.write { tx in
                    for id in 1...52 {
                        try tx.add("(\(id), \("code \(id)"))", to: "INSERT INTO entry (id, code)")
                    }
                }
            }
            #expect(try await entries(database) == Array(1...52))
            let rows = seen.withLock { $0 }.map { $0.split(separator: "(").count - 2 }
            #expect(rows == [32, 16, 4])
        }
    }

    @Test(arguments: TestEngine.available)
    func `are seen by the next statement, and committed without one`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let seen = try await database.write { tx in
                for id in 1...200 { try tx.add("(\(id))", to: "INSERT INTO entry (id)") }
                let seen = try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)
                try tx.add("(201)", to: "INSERT INTO entry (id)")
                return seen
            }
            #expect(seen == 200)
            #expect(try await entries(database) == Array(1...201))
        }
    }

    @Test(arguments: TestEngine.available)
    func `come before a change that was made later`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.add("(1)", to: "INSERT INTO entry (id)")
                try tx.post("DELETE FROM entry WHERE id = 1")
                try tx.add("(2)", to: "INSERT INTO entry (id)")
            }
            #expect(try await entries(database) == [2])
        }
    }

    @Test(arguments: TestEngine.available)
    func `fail the transaction`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write { tx in
                    try tx.add("(1)", to: "INSERT INTO entry (id)")
                    try tx.add("(1)", to: "INSERT INTO entry (id)")
                }
            }
            let left = try await entries(database)
            #expect(left.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `fail it also when a statement after them hides the failure`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: (any Error).self) {
                try await database.write { tx in
                    try tx.add("(1, \("no text holds a \u{0}"))", to: "INSERT INTO entry (id, code)")
                    _ = try? tx.execute("DELETE FROM entry WHERE id = 9")
                }
            }
            let left = try await entries(database)
            #expect(left.isEmpty)
        }
    }
}
