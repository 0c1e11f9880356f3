import Kernel
import Testing

@testable import Store

@Suite struct `Transactions` {
    @Test(arguments: TestEngine.available)
    func `read one moment, whatever is written meanwhile`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let (looked, written) = (Gate(), Gate())
            async let counts = database.read { tx in
                let before = try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)
                looked.open()
                written.pass()
                return [before, try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)]
            }
            try await looked.opened()
            try await database.write { tx in try tx.execute("INSERT INTO entry (id) VALUES (1)") }
            written.open()

            #expect(try await counts == [0, 0])
            #expect(try await entries(database) == [1])
        }
    }

    @Test(arguments: TestEngine.available)
    func `that collide are run again until all have landed`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<200 {
                    group.addTask {
                        try await database.write { tx in
                            let value =
                                try tx.value("SELECT value FROM counter WHERE id = 1", as: Int.self) ?? 0
                            try tx.execute("UPDATE counter SET value = \(value + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let value = try await database.read { tx in
                try tx.value("SELECT value FROM counter", as: Int.self)
            }
            #expect(value == 200)
            if engine == .postgres { #expect(database.stats.retries > 0) }
        }
    }

    @Test(arguments: TestEngine.available)
    func `have one moment for all their statements`(engine: TestEngine) async throws {
        try await engine.withPlace { location, options in
            var options = options
            options.now = { Instant(micros: 7_000_000) }
            let database = try Database.open(location, options)
            let (first, second, id) = try await database.read { tx in
                let first = tx.now
                _ = try tx.value("SELECT 1", as: Int.self)
                return (first, tx.now, tx.newID(of: Person.self))
            }
            #expect(first == second)
            #expect(first.micros == 7_000_000)
            #expect(id.raw >> 80 == 7_000)
            await database.close()
        }
    }

    @Test(arguments: TestEngine.available)
    func `acknowledge exactly what is there`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let acknowledged: [Int] = await withTaskGroup(of: Int?.self) { group in
                for key in 0..<600 {
                    group.addTask {
                        let result: Void? = try? await database.write { tx in try troubled(key, tx) }
                        return result == nil ? nil : key
                    }
                }
                return await group.reduce(into: [Int]()) { keys, key in
                    if let key { keys.append(key) }
                }
            }
            let there = try await entries(database)
            #expect(there == acknowledged.sorted())
            let failures = 12 * 8
            #expect(acknowledged.count == 600 - failures)
            if engine == .sqlite { #expect(database.stats.batches < database.stats.grouped) }
        }
    }
}

private struct Oops: Error {}

/// Writes `key`, and in eight of fifty cases fails in one of the ways there are.
private func troubled(_ key: Int, _ tx: borrowing Tx) throws {
    try tx.execute("INSERT INTO entry (id) VALUES (\(key))")
    switch key % 50 {
    case 1, 11, 21: throw Oops()
    case 2, 12: try tx.execute("INSERT INTO entry (id) VALUES (\(key))")
    case 3: try tx.execute("INSERT INTO child (id, entry) VALUES (\(key), 9999)")
    case 4: try tx.execute("INSERT \(pg: "", sqlite: "OR ROLLBACK ")INTO entry (id) VALUES (\(key))")
    case 5: do { try tx.execute("INSERT INTO entry (id) VALUES (\(key))") } catch {}
    default: break
    }
}
