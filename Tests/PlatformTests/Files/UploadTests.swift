import Crypto
import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct UploadTests {
    @Test(arguments: Shelf.all)
    func `an announced file goes past the API and is completed`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let ticket = try await world.announce("città.pdf", .pdf, Sample.pdf)

        let early = try await world.complete(ticket)
        let sent = try await world.send(ticket, Sample.pdf)
        let answer = try await world.complete(ticket)
        try await world.runJobs()

        #expect(early.status == 409 && early.problem == .uploadMissing)
        #expect((200...204).contains(sent), "\(sent)")
        #expect(answer.status == 201 && answer["name"] == "città.pdf" && answer["state"] == "clean")
        #expect(
            try await world.anonymous.get(try await world.link(to: ticket.id.description)).body == Sample.pdf
        )
        #expect(try await world.stored(.incoming(ticket.id)) == nil)
    }

    @Test(arguments: Shelf.all)
    func `of many who complete, one does`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let ticket = try await world.announce("a.pdf", .pdf, Sample.pdf)
        _ = try await world.send(ticket, Sample.pdf)

        let answers = try await world.atOnce(10) { _ in try await world.complete(ticket) }
        try await world.runJobs()

        #expect(answers.statuses == [201: 1, 409: 9])
        #expect(try await world.count("SELECT COUNT(*) FROM paper") == 1)
        #expect(try await world.audit().count { $0 == "file.keep" } == 1)
        #expect(try await world.anonymous.get(try await world.link(to: ticket.id.description)).status == 200)
    }

    @Test(arguments: Shelf.all)
    func `what differs from what was announced is not taken`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let ticket = try await world.announce("a.pdf", .pdf, Sample.pdf)
        let other = Array(
            String(decoding: Sample.pdf, as: UTF8.self).replacing("Catalog", with: "Katalog").utf8
        )

        let sent = try await world.send(ticket, other)
        let answer = try await world.complete(ticket)

        // Our own address refuses at once; the bucket's takes it, and it is found out when it is completed.
        #expect(sent == (shelf == .folder ? 422 : 200))
        #expect(answer.status == (shelf == .folder ? 409 : 422))
        #expect(try await world.stored(ObjectKey(ticket.id)) == nil)
        _ = try await world.send(ticket, Sample.pdf)
        #expect(try await world.complete(ticket).status == 201, "it may be sent again")
    }

    @Test(arguments: Shelf.all)
    func `larger, of another type or unsigned is refused where it is sent`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let ticket = try await world.announce("a.pdf", .pdf, Sample.pdf)
        var other = ticket
        other.headers = ["content-type": "text/html"]
        var forged = ticket
        forged.url = String(ticket.url.dropLast(4)) + "0000"

        let refused = shelf == .folder ? [413, 415, 404] : [403, 403, 403]
        #expect(try await world.send(ticket, Sample.pdf + [1]) == refused[0])
        #expect(try await world.send(other, Sample.pdf) == refused[1])
        #expect(try await world.send(forged, Sample.pdf) == refused[2])
        #expect(try await world.stored(.incoming(ticket.id)) == nil)
    }

    @Test(arguments: Shelf.all)
    func `what was announced truly and is no sound file is not taken`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let cut = Array(Sample.pdf.dropLast(20))
        let ticket = try await world.announce("a.pdf", .pdf, cut)
        _ = try await world.send(ticket, cut)

        let answer = try await world.complete(ticket)

        #expect(answer.status == 422 && answer.problem == .fileDamaged)
        #expect(try await world.stored(ObjectKey(ticket.id)) == nil)
        world.clock.advance(by: .hours(3))
        try await world.tick()
        #expect(try await world.stored(.incoming(ticket.id)) == nil)
        #expect(try await world.count("SELECT COUNT(*) FROM stored_file") == 0)
    }

    @Test func `an address takes bytes until it expires or is completed, and is of no other use`()
        async throws
    {
        let world = try await anArchive()
        let ticket = try await world.announce("a.pdf", .pdf, Sample.pdf)
        let path = String(ticket.url.dropFirst("https://world.example".count))

        #expect(try await world.anonymous.get(path).status == 405)
        #expect(try await world.anonymous.get(path.replacing("/uploads", with: "")).status == 404)
        #expect(try await world.complete(ticket, as: .luca).status == 404)
        #expect(try await world.send(ticket, Sample.pdf) == 204)
        #expect(try await world.complete(ticket).status == 201)
        #expect(try await world.send(ticket, Sample.pdf) == 409)
        #expect(try await world.complete(ticket).problem == .uploadCompleted)

        let late = try await world.announce("b.pdf", .pdf, Sample.pdf)
        world.clock.advance(by: .hours(1))
        #expect(try await world.send(late, Sample.pdf) == 410)
    }

    @Test func `an announcement is checked like a file`() async throws {
        let world = try await anArchive()
        func announce(_ changes: [String: JSONValue]) async throws -> TestResponse {
            let hash = JSONValue.string(String(repeating: "a", count: 64))
            var body: [String: JSONValue] = [
                "name": "a.pdf", "media_type": "application/pdf", "size": 100, "sha256": hash,
            ]
            body.merge(changes) { _, new in new }
            return try await world.as(.giulia).post("/uploads", body)
        }

        #expect(try await announce([:]).status == 200)
        #expect(try await announce(["size": 0]).problem == .fileEmpty)
        #expect(try await announce(["size": -1]).problem == .fileEmpty)
        #expect(try await announce(["size": .integer(1 << 40)]).status == 413)
        #expect(try await announce(["name": "a.png"]).problem == .fileMismatch)
        #expect(try await announce(["name": "../.."]).faults == ["/name": "file_required"])
        #expect(try await announce(["sha256": "abc"]).faults.keys.first == "/sha256")
        #expect(try await announce(["media_type": "text/html"]).faults.keys.first == "/media_type")
        #expect(try await announce(["media_type": "application/zip", "name": "a.zip"]).status >= 415)
        #expect(try await world.count("SELECT COUNT(*) FROM stored_file") == 1)
    }

    @Test(
        arguments: [
            ("application/force-download", "a.pdf", "application/pdf"),
            ("binary/octet-stream", "a.pdf", "application/pdf"),
            ("application/pdf; charset=binary", "a.pdf", "application/pdf"), ("", "a.pdf", "application/pdf"),
            ("application/x-pdf", "scan", "application/pdf"), ("Image/JPG", "a.jpg", "image/jpeg"),
            ("application/octet-stream", "scan", nil), ("image/jpg", "a.pdf", nil),
        ] as [(String, String, String?)]
    )
    func `an announced type is read like that of a form`(
        type: String,
        name: String,
        meant: String?
    ) async throws {
        let world = try await anArchive()
        let body: JSONValue = [
            "name": .string(name), "media_type": .string(type), "size": 100,
            "sha256": .string(String(repeating: "a", count: 64)),
        ]

        let answer = try await world.as(.giulia).post("/uploads", body)

        #expect(answer.status == (meant == nil ? (name == "scan" ? 415 : 422) : 200), "\(answer)")
        #expect(answer["headers"]?["content-type"] == meant.map { .string($0) })
        #expect((answer["accepted"] != nil) == (meant == nil))
    }
}

extension World {
    fileprivate func announce(
        _ name: String,
        _ type: MediaType,
        _ bytes: [UInt8]
    ) async throws -> UploadTicket {
        let hash = Hexadecimal.encode(SHA256.hash(data: bytes))
        let body: JSONValue = [
            "name": .string(name), "media_type": .string(type.rawValue), "size": .integer(Int64(bytes.count)),
            "sha256": .string(hash),
        ]
        return try await self.as(.giulia).post("/uploads", body).decoded()
    }

    /// Sends the bytes where the ticket says, as a client would: to the bucket, or to ourselves.
    fileprivate func send(_ ticket: UploadTicket, _ bytes: [UInt8]) async throws -> Int {
        if ticket.url.hasPrefix("https://world.example/") {
            let path = String(ticket.url.dropFirst("https://world.example".count))
            let type = ticket.headers["content-type"]
            return try await anonymous.send(ticket.method, path, bytes: bytes, type: type).status
        }
        let headers = ticket.headers.map { (name: $0.key, value: $0.value) }
        let request = HTTPCaller.Request(ticket.method, ticket.url, headers: headers, body: .bytes(bytes))
        return try await HTTPCaller().call(request).status
    }

    fileprivate func complete(
        _ ticket: UploadTicket,
        as person: Person = .giulia
    ) async throws -> TestResponse {
        try await self.as(person).post("/uploads/\(ticket.id)/complete")
    }
}
