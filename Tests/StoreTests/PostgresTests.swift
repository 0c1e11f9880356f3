import Kernel
import Testing

@testable import Store

@Suite struct `PostgreSQL` {
    @Test(arguments: TestEngine.postgresOnly)
    func `read again when the server ends the connection`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let attempts = Counter()
            let value = try await database.read { tx in
                if attempts.increment() == 1 {
                    _ = try tx.value("SELECT pg_terminate_backend(pg_backend_pid())", as: Bool.self)
                }
                return try tx.value("SELECT 7", as: Int.self)
            }
            #expect(value == 7)
            #expect(attempts.value == 2)
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `write again when the connection ends before COMMIT, once`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let attempts = Counter()
            try await database.write { tx in
                try tx.execute("INSERT INTO entry (id) VALUES (1)")
                if attempts.increment() == 1 {
                    _ = try tx.value("SELECT pg_terminate_backend(pg_backend_pid())", as: Bool.self)
                }
            }
            #expect(try await entries(database) == [1])
            let error = try await databaseError {
                try await database.write { tx in
                    _ = try tx.value("SELECT pg_terminate_backend(pg_backend_pid())", as: Bool.self)
                }
            }
            #expect(error?.kind == .connection)
            #expect(try await entries(database) == [1])
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `find new connections after all were ended while idle`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let lanes = try await withThrowingTaskGroup(of: Int?.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await database.read { tx in
                            try tx.value("SELECT pg_backend_pid() FROM pg_sleep(0.1)", as: Int.self)
                        }
                    }
                }
                return try await group.reduce(into: [Int]()) { lanes, lane in
                    if let lane { lanes.append(lane) }
                }
            }
            #expect(Set(lanes).count == 4)
            try await database.write { tx in
                _ = try tx.values(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE pid \(in: lanes) AND pid <> pg_backend_pid()
                    """,
                    as: Bool.self
                )
            }
            try await Task.sleep(for: .milliseconds(50))
            for number in 0..<8 {
                #expect(
                    try await database.read { tx in try tx.value("SELECT \(number) + 0", as: Int.self) }
                        == number
                )
            }
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `say that a commit is unknown when the connection ends during it`(engine: TestEngine) async throws {
        let trap = Migration(
            id: "test/002-trap",
            """
            CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER die AFTER UPDATE ON counter DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION die();
            """
        )
        try await engine.withDatabase { database in
            try await database.migrate([.fixture, trap])
            let error = try await databaseError {
                try await database.write { tx in try tx.execute("UPDATE counter SET value = 5") }
            }
            #expect(error?.kind == .commitUnknown)
            #expect(
                try await database.read { tx in try tx.value("SELECT value FROM counter", as: Int.self) } == 0
            )
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `keep two who look before they write from both being right`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            await withTaskGroup(of: Void.self) { group in
                for key in 0..<60 {
                    group.addTask {
                        do {
                            try await database.write { tx in
                                let count = try tx.value("SELECT COUNT(*) FROM entry", as: Int.self) ?? 0
                                try tx.execute("INSERT INTO entry (id, value) VALUES (\(key), \(count))")
                            }
                        } catch {
                            Issue.record(error)
                        }
                    }
                }
            }
            let distinct = try await database.read { tx in
                try tx.value("SELECT COUNT(DISTINCT value) FROM entry", as: Int.self)
            }
            #expect(distinct == 60)
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `fail at once where there is no server`(engine: TestEngine) {
        #expect(throws: DatabaseError.self) {
            try Database.open(.postgres("host=127.0.0.1 port=1 dbname=none"))
        }
    }
}
