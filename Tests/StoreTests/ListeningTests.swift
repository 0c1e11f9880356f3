import Kernel
import Testing

@testable import Store

@Suite struct `Listening` {
    @Test(arguments: TestEngine.available)
    func `hears what was committed, and nothing else`(engine: TestEngine) async throws {
        struct Oops: Error {}
        try await engine.withDatabase { database in
            var channel = database.listen("orders").makeAsyncIterator()
            var other = database.listen("other \"channel\"").makeAsyncIterator()
            #expect(await channel.next() == "")
            #expect(await other.next() == "")
            await #expect(throws: Oops.self) {
                try await database.write { tx in
                    try tx.notify("orders", "lost")
                    throw Oops()
                }
            }
            try await database.write { tx in
                try tx.notify("orders", "1")
                try tx.notify("other \"channel\"", "2")
                try tx.notify("orders", "3")
            }
            #expect(await channel.next() == "1")
            #expect(await channel.next() == "3")
            #expect(await other.next() == "2")
        }
    }

    @Test(arguments: TestEngine.available)
    func `a nudge is heard after the commit, and not without one`(engine: TestEngine) async throws {
        struct Oops: Error {}
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.execute("CREATE TABLE thing (number \(pg: "bigint", sqlite: "INTEGER"))")
            }
            var channel = database.listen("orders").makeAsyncIterator()
            #expect(await channel.next() == "")
            await #expect(throws: Oops.self) {
                try await database.write { tx in
                    try tx.notify("orders", "")
                    throw Oops()
                }
            }
            for number in 0..<3 {
                try await database.write { tx in
                    try tx.execute("INSERT INTO thing (number) VALUES (\(number))")
                    try tx.notify("orders", "")
                }
                #expect(await channel.next() == "")
                let seen = try await database.read { tx in
                    try tx.value("SELECT COUNT(*) FROM thing", as: Int.self)
                }
                #expect(seen == number + 1)
            }
            try await database.write { tx in try tx.notify("orders", "end") }
            #expect(await channel.next() == "end", "a rollback notifies nobody")
        }
    }

    @Test(arguments: TestEngine.available)
    func `ends when the database closes`(engine: TestEngine) async throws {
        try await engine.withPlace { location, options in
            let database = try Database.open(location, options)
            var channel = database.listen("orders").makeAsyncIterator()
            #expect(await channel.next() == "")
            await database.close()
            #expect(await channel.next() == nil)
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `says that something may have been missed after a lost connection`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            var channel = database.listen("orders").makeAsyncIterator()
            #expect(await channel.next() == "")
            try await database.write { tx in
                // The listener waits with LISTEN as its last statement, on a channel with our schema's name.
                _ = try tx.values(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE query LIKE 'LISTEN "' || current_schema() || '/%'
                    """,
                    as: Bool.self
                )
            }
            #expect(await channel.next() == "")
            try await database.write { tx in try tx.notify("orders", "again") }
            #expect(await channel.next() == "again")
        }
    }
}
