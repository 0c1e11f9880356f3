import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct UserFileTests {
    @Test func `a file is uploaded, listed, shown, changed and deleted by its owner`() async throws {
        let scene = try await LearningScene.open()
        let made = try await scene.upload("Derivate.png", on: "Derivate")

        #expect(made.status == 201, "\(made)")
        let id = try #require(made.id)
        #expect(made.header("location") == "/api/v1/files/\(id)")
        #expect(made["name"] == "Derivate.png" && made["topic"] == "derivate" && made["version"] == 1)
        #expect(made["media_type"] == "image/png" && made["state"] == "clean" && made["right"] == "own")
        #expect(made["owner"]?["name"] == "Tina Rossi" && made["shares"]?.arrayValue?.isEmpty == true)

        let shown = try await scene.world.as(.tina).get("/api/v1/files/\(id)")
        #expect(shown.status == 200 && shown["sha256"]?.stringValue?.count == 64)
        let changed = try await scene.world.as(.tina).patch(
            "/api/v1/files/\(id)",
            ["name": "Regole", "topic": nil]
        )
        #expect(
            changed.status == 200 && changed["name"] == "Regole.png" && changed["topic"] == nil,
            "\(changed)"
        )
        #expect(try await scene.names(of: .tina) == ["Regole.png"])
        #expect(try await scene.names("?q=rego", of: .tina) == ["Regole.png"])
        #expect(try await scene.names("?q=derivate", of: .tina).isEmpty)

        let gone = try await scene.world.as(.tina).delete("/api/v1/files/\(id)")
        #expect(gone.status == 204)
        #expect(try await scene.right(to: id, of: .tina) == "404")
        try await scene.world.runJobs()
        #expect(
            scene.world.cabinet.files.allSatisfy { !$0.contains("/") || $0.hasPrefix("spool") },
            "bytes are gone"
        )
    }

    @Test func `lists are filtered by folder, topic and sharing`() async throws {
        let scene = try await LearningScene.open()
        let folder = try await scene.folder("Algebra")
        _ = try await scene.file("a.png", in: folder, on: "algebra")
        let shared = try await scene.file("b.png", on: "analisi")
        _ = try await scene.file("c.png", by: .sara)
        #expect(try await scene.share(shared).status == 201)

        #expect(try await scene.names("?folder_id=\(folder)", of: .tina) == ["a.png"])
        #expect(try await scene.names("?topic=ALGEBRA", of: .tina) == ["a.png"])
        #expect(try await scene.names(of: .sara) == ["c.png", "b.png"])
        #expect(try await scene.names("?shared=true", of: .sara) == ["b.png"])
        #expect(try await scene.names("?shared=false", of: .sara) == ["c.png"])
        #expect(try await scene.world.as(.sara).get("/api/v1/files?folder_id=\(folder)").status == 404)
        let strange = try await scene.world.as(.sara).get(
            "/api/v1/files?owner_id=\(scene.world.id(of: .tina))"
        )
        #expect(strange.faults == ["query/owner_id": "administrators_only"])
    }

    @Test func `strangers do not find a file, and readers cannot change it`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.file()
        _ = try await scene.share(id)

        for (method, path) in [
            ("GET", ""), ("PATCH", ""), ("DELETE", ""), ("GET", "/download"), ("GET", "/versions"),
        ] {
            let body: JSONValue? = method == "PATCH" ? ["name": "x"] : nil
            let answer = try await scene.world.as(.theo).send(
                method,
                "/api/v1/files/\(id)\(path)",
                bytes: body?.bytes ?? [],
                type: body == nil ? nil : "application/json"
            )
            #expect(answer.status == 404, "\(method) \(path): \(answer)")
        }
        #expect(try await scene.world.as(.sara).patch("/api/v1/files/\(id)", ["name": "x"]).status == 403)
        #expect(try await scene.world.as(.sara).delete("/api/v1/files/\(id)").status == 403)
        #expect(try await scene.world.as(.ada).post("/api/v1/folders", ["name": "x"]).status == 403)
        #expect(try await scene.world.anonymous.get("/api/v1/files").status == 401)
        let stale = try await scene.world.as(.tina).patch(
            "/api/v1/files/\(id)",
            ["name": "x"],
            headers: ["If-Match": "\"7\""]
        )
        #expect(stale.status == 412)
    }

    @Test func `file 50 MB: a larger one is 413, another type 415, a wrong member 422`() async throws {
        let scene = try await LearningScene.open()
        let large = LearningScene.pixel + [UInt8](repeating: 0, count: 50 << 20)
        let tooLarge = try await scene.world.as(.tina).post(
            "/api/v1/files",
            Form().file("file", "a.png", "image/png", large)
        )
        #expect(tooLarge.status == 413, "\(tooLarge.status)")
        let text = try await scene.world.as(.tina).post(
            "/api/v1/files",
            Form().file("file", "a.txt", "text/plain", Array("hello".utf8))
        )
        #expect(text.status == 415 && text["max_bytes"] == 52_428_800)
        #expect(try await scene.upload(in: "no-folder").status == 422)
        #expect(
            try await scene.upload(in: ID<FileFolder>.new(at: .init(seconds: 1)).description).status == 404
        )
        let usage = try await scene.world.as(.tina).get("/api/v1/files/analytics")
        #expect(usage["bytes"] == 0 && usage["versions"] == 0, "a refusal leaves nothing behind")
    }

    @Test func `an upload is retried with its key without a second file`() async throws {
        let scene = try await LearningScene.open()
        let form = Form().file("file", "a.png", "image/png", LearningScene.pixel)
        let tina = scene.world.as(.tina)
        let first = try await tina.post("/api/v1/files", form, headers: ["Idempotency-Key": "upload-1"])
        let again = try await tina.post("/api/v1/files", form, headers: ["Idempotency-Key": "upload-1"])
        #expect(first.status == 201 && again.status == 201 && first.id == again.id)
        #expect(try await scene.names(of: .tina).count == 1)
    }

    @Test func `presentations and recordings are accepted`() async throws {
        let scene = try await LearningScene.open()
        let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + [UInt8](repeating: 0, count: 413)
        let recording = try await scene.world.as(.tina).post(
            "/api/v1/files",
            Form().file("file", "dettato.mp3", "audio/mpeg", Array((0..<4).map { _ in frame }.joined()))
        )
        #expect(recording.status == 201 && recording["media_type"] == "audio/mpeg", "\(recording)")
    }

    @Test func `versions: newer ones count, older ones stay, of the same type, by editors`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.file()
        _ = try await scene.share(id, "edit")
        let next = Form().file("file", "neu.png", "image/png", LearningScene.pixel)
        let second = try await scene.world.as(.sara).post("/api/v1/files/\(id)/versions", next)
        #expect(
            second.status == 201 && second["version"] == 2 && second["name"] == "formule.png",
            "\(second)"
        )
        #expect(second.header("location") == "/api/v1/files/\(id)/download?version=2")
        let other = Form().file("file", "a.mp3", "audio/mpeg", [0xFF, 0xFB, 0x90, 0x00])
        #expect(try await scene.world.as(.sara).post("/api/v1/files/\(id)/versions", other).status == 415)

        let list = try await scene.world.as(.tina).get("/api/v1/files/\(id)/versions")
        #expect(list["data"]?.arrayValue?.compactMap { $0["number"]?.integerValue } == [2, 1])
        #expect(list["data"]?[0]?["author"]?["name"] == "Sara C.")
        let old = try await scene.world.as(.tina).get("/api/v1/files/\(id)/download?version=1")
        #expect(old.status == 200)
        #expect(try await scene.world.as(.tina).get("/api/v1/files/\(id)/download?version=3").status == 404)
        let usage = try await scene.world.as(.tina).get("/api/v1/files/analytics")
        #expect(usage["versions"] == 2, "versions count towards the owner's quota")

        _ = try await scene.world.as(.theo).get("/api/v1/files")
        let viewer = try await scene.world.as(.theo).post("/api/v1/files/\(id)/versions", next)
        #expect(viewer.status == 404)
    }

    @Test func `downloads and views of 90 days are counted at signed addresses of the caller`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.file()
        _ = try await scene.share(id)
        let link = try await scene.world.as(.sara).get("/api/v1/files/\(id)/download")
        let url = try #require(link["url"]?.stringValue)
        #expect(url.hasPrefix("https://world.example/api/v1/files/open/"))
        let opened = try await scene.world.anonymous.get(LearningScene.path(of: url))
        #expect(opened.status == 200 && opened.body == LearningScene.pixel)
        #expect(opened.header("content-disposition")?.hasPrefix("attachment") == true)
        #expect(try await scene.world.as(.theo).get(LearningScene.path(of: url)).status == 404)
        let shown = try await scene.world.as(.sara).get("/api/v1/files/\(id)/download?inline=true")
        let view = try await scene.world.as(.sara).get(LearningScene.path(of: shown["url"]?.stringValue))
        #expect(view.header("content-disposition")?.hasPrefix("inline") == true)

        let figures = try await scene.world.as(.tina).get("/api/v1/files/analytics")
        #expect(figures["views"] == 1 && figures["downloads"] == 1 && figures["quota_bytes"] == 2_147_483_648)
        #expect(figures["files"]?[0]?["id"] == .string(id) && figures["files"]?[0]?["downloads"] == 1)
        #expect(figures["by_type"]?[0]?["media_type"] == "image/png")
        let all = try await scene.world.as(.ada).get("/api/v1/files/analytics")
        #expect(all["downloads"] == 1 && all["quota_bytes"] == nil && all["files"] == nil)

        scene.world.clock.advance(by: .minutes(6))
        let late = try await scene.world.anonymous.get(LearningScene.path(of: url))
        #expect(late.problem == .linkExpired)
        scene.world.clock.advance(by: .days(91))
        #expect(try await scene.world.as(.tina).get("/api/v1/files/analytics")["downloads"] == 0)
    }

    @Test func `a file that is still checked is files_quarantined`() async throws {
        let double = try ClamdDouble()
        let scene = try await LearningScene.open { $0.files.scanner = Clamd("unix:\(double.path)") }
        let id = try await scene.file()
        let before = try await scene.world.as(.tina).get("/api/v1/files/\(id)/download")
        #expect(before.problem == .fileQuarantined)
        let zip = try await scene.world.as(.tina).post(
            "/api/v1/files/bulk",
            ["action": "zip", "ids": [.string(id)]]
        )
        #expect(zip["results"]?[0]?["code"] == "files.quarantined" && zip["zip"] == nil, "\(zip)")
        try await scene.world.runJobs()
        #expect(try await scene.world.as(.tina).get("/api/v1/files/\(id)/download").status == 200)
    }

    @Test func `pinned content outlives its file, and goes with the last pin`() async throws {
        let scene = try await LearningScene.open()
        let (id, tina) = (try await scene.file(), try await scene.world.account(of: .tina))
        let file = try #require(ID<UserFile>(id))
        let stored = try await scene.world.db.write { tx in
            try FilePin.put([file], by: tina, because: "test", subject: tina.cast(), at: ["/papers/0"], tx)
                .map(
                    \.id
                )
        }
        #expect(try await scene.world.as(.tina).delete("/api/v1/files/\(id)").status == 204)
        let kept = try await scene.world.db.read { tx in try StoredFile.list(stored, tx).count }
        #expect(kept == 1)
        try await scene.world.db.write { tx in try FilePin.remove(because: "test", subject: tina.cast(), tx) }
        let left = try await scene.world.db.read { tx in try StoredFile.list(stored, tx).count }
        #expect(left == 0)
        let other = try await scene.world.account(of: .theo)
        await #expect(throws: Problem.self) {
            try await scene.world.db.write { tx in
                _ = try FilePin.put(
                    [file],
                    by: other,
                    because: "test",
                    subject: other.cast(),
                    at: ["/papers/0"],
                    tx
                )
            }
        }
    }
}
