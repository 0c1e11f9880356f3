import Kernel
import Testing

@testable import Store

@Suite struct `Streams of rows` {
    private struct Enough: Error {}

    private static let numbers: SQL =
        """
        \(pg: "SELECT CAST(g AS bigint) AS g FROM generate_series(1, 20000) g",
          sqlite: "WITH RECURSIVE s(g) AS (SELECT 1 UNION ALL SELECT g + 1 FROM s WHERE g < 20000) SELECT g FROM s")
        """

    @Test(arguments: TestEngine.available)
    func `hand over every row in order, as the first statement and as a later one`(
        engine: TestEngine
    ) async throws {
        try await engine.withDatabase { database in
            let sums = try await database.read { tx in
                var sums: [Int] = []
                for _ in 0..<2 {
                    var (sum, last) = (0, 0)
                    try tx.stream(Self.numbers) { row in
                        let number: Int = try row.next()
                        #expect(number == last + 1)
                        last = number
                        sum += number
                    }
                    sums.append(sum)
                    sums.append(try tx.value("SELECT CAST(\(7) AS bigint)", as: Int.self) ?? 0)
                }
                return sums
            }
            #expect(sums == [200_010_000, 7, 200_010_000, 7])
        }
    }

    @Test(arguments: TestEngine.available)
    func `end when their reader has enough, and the database goes on`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            for _ in 0..<20 {
                await #expect(throws: Enough.self) {
                    try await database.read { tx in
                        var count = 0
                        try tx.stream(Self.numbers) { _ in
                            count += 1
                            if count == 10 { throw Enough() }
                        }
                    }
                }
                let seven = try await database.read { tx in
                    try tx.value("SELECT CAST(\(7) AS bigint)", as: Int.self)
                }
                #expect(seven == 7)
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `fail as other statements do`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: DatabaseError.self) {
                try await database.read { tx in try tx.stream("SELECT nothing FROM nowhere") { _ in } }
            }
            await #expect(throws: DatabaseError.self) {
                try await database.read { tx in
                    try tx.stream("SELECT 1 / (n.g - 10000) FROM (\(Self.numbers)) n") { row in
                        let _: Int = try row.next()
                    }
                }
            }
            let seven = try await database.read { tx in
                try tx.value("SELECT CAST(\(7) AS bigint)", as: Int.self)
            }
            #expect(seven == 7)
        }
    }
}
