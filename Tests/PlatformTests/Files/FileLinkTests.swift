import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct FileLinkTests {
    @Test func `a link opens for whoever holds it, to be saved and never run`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("più %221%22.pdf", nil, Sample.pdf)

        let answer = try await world.anonymous.get(try await world.link(to: paper.id ?? ""))

        #expect(answer.status == 200 && answer.header("Content-Type") == "application/pdf")
        let names = "filename=\"pi_ _1_.pdf\"; filename*=UTF-8''pi%C3%B9%20%221%22.pdf"
        #expect(answer.header("Content-Disposition") == "attachment; \(names)")
        #expect(answer.header("X-Content-Type-Options") == "nosniff")
        #expect(answer.header("Content-Security-Policy")?.hasPrefix("sandbox;") == true)
        #expect(answer.header("Cache-Control") == "private, no-store")
        #expect(answer.header("Accept-Ranges") == "bytes")
    }

    @Test func `only what a browser shows safely is shown`() async throws {
        let world = try await anArchive()
        let pdf = try await world.add("a.pdf", nil, Sample.pdf)
        let docx = try await world.add("a.docx", nil, Sample.docx)

        let shown = try await world.anonymous.get(try await world.link(to: pdf.id ?? "", view: true))
        let saved = try await world.anonymous.get(try await world.link(to: docx.id ?? "", view: true))

        #expect(shown.header("Content-Disposition")?.hasPrefix("inline;") == true)
        #expect(saved.header("Content-Disposition")?.hasPrefix("attachment;") == true)
        #expect(try await world.audit().suffix(2) == ["file.view", "file.view"])
    }

    @Test func `a link that was touched opens nothing`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let path = try await world.link(to: paper.id ?? "")
        let token = Array(path.dropFirst("/api/files/".count))

        for index in stride(from: 0, to: token.count, by: 3) {
            var changed = token
            changed[index] = changed[index] == "A" ? "B" : "A"
            let answer = try await world.anonymous.get("/api/files/" + String(changed))
            #expect(answer.status == 404, "position \(index)")
        }
        for other in [String(token.dropLast()), String(token) + "A", "", "%00", String(token) + "="] {
            #expect(try await world.anonymous.get("/api/files/\(other)").status == 404)
        }
        #expect(try await world.audit().contains("file.download") == false)
    }

    @Test func `a link of another purpose, site or person opens nothing`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let id = try #require(ID<StoredFile>(paper.id ?? ""))
        let key = try #require(world.site.keys(for: FileLink.keyPurpose).first)
        let upload = FileLink(to: id, for: .upload, by: nil, until: world.clock.now + .hours(1))
        let sound = FileLink(to: id, for: .download, by: nil, until: world.clock.now + .hours(1))
        let otherKey = try #require(world.site.keys(for: "something/else").first)

        let repurposed = try await world.anonymous.get("/api/files/" + upload.token(signedBy: key))
        let foreign = try await world.anonymous.get("/api/files/" + sound.token(signedBy: otherKey))
        let stolen = try await world.as(.luca).get(try await world.link(to: paper.id ?? ""))
        let own = try await world.as(.giulia).get(try await world.link(to: paper.id ?? ""))
        let open = try await world.anonymous.get("/api/files/" + sound.token(signedBy: key))

        #expect([repurposed.status, foreign.status, stolen.status] == [404, 404, 404])
        #expect([own.status, open.status] == [200, 200])
    }

    @Test func `a link expires`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let path = try await world.link(to: paper.id ?? "")

        world.clock.advance(by: Files.linkLifetime - .seconds(2))
        #expect(try await world.anonymous.get(path).status == 200)
        world.clock.advance(by: .seconds(2))
        let late = try await world.anonymous.get(path)

        #expect(late.status == 410 && late.problem == .linkExpired)
    }

    @Test func `whoever was locked out cannot use a link from before`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let path = try await world.link(to: paper.id ?? "")
        try await world.db.write { tx in
            _ = try tx.execute("UPDATE account SET state = 'suspended' WHERE email = \(Person.giulia.email)")
        }

        #expect(try await world.anonymous.get(path).status == 404)
    }

    @Test func `a link for once opens once, however many try`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let path = try await world.link(to: paper.id ?? "", once: true)
        let look = try await world.anonymous.send("HEAD", path)

        let answers = try await world.atOnce(20) { _ in try await world.anonymous.get(path) }

        #expect(look.status == 200 && look.body.isEmpty)
        #expect(answers.statuses == [200: 1, 410: 19])
        #expect(answers.filter { $0.status == 410 }.allSatisfy { $0.problem == .linkUsed })
        #expect(try await world.audit().count { $0 == "file.download" } == 1)
    }

    @Test func `parts of a file are served as they are asked for`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let path = try await world.link(to: paper.id ?? "")
        let size = Sample.pdf.count
        let tag = try await world.anonymous.get(path).header("ETag") ?? ""
        func part(_ range: String, _ more: [String: String] = [:]) async throws -> TestResponse {
            try await world.anonymous.get(path, headers: ["Range": range].merging(more) { _, new in new })
        }

        let middle = try await part("bytes=5-9")
        #expect(middle.status == 206 && middle.body == Array(Sample.pdf[5...9]))
        #expect(middle.header("Content-Range") == "bytes 5-9/\(size)")
        #expect(try await part("bytes=\(size - 3)-").body == Array(Sample.pdf.suffix(3)))
        #expect(try await part("bytes=-4").body == Array(Sample.pdf.suffix(4)))
        #expect(try await part("bytes=0-99999999999999999999").body == Sample.pdf)
        #expect(try await part("bytes=1-2", ["If-Range": tag]).status == 206)
        for whole in ["bytes=1-2,4-5", "lines=1-2", "bytes=9-5", "bytes=a-b", "bytes=-", "bytes"] {
            #expect(try await part(whole).status == 200, "\(whole)")
        }
        #expect(try await part("bytes=1-2", ["If-Range": "\"other\""]).status == 200)
        for beyond in ["bytes=\(size)-", "bytes=99999999999999999999-", "bytes=-0"] {
            let answer = try await part(beyond)
            #expect(answer.status == 416 && answer.header("Content-Range") == "bytes */\(size)", "\(beyond)")
        }
    }
}
