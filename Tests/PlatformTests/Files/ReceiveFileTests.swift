import Crypto
import Foundation
import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

@Suite struct ReceiveFileTests {
    @Test func `a paper is kept as it came, with its hash`() async throws {
        let world = try await anArchive()

        let answer = try await world.add("città.pdf", "application/pdf", Sample.pdf)

        #expect(answer.status == 201)
        #expect(answer["name"] == "città.pdf" && answer["media_type"] == "application/pdf")
        #expect(answer["size"] == .integer(Int64(Sample.pdf.count)) && answer["state"] == "clean")
        let hash = SHA256.hash(data: Sample.pdf).map { String(format: "%02x", $0) }.joined()
        #expect(answer["sha256"] == .string(hash))
        let download = try await world.anonymous.get(try await world.link(to: answer.id ?? ""))
        #expect(download.status == 200 && download.body == Sample.pdf)
        #expect(try await world.audit().suffix(2) == ["file.keep", "file.download"])
        #expect(world.cabinet.files.count == 1)
    }

    @Test(arguments: Sample.all.indices)
    func `a sound file of every type is known from the inside`(index: Int) async throws {
        let sample = Sample.all[index]
        #expect(try Sniffer.look(at: Content(sample.bytes))?.type == sample.type)

        let world = try await anArchive()
        let answer = try await world.add(sample.name, sample.type.rawValue, sample.bytes)
        #expect(answer.status == 201, "\(sample.type): \(answer)")
    }

    @Test func `a name without an ending gets one`() async throws {
        let world = try await anArchive()

        let plain = try await world.add("scansione", nil, Sample.pdf)
        let dotted = try await world.add("v1.2 finale", "application/octet-stream", Sample.png)

        #expect(plain["name"] == "scansione.pdf")
        #expect(dotted["name"] == "v1.2 finale.png")
    }

    @Test(arguments: Lie.all)
    func `what is not what it says is refused and nothing is left`(lie: Lie) async throws {
        let world = try await anArchive()

        let answer = try await world.add(lie.name, lie.type, lie.bytes)

        #expect(answer.status == lie.status && answer.problem?.name == lie.code, "\(lie.name): \(answer)")
        #expect(try await world.isEmpty())
        #expect(try await world.count("SELECT COUNT(*) FROM paper") == 0)
    }

    @Test func `too large is refused while it comes and nothing is left`() async throws {
        let world = try await anArchive()
        let filling = [UInt8](repeating: 0x20, count: Papers.rules.maxBytes)

        let answer = try await world.add("lungo.pdf", "application/pdf", Sample.pdf + filling)

        #expect(answer.status == 413 && answer.problem == .tooLarge)
        #expect(try await world.isEmpty())
    }

    @Test func `an upload that breaks off leaves nothing`() async throws {
        let world = try await anArchive()
        let form = Form().field("note", "halb").file("file", "a.pdf", "application/pdf", Sample.pdf)

        let answer = try await world.as(.giulia).send(
            "POST",
            "/papers",
            bytes: form.ended.dropLast(60),
            type: Form.contentType
        )

        #expect(answer.status == 400)
        #expect(try await world.isEmpty())
    }

    @Test func `a storage that is away is 503, and nothing is left`() async throws {
        let settings = Bucket.Settings(
            endpoint: "http://127.0.0.1:1",
            bucket: "away",
            prefix: "",
            region: "eu-south-1",
            accessKey: "key",
            secretKey: "secret"
        )
        let folder = NSTemporaryDirectory() + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let world = try await anArchive { dependencies in
            let bucket = Bucket(settings, http: HTTPCaller(), now: WallClock.now)
            dependencies.files = FileStorageSettings(storage: bucket, spool: folder)
        }

        let answer = try await world.add("a.pdf", "application/pdf", Sample.pdf)

        #expect(answer.status == 503)
        #expect(answer.problem == .unavailable)
        #expect(answer.header("Retry-After") == "30")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test func `a file without a name is no file`() async throws {
        let world = try await anArchive()

        let answer = try await world.as(.giulia).post("/papers", Form().field("file", "%PDF-1.7"))

        #expect(answer.status == 422 && answer.faults == ["/file": "file_required"])
    }

    @Test func `what the product refuses goes again`() async throws {
        let world = try await anArchive()
        let first = try await world.add("a.pdf", nil, Sample.pdf)

        let second = try await world.add("a.pdf", nil, Sample.pdf)
        try await world.runJobs()

        #expect(first.status == 201 && second.status == 409)
        #expect(world.cabinet.files.count == 1)
        #expect(try await world.count("SELECT COUNT(*) FROM stored_file") == 1)
    }

    @Test func `what nobody keeps is swept after an hour, and cannot be kept any more`() async throws {
        let world = try await anArchive()
        let received = try await Files.make("export.zip", .zip, at: world.site) { file in
            try await file.append(Sample.docx)
        }
        try world.cabinet.write([1, 2, 3], to: "spool/half")
        try world.cabinet.age("spool/half", to: Date(timeIntervalSince1970: 1_000_000_000))
        #expect(world.cabinet.files.count == 2)

        world.clock.advance(by: .minutes(16))
        try await world.tick()
        #expect(world.cabinet.files.count == 1, "the half of an older process goes, the fresh file stays")
        world.clock.advance(by: .minutes(60))
        try await world.tick()

        #expect(try await world.isEmpty())
        await #expect(throws: Problem.self) {
            try await world.db.write { tx in
                _ = try Files.keep(received, owner: nil, by: .system, tx)
            }
        }
    }

    @Test func `a file is kept once, however many try`() async throws {
        let world = try await anArchive()
        let received = try await Files.make("export.zip", .zip, at: world.site) { file in
            try await file.append(Sample.docx)
        }

        let kept = try await world.atOnce(20) { _ in
            do {
                try await world.db.write { tx in
                    _ = try Files.keep(received, owner: nil, by: .system, tx)
                }
                return true
            } catch is Problem {
                return false
            }
        }

        #expect(kept.count { $0 } == 1)
    }

    @Test func `what is thrown away is gone, bytes and all`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let link = try await world.link(to: paper.id ?? "")

        let answer = try await world.as(.giulia).delete("/papers/\(paper.id ?? "")")
        let early = try await world.anonymous.get(link)
        try await world.runJobs()

        #expect(answer.status == 204 && early.status == 404)
        #expect(try await world.isEmpty())
    }
}

/// A file that pretends, and what is said to it.
struct Lie: Sendable, CustomTestStringConvertible {
    let name: String
    let type: String?
    let bytes: [UInt8]
    let status: Int
    let code: String

    var testDescription: String { "\(name) (\(code))" }

    init(_ name: String, _ type: String?, _ bytes: [UInt8], _ status: Int, _ code: String) {
        self.name = name
        self.type = type
        self.bytes = bytes
        self.status = status
        self.code = code
    }

    private static let html = Array("<!DOCTYPE html><script>alert(1)</script>".utf8)
    private static let unsupported = "unsupported_media_type"

    // swift-format-ignore
    static let all: [Lie] = [
        Lie("empty.pdf",      "application/pdf", [],                                 422, "files.empty"),
        Lie("page.pdf",       "application/pdf", html,                               415, unsupported),
        Lie("program.pdf",    nil,               [0x4D, 0x5A, 0x90, 0] + Sample.pdf, 415, unsupported),
        Lie("page.html",      "text/html",       html,                               415, unsupported),
        Lie("table.csv",      "text/csv",        Array("a;b\n".utf8),                415, unsupported),
        Lie("plain.zip",      "application/zip", Sample.zip(["a.txt": "a"]),         415, unsupported),
        Lie("video.heic",     "image/heic",      Sample.box("ftyp", Array("isom\0\0\0\0isom".utf8)), 415, unsupported),
        Lie("photo.pdf",      nil,               Sample.jpeg,                        422, "files.mismatch"),
        Lie("photo.jpg",      "image/png",       Sample.jpeg,                        422, "files.mismatch"),
        Lie("photo.jpg",      "text/html",       Sample.jpeg,                        422, "files.mismatch"),
        Lie("sheet.docx",     nil,               Sample.xlsx,                        422, "files.mismatch"),
        Lie("cut.pdf",        nil,               Array(Sample.pdf.dropLast(20)),     422, "files.damaged"),
        Lie("cut.png",        nil,               Array(Sample.png.dropLast(3)),      422, "files.damaged"),
        Lie("cut.jpg",        nil,               Array(Sample.jpeg.prefix(24)),      422, "files.damaged"),
        Lie("cut.heic",       nil,               Array(Sample.heic.dropLast(1)),     422, "files.damaged"),
        Lie("cut.tif",        nil,               Array(Sample.tiff.dropLast(1)),     422, "files.damaged"),
        Lie("cut.docx",       nil,               Array(Sample.docx.dropLast(30)),    422, "files.damaged"),
        Lie("cut.p7m",        nil,               Array(Sample.p7m.dropLast(1)),      422, "files.damaged"),
        Lie("tailed.png",     nil,               Sample.png + html,                  422, "files.ambiguous"),
        Lie("tailed.p7m",     nil,               Sample.p7m + [0],                   422, "files.ambiguous"),
        Lie("archive.jpg",    nil,               Sample.jpeg + Sample.docx,          422, "files.ambiguous"),
        Lie("archive.pdf",    nil,               Sample.pdf + Sample.docx + Array("\nstartxref\n0\n%%EOF\n".utf8), 422, "files.ambiguous"),
        Lie("headed.docx",    nil,               [0x50, 0x4B, 3, 4] + Sample.docx,   422, "files.ambiguous"),
        Lie("trailed.docx",   nil,               Sample.docx + [0],                  422, "files.ambiguous"),
        Lie("both.docx",      nil,               Sample.zip(["[Content_Types].xml": "", "word/document.xml": "", "xl/workbook.xml": ""]), 422, "files.ambiguous"),
        Lie("twice.docx",     nil,               Sample.zip(["[Content_Types].xml": "", "word/document.xml": "a", "word/document.xml": "b"]), 422, "files.ambiguous"),
        Lie("stray.docx",     nil,               Sample.zip(["[Content_Types].xml": "", "word/document.xml": "", "../../etc/passwd": ""]), 422, "files.ambiguous"),
        Lie("script.jpg",     nil,               [0xFF, 0xD8, 0xFF, 0xFE, 0, 17] + Array("<script>alert()".utf8) + Array(Sample.jpeg.dropFirst(2)), 422, "files.ambiguous"),
        Lie("inner.png",      nil,               PNGCheck.signature + Sample.chunk("IHDR", Array("%PDF-1.7 ....".utf8)) + Sample.chunk("IEND", []), 422, "files.ambiguous"),
        Lie("macro.docx",     nil,               Sample.zip(["[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": ""]), 422, "files.active"),
        Lie("control.docx",   nil,               Sample.zip(["[Content_Types].xml": "", "word/document.xml": "", "word/activeX/activeX1.xml": ""]), 422, "files.active"),
        Lie("bomb.xlsx",      nil,               Sample.zip(["[Content_Types].xml": "a", "xl/workbook.xml": "a"], unpacked: 900_000_000), 413, "too_large"),
    ]
}
