import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct DepartedProviderTests {
    @Test func `a provider whose account closes is not found, and resumes when it is back`() async throws {
        let world = try await castMarketplace()

        let left = try await world.as(.pia).delete(
            "/api/v1/users/account",
            ["password": .string(Person.pia.password)]
        )
        let found = try await world.search("region_id=\(world.region("New York"))")
        world.clock.advance(by: .minutes(11))
        let resumed = try await world.setStatus(of: .pia, "active", by: .pia)

        #expect(left.status == 202, "\(left)")
        #expect(world.names(in: found) == ["O'Neil & Sons"])
        #expect(resumed.status == 200 && resumed["status"] == "active", "\(resumed)")
    }

    @Test func `an erased provider keeps neither name nor documents`() async throws {
        let world = try await castMarketplace()
        let provider = try await world.provider(of: .pia)

        let left = try await world.as(.pia).delete(
            "/api/v1/users/account?now=true",
            ["password": .string(Person.pia.password)]
        )
        let card = try await world.as(.carl).get("\(World.providers)/\(provider)")
        let documents = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM provider_document WHERE provider_id = \(provider)",
                as: Int.self
            )
        }

        #expect(left.status == 202, "\(left)")
        #expect(card["status"] == "inactive" && card["business_name"] == "-", "\(card)")
        #expect(documents == 0)
    }
}
