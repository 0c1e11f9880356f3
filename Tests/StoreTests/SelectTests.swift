import Kernel
import Testing

@testable import Store

private struct Number: RowDecodable, Equatable {
    let value: Int

    init(_ row: inout Row) throws {
        value = try row.next()
    }
}

@Suite struct `Single statements` {
    private func fill(_ database: Database) async throws {
        try await database.write { tx in
            for id in 1...50 { try tx.execute("INSERT INTO entry (id, value) VALUES (\(id), \(id * 10))") }
        }
    }

    @Test(arguments: TestEngine.available)
    func `find what a transaction finds`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            let some: [Number] = try await database.all(
                "SELECT value FROM entry WHERE id <= \(3) ORDER BY id"
            )
            #expect(some.map(\.value) == [10, 20, 30])
            let one = try await database.one("SELECT value FROM entry WHERE id = \(7)", as: Number.self)
            #expect(one.value == 70)
            let none = try await database.first("SELECT value FROM entry WHERE id = \(99)", as: Number.self)
            #expect(none == nil)
            await #expect(throws: Problem.self) {
                try await database.one("SELECT value FROM entry WHERE id = \(99)", as: Number.self)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `of many callers get each their own answer, and one that fails harms no other`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            let (right, failed) = try await withThrowingTaskGroup(of: Bool?.self) { group in
                for turn in 0..<400 {
                    group.addTask {
                        guard turn % 5 != 0 else {
                            let error = try await databaseError {
                                let sql: SQL =
                                    turn % 2 == 0
                                    ? "SELECT value FROM nowhere WHERE id = \(turn)"
                                    : "SELECT \(pg: "1 / (value - value)", sqlite: "abs(-9223372036854775808)") AS value FROM entry"
                                return try await database.all(sql, as: Number.self).count
                            }
                            return error == nil ? false : nil
                        }
                        let id = turn % 50 + 1
                        let number = try await database.one(
                            "SELECT value FROM entry WHERE id = \(id)",
                            as: Number.self
                        )
                        return number.value == id * 10
                    }
                }
                return try await group.reduce(into: (0, 0)) { sums, isRight in
                    if isRight == true { sums.0 += 1 }
                    if isRight == nil { sums.1 += 1 }
                }
            }
            #expect(right == 320)
            #expect(failed == 80)
        }
    }

    @Test(arguments: TestEngine.available)
    func `that take long are left to a lane, and stopped at the deadline there`(
        engine: TestEngine
    ) async throws {
        func counting(to end: Int) -> SQL {
            "WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < \(end)) SELECT MAX(value) FROM n"
        }
        try await engine.withDatabase({ $0.statementTimeout = .milliseconds(1_500) }) { database in
            let number = try await database.one(counting(to: 100_000), as: Number.self)
            #expect(number.value == 100_000)
            let error = try await databaseError {
                try await database.one(counting(to: 2_000_000_000), as: Number.self).value
            }
            #expect(error?.kind == .timeout)
            try await fill(database)
            #expect(try await database.all("SELECT value FROM entry", as: Number.self).count == 50)
        }
    }

    @Test(arguments: TestEngine.available)
    func `go two at once, and fail together`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            let some: ([Number], [Number]) = try await database.all(
                "SELECT value FROM entry WHERE id < \(3) ORDER BY id",
                "SELECT value FROM entry WHERE id > \(49)"
            )
            #expect(some.0.map(\.value) == [10, 20])
            #expect(some.1.map(\.value) == [500])
            let error = try await databaseError {
                let all: ([Number], [Number]) = try await database.all(
                    "SELECT \(pg: "1 / (value - value)", sqlite: "abs(-9223372036854775808)") AS value FROM entry",
                    "SELECT value FROM entry"
                )
                return all.0.count
            }
            #expect(error != nil)
        }
    }

    @Test(arguments: TestEngine.available)
    func `cannot write`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            await #expect(throws: DatabaseError.self) {
                _ = try await database.all("DELETE FROM entry RETURNING value", as: Number.self)
            }
            #expect(try await entries(database).count == 50)
        }
    }

    @Test(arguments: TestEngine.available)
    func `page as a transaction pages`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            let order = SortOrder<Number>(.ascending("value", \.value))
            for request in [PageRequest(limit: 20), PageRequest(limit: 20, position: .number(2))] {
                let alone = try await database.page(request, "SELECT value FROM entry", order: order)
                let inside = try await database.read { tx in
                    try tx.page(request, "SELECT value FROM entry", order: order)
                }
                #expect(alone.data == inside.data)
                #expect(alone.next == inside.next)
            }
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `are sent again when the server ends the connection`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await fill(database)
            for _ in 0..<3 {
                let mine: [Number] = try await database.all("SELECT pg_backend_pid() AS value")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 1...40 {
                        group.addTask {
                            let number = try await database.one(
                                "SELECT value FROM entry WHERE id = \(id)",
                                as: Number.self
                            )
                            #expect(number.value == id * 10)
                        }
                    }
                    try await group.waitForAll()
                }
                try await database.write { tx in
                    for number in mine {
                        _ = try tx.value("SELECT pg_terminate_backend(\(number.value))", as: Bool.self)
                    }
                }
            }
        }
    }
}
