import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform
@testable import Tutoring

@Suite struct FileBulkTests {
    private func bulk(
        _ scene: LearningScene,
        _ action: String,
        _ ids: [String],
        _ more: [String: JSONValue] = [:]
    ) async throws -> TestResponse {
        let body = more.merging(["action": .string(action), "ids": .array(ids.map { .string($0) })]) {
            one,
            _ in one
        }
        return try await scene.world.as(.tina).post("/api/v1/files/bulk", JSONValue(body))
    }

    private func codes(_ answer: TestResponse) -> [String] {
        answer["results"]?.arrayValue?.map { $0["code"]?.stringValue ?? ($0["ok"] == true ? "ok" : "?") }
            ?? []
    }

    @Test func `move, share and delete act on each of the caller's own`() async throws {
        let scene = try await LearningScene.open()
        let folder = try await scene.folder("a")
        let ids = [try await scene.file("1.png"), try await scene.file("2.png")]
        let strange = try await scene.file("3.png", by: .sara)
        let moved = try await bulk(scene, "move", ids + [strange, folder], ["folder_id": .string(folder)])
        #expect(moved.status == 200 && codes(moved) == ["ok", "ok", "not_found", "folder.cycle"], "\(moved)")
        #expect(try await scene.names("?folder_id=\(folder)", of: .tina).count == 2)

        let sara = try await scene.world.id(of: .sara)
        let shared = try await bulk(scene, "share", ids, ["account_id": .string(sara), "right": "view"])
        #expect(codes(shared) == ["ok", "ok"])
        #expect(try await scene.names("?shared=true", of: .sara).count == 2)
        let sami = try await scene.world.id(of: .sami)
        let stranger = try await bulk(scene, "share", ids, ["account_id": .string(sami), "right": "view"])
        #expect(stranger.problem == .shareNoRelation)

        let deleted = try await bulk(scene, "delete", [folder] + ids)
        #expect(codes(deleted) == ["folder.not_empty", "ok", "ok"])
        #expect(codes(try await bulk(scene, "delete", [folder])) == ["ok"])
    }

    @Test func `members that do not belong to the action, and too many ids, are refused`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.file()
        let sara = try await scene.world.id(of: .sara)
        let strange = try await bulk(scene, "move", [id], ["account_id": .string(sara), "right": "view"])
        #expect(strange.faults == ["/account_id": "not_for_this_action", "/right": "not_for_this_action"])
        let missing = try await bulk(scene, "share", [id])
        #expect(missing.faults == ["/account_id": "required", "/right": "required"])
        #expect(try await bulk(scene, "zip", []).faults == ["/ids": "too_few"])
        #expect(try await bulk(scene, "zip", [id, id]).faults == ["/ids": "listed_twice"])
        let many = (0..<201).map { _ in ID<UserFile>.new(at: TestClock.start).description }
        #expect(try await bulk(scene, "zip", many).faults == ["/ids": "too_many"])
    }

    @Test func `zip: files and folders with everything below them, by their paths`() async throws {
        let scene = try await LearningScene.open()
        let top = try await scene.folder("Analisi")
        let inner = try await scene.folder("Derivate", in: top)
        _ = try await scene.file("a.png", in: top)
        _ = try await scene.file("b.png", in: inner)
        let free = [try await scene.file("c.png"), try await scene.file("C.png")]
        _ = try await scene.file("altro.png")

        let answer = try await bulk(scene, "zip", [top] + free)
        let url = try #require(answer["zip"]?["url"]?.stringValue)
        let sent = try await scene.world.anonymous.get(LearningScene.path(of: url))
        #expect(sent.status == 200 && sent.header("content-type") == "application/zip")
        let zip = try PythonZip(sent.body)
        #expect(
            zip.names.sorted() == ["Analisi/Derivate/b.png", "Analisi/a.png", "C (2).png", "c.png"].sorted()
        )
        #expect(zip.texts["c.png"]?.unicodeScalars.map { UInt8($0.value) } == LearningScene.pixel)
        #expect(try await scene.world.as(.sara).get(LearningScene.path(of: url)).status == 404)
        scene.world.clock.advance(by: .minutes(6))
        #expect(try await scene.world.anonymous.get(LearningScene.path(of: url)).problem == .linkExpired)
        try await scene.world.tick()
    }

    @Test func `zip 1 GB: what is larger is refused with 413`() async throws {
        let scene = try await LearningScene.open()
        let ids = [try await scene.file("a.png"), try await scene.file("b.png")]
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE stored_file SET size = \((1 << 30) - 1) WHERE name = 'a.png'")
        }
        #expect(try await bulk(scene, "zip", [ids[0]]).status == 200)
        #expect(try await bulk(scene, "zip", ids).status == 413)
    }

    @Test func `a zip of 10000 files is sent in small pieces`() async throws {
        let scene = try await LearningScene.open()
        let folder = try #require(ID<FileFolder>(try await scene.folder("Tutto")))
        let tina = try await scene.world.account(of: .tina)
        let stored = try await scene.world.db.write { tx in
            try (0..<10_000).map { number in
                let (file, content) = (tx.newID(of: UserFile.self), tx.newID(of: StoredFile.self))
                let name = "\(number % 5_000).png"
                try tx.post(
                    """
                    INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, is_incoming, created_at)
                    VALUES (\(content), \(tina), \(name), \(MediaType.png), \(LearningScene.pixel.count),
                            \([UInt8](repeating: 7, count: 32)), 'clean', \(false), \(tx.now))
                    """
                )
                try tx.post(
                    """
                    INSERT INTO user_file (id, owner_id, folder_id, name, search_text, version_n, created_at, updated_at, version)
                    VALUES (\(file), \(tina), \(folder), \(name), '', 1, \(tx.now), \(tx.now), 1)
                    """
                )
                try tx.post(
                    """
                    INSERT INTO file_version (file_id, n, stored_id, author_id, created_at)
                    VALUES (\(file), 1, \(content), \(tina), \(tx.now))
                    """
                )
                return content
            }
        }
        for content in stored {
            try scene.world.cabinet.write(LearningScene.pixel, to: ObjectKey(content).path)
        }

        let contents = try await scene.world.db.read { tx in try ZipContents([folder.cast()], of: tina, tx) }
        var (bytes, greatest) = ([UInt8](), 0)
        try await contents.send(from: scene.world.site, at: ZipMoment(TestClock.start, in: .rome)) { piece in
            greatest = max(greatest, piece.count)
            bytes += piece
        }
        let zip = try PythonZip(bytes)
        #expect(zip.names.count == 10_000 && Set(zip.names).count == 10_000)
        #expect(zip.names.contains("Tutto/17.png") && zip.names.contains("Tutto/17 (2).png"))
        // The directory at the end is the largest piece; no content is ever held as a whole.
        #expect(greatest < 1 << 20)
    }
}
