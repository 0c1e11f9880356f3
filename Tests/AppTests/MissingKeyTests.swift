import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import App

/// A server does not start on data that it cannot read.
@Suite struct MissingKeyTests {
    @Test func `keys of people are wrapped by a key that was not given`() async throws {
        let world = try await World(workshop)
        let person = try await Accounts.createStaff(
            email: EmailAddress(parsing: "giulia@example.com"),
            password: Password("Correct-horse-2026"),
            role: .rider,
            locale: .english,
            by: .system,
            at: world.site
        )
        let keys = ["a", "b"].map {
            "\($0):\(Base64.standard.encode(Array($0.utf8) + Array(repeating: 7, count: 31)))"
        }
        func site(_ given: ArraySlice<String>) async throws -> Site {
            let secret = try SiteSecret(World.secret, fieldKeys: given.compactMap { FieldKey($0) })
            return try await World.site(world.product, world.db, world.clock, secret: secret)
        }
        let (both, second) = (try await site(keys[...]), try await site(keys[1...]))
        try await world.db.write { tx in _ = try PersonKey.of(person.id, at: both, tx) }

        try await Sites(sites: [both]).refuseMissingKeys()
        let refusal = await #expect(throws: Misconfigured.self) {
            try await Sites(sites: [second]).refuseMissingKeys()
        }

        #expect(
            refusal?.faults == [
                "workshop: 1 keys of people are wrapped by the key a, which is not in PORTICO_FIELD_KEYS"
            ]
        )
        _ = try await Rewrap.run(at: try await site([keys[1], keys[0]]))
        try await Sites(sites: [second]).refuseMissingKeys()
    }
}
