import Crypto
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
            return try await AuditChain.verify(world.site)
        }

        let last = try await AuditChain.verify(world.site)
        #expect(verdicts.allSatisfy { $0.intact })
        #expect(last.intact && last.entries >= 24)
        let unsealed = try await world.unsealed()
        #expect(unsealed == 0)
    }

    @Test func `the periodic sealing looks back a little, the verification at everything`() async throws {
        let world = try await aWorkshop()
        let now = world.clock.now
        _ = try await AuditChain.seal(world.site)
        try await world.entry(at: now)
        _ = try await AuditChain.seal(world.site, everywhere: false)
        #expect(try await world.unsealed() == 0)

        try await world.entry(at: now - .minutes(9))
        try await world.entry(at: now - .minutes(30))
        _ = try await AuditChain.seal(world.site, everywhere: false)
        // SQLite knows what was written last, whatever its moment.
        #expect(try await world.unsealed() == (world.db.dialect == .sqlite ? 0 : 1))

        #expect(try await AuditChain.verify(world.site).intact)
        #expect(try await world.unsealed() == 0)
    }

    @Test func `a link is over canonical JSON, as it was when the first ones were made`() async throws {
        let world = try await aWorkshop()
        try await world.entry(at: world.clock.now)
        let subject = ID<Subject>.new(at: world.clock.now)
        var actor = Actor.system
        actor.origin = Origin(address: "192.0.2.7", requestID: "a \"quoted\" id")
        try await world.db.write { [actor] tx in
            try Audit.record(
                "test.write",
                of: "tèst",
                subject,
                by: actor,
                details: ["b": 1, "a": [["z": nil, "y": true]]],
                tx
            )
        }
        let entries: [Audit.Entry] = try await world.db.read { tx in
            try tx.all("SELECT \(Audit.Entry.columns) FROM audit_entry e ORDER BY e.id")
        }

        #expect(Set(entries.map { $0.requestID == nil }) == [true, false])
        for entry in entries {
            var content: JSONValue = [
                "id": .string(entry.id.description), "at": .integer(entry.at.micros),
                "actor": entry.actor.map { .string($0.description) } ?? .null,
                "actor_role": .string(entry.actorRole), "action": .string(entry.action),
                "subject_kind": .string(entry.subjectKind),
                "subject": entry.subject.map { .string($0.description) } ?? .null, "details": entry.details,
            ]
            if let id = entry.requestID { content["request_id"] = .string(id) }
            #expect(entry.sealed == content.canonical)
        }
    }

    @Test func `whoever writes the tables cannot make the chain anew`() async throws {
        let world = try await aWorkshop()
        for _ in 1...3 { try await world.entry(at: world.clock.now) }
        let before = try await AuditChain.verify(world.site)
        #expect(before.intact && before.entries >= 3)

        try await world.forge(withBeginning: false)
        let forged = try await AuditChain.verify(world.site)
        #expect(!forged.intact, "a plain link after the keys begin")

        try await world.forge(withBeginning: true)
        let begun = try await AuditChain.verify(world.site)
        #expect(!begun.intact, "nor is a record of the beginning made without the key")
    }

    @Test func `plain links from before stay good up to where keys begin, and only those`() async throws {
        let world = try await aWorkshop()
        _ = try await AuditChain.seal(world.site)
        try await world.makePlain()

        let upgraded = try await AuditChain.verify(world.site)
        try await world.entry(at: world.clock.now)
        let later = try await AuditChain.verify(world.site)

        #expect(upgraded.intact && later.intact && later.entries == upgraded.entries + 1)
        #expect(
            try await world.db.read { tx in
                try tx.value("SELECT COUNT(*) FROM audit_link WHERE key_id IS NOT NULL", as: Int.self)
            } == 1
        )
    }

    @Test func `the head is noted outside each day, and a chain is held against it`() async throws {
        let world = try await aWorkshop()
        try await world.entry(at: world.clock.now)
        world.clock.advance(by: .days(1))
        try await world.tick()
        let verdict = try await AuditChain.verify(world.site)
        let head = try #require(verdict.head)

        let good = AuditAnchor(position: verdict.entries, head: head)
        let other = AuditAnchor(position: 1, head: head)
        let longer = AuditAnchor(position: verdict.entries + 1, head: head)
        #expect(try await AuditChain.verify(world.site, against: good).intact)
        #expect(try await !AuditChain.verify(world.site, against: other).intact)
        #expect(try await !AuditChain.verify(world.site, against: longer).intact)
        let (day, _) = world.product.zone.civil(world.clock.now)
        let size = try await world.site.dependencies.files.storage.size(
            of: .auditHead("\(world.product.name)-\(day)")
        )
        #expect((size ?? 0) > 70)
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
    private static let withoutTriggers: SQL =
        "\(pg: "ALTER TABLE audit_link DISABLE TRIGGER USER", sqlite: "DROP TRIGGER IF EXISTS audit_link_no_update")"

    /// Changes an entry's link as somebody does who may write the tables, and has no key.
    fileprivate func forge(withBeginning: Bool) async throws {
        try await db.write { tx in
            try tx.execute(Self.withoutTriggers)
            try tx.execute("UPDATE audit_link SET key_id = NULL WHERE position = 2")
            guard withBeginning else { return }
            try tx.execute("UPDATE audit_beginning SET position = 2")
        }
    }

    /// As the chain was before there were keys.
    fileprivate func makePlain() async throws {
        try await db.write { tx in
            try tx.execute(Self.withoutTriggers)
            try tx.execute("DELETE FROM audit_beginning")
            let entries: [Audit.Entry] = try tx.all(
                """
                SELECT \(Audit.Entry.columns) FROM audit_entry e JOIN audit_link l ON l.entry_id = e.id ORDER BY l.position
                """
            )
            var hash: [UInt8] = []
            for entry in entries {
                hash = Array(SHA256.hash(data: hash + entry.sealed))
                try tx.execute(
                    "UPDATE audit_link SET hash = \(hash), key_id = NULL WHERE entry_id = \(entry.id)"
                )
            }
        }
    }

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
