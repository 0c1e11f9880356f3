import Kernel
import Testing

@testable import Store

@Suite struct HostileValuesTests {
    @Test(arguments: TestEngine.available)
    func `a text with U+0000 is refused and never cut`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let error = try await databaseError {
                try await database.write { tx in
                    _ = try tx.execute("INSERT INTO entry (id, code) VALUES (1, \("admin\0istrator"))")
                }
            }
            let inList = try await databaseError {
                try await database.read { tx in
                    try tx.values("SELECT id FROM entry WHERE code \(in: ["a", "b\0c"])", as: Int.self)
                }
            }

            #expect(error?.code == "22021")
            #expect(engine == .sqlite || inList?.code == "22021")
            #expect(try await entries(database).isEmpty)
        }
    }

    @Test(arguments: TestEngine.postgresOnly)
    func `infinity is an error and no crash`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let instant = try await databaseError {
                try await database.read { tx in
                    try tx.value("SELECT CAST('infinity' AS timestamptz)", as: Instant.self)
                }
            }
            let date = try await databaseError {
                try await database.read { tx in
                    try tx.value("SELECT CAST('infinity' AS date)", as: CivilDate.self)
                }
            }

            guard case .decoding? = instant?.kind, case .decoding? = date?.kind else {
                Issue.record("\(String(describing: instant)), \(String(describing: date))")
                return
            }
        }
    }

    @Test func `what passes is answered with try again, a lost COMMIT never`() {
        for kind: DatabaseError.Kind in [.connection, .timeout, .full, .closed, .readOnly] {
            #expect(DatabaseError(kind, "x").problem?.code == .overloaded)
        }
        for kind: DatabaseError.Kind in [.commitUnknown, .other, .aborted, .unique("x"), .decoding("x")] {
            #expect(DatabaseError(kind, "x").problem == nil)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a witness writes with the write, and can undo it`(engine: TestEngine) async throws {
        struct No: Error {}
        try await engine.withDatabase { database in
            let approving = WriteWitness { tx in try tx.execute("INSERT INTO entry (id) VALUES (100)") }
            let refusing = WriteWitness { _ in throw No() }

            try await approving.watching {
                try await database.write { tx in _ = try tx.execute("INSERT INTO entry (id) VALUES (1)") }
            }
            await #expect(throws: No.self) {
                try await refusing.watching {
                    try await database.write { tx in _ = try tx.execute("INSERT INTO entry (id) VALUES (2)") }
                }
            }
            try await database.write { tx in _ = try tx.execute("INSERT INTO entry (id) VALUES (3)") }

            #expect(try await entries(database) == [1, 3, 100])
        }
    }
}
