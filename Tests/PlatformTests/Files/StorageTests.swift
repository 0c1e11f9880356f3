import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct StorageTests {
    @Test(arguments: Shelf.all)
    func `a paper goes in and comes out, whole and in parts`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let id = try #require(ID<StoredFile>(paper.id ?? ""))
        let path = try await world.link(to: id.description)

        #expect(try await world.stored(ObjectKey(id)) == Sample.pdf.count)
        #expect(try await world.anonymous.get(path).body == Sample.pdf)
        let part = try await world.anonymous.get(path, headers: ["Range": "bytes=7-12"])
        #expect(part.status == 206 && part.body == Array(Sample.pdf[7...12]))

        _ = try await world.as(.giulia).delete("/papers/\(id)")
        try await world.runJobs()
        #expect(try await world.stored(ObjectKey(id)) == nil)
    }

    @Test(arguments: Shelf.all)
    func `a file of many pieces comes out as it went in`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let pieces = (0..<13).map { [UInt8](repeating: UInt8($0), count: 1 << 20) } + [[1, 2, 3]]
        let received = try await Files.make("big.zip", .zip, at: world.site) { file in
            for piece in pieces { try await file.append(piece) }
        }
        let file = try await world.db.write { tx in
            try Files.keep(received, owner: nil, by: .system, tx)
        }

        var whole: [UInt8] = []
        try await Files.read(file, at: world.site) { whole += $0 }

        #expect(file.size == 13 << 20 + 3 && whole == pieces.flatMap { $0 })
    }

    @Test(arguments: Shelf.all)
    func `what is not there is said to be missing`(shelf: Shelf) async throws {
        let world = try await shelf.archive()
        let storage = world.site.dependencies.files.storage
        let key = ObjectKey(ID.new(at: world.clock.now))

        #expect(try await storage.size(of: key) == nil)
        try await storage.delete(key)
        await #expect(throws: ObjectMissing.self) { _ = try await storage.read(key, 0..<10) }
        await #expect(throws: ObjectMissing.self) {
            _ = try await world.site.dependencies.files.spool.adopt { path in
                try await storage.fetch(key, to: path, atMost: 10)
            }
        }
    }

    @Test(.enabled(if: Shelf.hasBucket))
    func `an address signed beforehand opens one object for one method`() async throws {
        let bucket = try await Shelf.bucket()
        let spool = Spool(
            folder: "/tmp/portico-spool-\(ID<Shelf>.new(at: bucket.now()))",
            threadPool: bucket.threadPool
        )
        let key = ObjectKey(ID.new(at: bucket.now()))
        let file = try await spool.write { try await $0.append(Sample.pdf) }
        try await bucket.put(file, at: key, .pdf)
        let address = bucket.presigned("GET", key, at: bucket.now(), lasting: .minutes(5))

        let good = try await bucket.http.call(.init("GET", address))
        let tampered = try await bucket.http.call(.init("GET", String(address.dropLast(4)) + "0000"))
        let repurposed = try await bucket.http.call(.init("DELETE", address))
        let anonymous = try await bucket.http.call(.init("GET", String(address.prefix { $0 != "?" })))

        #expect(good.status == 200 && good.body == Sample.pdf)
        #expect([tampered.status, repurposed.status, anonymous.status] == [403, 403, 403])
    }

    @Test(.enabled(if: Shelf.hasBucket))
    func `a wrong secret is told apart from a missing object`() async throws {
        let sound = try await Shelf.bucket()
        var settings = sound.settings
        settings.secretKey = "wrong"
        let bucket = Bucket(settings, http: sound.http, now: sound.now)

        await #expect(throws: S3Failure.self) {
            _ = try await bucket.size(of: ObjectKey(ID.new(at: sound.now())))
        }
    }
}
