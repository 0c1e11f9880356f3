import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct AuditChainTests {
    @Test func `many sealers and writers at once make one whole chain`() async throws {
        let world = try await aWorkshop()

        let verdicts = try await world.atOnce(24) { number in
            try await world.db.write { tx in
                try Audit.record("test.\(number)", of: "test", nil, by: .system, tx)
            }
            return try await AuditChain.verify(world.db)
        }

        let last = try await AuditChain.verify(world.db)
        #expect(verdicts.allSatisfy { $0.intact })
        #expect(last.intact && last.entries >= 24)
        let unsealed = try await world.unsealed()
        #expect(unsealed == 0)
    }

    @Test func `the periodic sealing looks back a little, the verification at everything`() async throws {
        let world = try await aWorkshop()
        let now = world.clock.now
        _ = try await AuditChain.seal(world.db)
        try await world.entry(at: now)
        _ = try await AuditChain.seal(world.db, everywhere: false)
        #expect(try await world.unsealed() == 0)

        try await world.entry(at: now - .minutes(9))
        try await world.entry(at: now - .minutes(30))
        _ = try await AuditChain.seal(world.db, everywhere: false)
        // SQLite knows what was written last, whatever its moment.
        #expect(try await world.unsealed() == (world.db.dialect == .sqlite ? 0 : 1))

        #expect(try await AuditChain.verify(world.db).intact)
        #expect(try await world.unsealed() == 0)
    }

    @Test func `the log cannot be emptied, not even at once`() async throws {
        let world = try await aWorkshop()
        let emptying: SQL = "\(pg: "TRUNCATE audit_entry, audit_link", sqlite: "DELETE FROM audit_entry")"
        try await world.entry(at: world.clock.now)

        await #expect(throws: DatabaseError.self) {
            try await world.db.write { tx in _ = try tx.execute(emptying) }
        }
    }
}

extension World {
    fileprivate func unsealed() async throws -> Int {
        try await db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM audit_entry WHERE id NOT IN (SELECT entry_id FROM audit_link)",
                as: Int.self
            ) ?? 0
        }
    }

    fileprivate func entry(at time: Instant) async throws {
        try await db.write { tx in
            _ = try tx.execute(
                """
                INSERT INTO audit_entry (id, at, actor_role, action, subject_kind, details)
                VALUES (\(tx.newID(of: Audit.Entry.self)), \(time), 'system', 'test', 'test', \(json: JSONValue.object([:])))
                """
            )
        }
    }
}
