import Crypto
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Readers of the table learn nothing of a request's content.
@Suite struct FingerprintTests {
    private let key = ["Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"]
    private let tea: JSONValue = ["item": "tea"]

    private var hash: [UInt8] { Array(SHA256.hash(data: Array("/orders".utf8) + [0] + tea.bytes)) }

    private func kept(_ world: World) async throws -> [UInt8] {
        try await world.db.read { tx in
            try tx.value("SELECT fingerprint FROM idempotent_request", as: [UInt8].self) ?? []
        }
    }

    @Test func `it is a MAC under a key of the site, with the key's name`() async throws {
        let world = try await aWorkshop()
        #expect(try await world.anonymous.post("/orders", tea, headers: key).status == 201)

        let kept = try await kept(world)

        #expect(kept.count == 40 && kept == world.site.fingerprints.of(hash).first)
        #expect(!kept.contains(hash[...]) && kept != hash)
    }

    @Test func `a row from before, with the bare hash, still answers, and no other request gets its answer`()
        async throws
    {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders", tea, headers: key)
        let old = hash
        try await world.db.write { tx in try tx.execute("UPDATE idempotent_request SET fingerprint = \(old)")
        }

        let again = try await world.anonymous.post("/orders", tea, headers: key)
        let other = try await world.anonymous.post("/orders", ["item": "coffee"], headers: key)

        #expect(again.header("Idempotent-Replayed") == "true")
        #expect(other.problem == .idempotencyMismatch)
        #expect(try await world.ran() == ["tea"])
    }

    @Test func `a new key of the site does not forget the old one`() {
        let (old, new) = (SymmetricKey(size: .bits256), SymmetricKey(size: .bits256))
        let before = Fingerprints([old]).of(hash)[0]
        #expect(Fingerprints([new, old]).of(hash).contains(before))
        #expect(!Fingerprints([new]).of(hash).contains(before))
        #expect(Fingerprints([new]).of(hash)[0].prefix(8) != before.prefix(8))
    }
}
