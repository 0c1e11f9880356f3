import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ExportTests {
    private func export(_ world: World, _ person: Person) async throws -> PythonZip {
        let answer = try await world.as(person).get("/api/users/me/export")
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.header("Content-Type") == "application/zip")
        #expect(answer.header("Content-Disposition")?.contains("club-export-2026-11-21.zip") == true)
        return try PythonZip(answer.body)
    }

    @Test func `a copy has everything of its owner and of nobody else`() async throws {
        let world = try await aClub()
        _ = try await world.token(of: .luca)

        let archive = try await export(world, .giulia)

        let account = try archive.json("account.json")
        #expect(account[0]?["email"]?.stringValue == Person.giulia.email)
        #expect(try archive.json("sessions.json").arrayValue?.count == 1)
        #expect(try archive.json("activity.json")[0]?["action"] == "account.login")
        #expect(try archive.json("index.json")["contents"]?.arrayValue?.count == archive.names.count - 1)
        #expect(!archive.texts.values.contains { $0.contains("luca") })
        #expect(!archive.texts.values.contains { $0.contains("$argon2") })
        #expect(try await world.audit().last == "account.export")
    }

    @Test func `more rows than a page come out once each and in order`() async throws {
        let world = try await aClub()
        let id = try await world.account(of: .giulia).id
        try await world.db.write { tx in
            for _ in 0..<450 {
                try Audit.record(
                    "test.act",
                    of: "test",
                    nil,
                    by: Actor(kind: .person, account: id, role: .member),
                    tx
                )
            }
        }

        let rows = try await export(world, .giulia).json("activity.json").arrayValue ?? []

        #expect(rows.filter { $0["action"] == "test.act" }.count == 450)
        let times = rows.compactMap { $0["at"]?.stringValue }
        #expect(times == times.sorted())
    }

    @Test(arguments: [
        ("città.pdf", "città.pdf"), ("فاتورة ٢٠٢٦.pdf", "فاتورة ٢٠٢٦.pdf"), ("a/b\\c:d.pdf", "a_b_c_d.pdf"),
        ("می\u{200C}خواهم.pdf", "می\u{200C}خواهم.pdf"), ("fdp.\u{202E}exe", "fdp.exe"),
        ("a\n\u{2028}b. .", "a__b"),
        ("", "file"), ("..", "file"),
        (String(repeating: "è", count: 255) + ".pdf", String(repeating: "è", count: 88) + ".pdf"),
    ])
    func `names in an archive are those that people gave`(name: String, expected: String) {
        #expect(ArchiveName.safe(name) == expected)
    }

    @Test func `files come along under harmless names`() async throws {
        let world = try await aClub()
        let id = try await world.account(of: .giulia).id
        let spooled = try await world.site.dependencies.files.spool.write { writer in
            for _ in 0..<100 { try await writer.append(Array(repeating: 65, count: 10_000)) }
        }
        try await world.db.write { tx in
            let file = tx.newID(of: StoredFile.self)
            try tx.execute(
                """
                INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, is_incoming, created_at)
                VALUES (\(file), \(id), \("../../passwd è.pdf"), \("application/pdf"), \(spooled.size), \(spooled.sha256),
                        'clean', \(false), \(tx.now))
                """
            )
        }
        let file = try #require(
            try await world.db.read { tx in
                try tx.value("SELECT id FROM stored_file", as: ID<StoredFile>.self)
            }
        )
        try await world.site.dependencies.files.storage.put(spooled, at: ObjectKey(file), .pdf)

        let archive = try await export(world, .giulia)

        #expect(archive.names.last == "files/\(file)-.._.._passwd è.pdf")
        #expect(archive.texts[archive.names.last ?? ""]?.utf8.count == 1_000_000)
        #expect(try archive.json("index.json")["files"]?[0]?["file"]?.stringValue == archive.names.last)
        #expect(try archive.json("index.json")["files"]?[0]?["name"] == "../../passwd è.pdf")
    }

    @Test func `only who is logged in gets a copy`() async throws {
        let world = try await aClub()

        #expect(try await world.anonymous.get("/api/users/me/export").status == 401)
    }
}
