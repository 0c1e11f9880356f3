import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct LSMLogTests {
    private static let path = "/api/v1/lsm/logs"

    private func note(_ kind: String, _ id: String) -> JSONValue {
        [
            "subject_kind": .string(kind), "subject_id": .string(id), "action": "called",
            "note": "Nobody answered.",
        ]
    }

    @Test func `a local manager adds a note about a provider of the region`() async throws {
        let world = try await castMarketplace()
        let paul = try await world.provider(of: .paul).description

        let added = try await world.as(.lina).post(Self.path, note("provider", paul))
        let foreign = try await world.as(.leo).post(Self.path, note("provider", paul))
        let seen = try await world.as(.lina).get("\(Self.path)?subject_kind=provider&subject_id=\(paul)")
        let other = try await world.as(.leo).get(Self.path)
        let all = try await world.as(.ada).get(Self.path)

        #expect(added.status == 201, "\(added)")
        #expect(try await added["region_id"] == .string(world.region("New York").description))
        #expect(added["action"] == "called" && added["actor_role"] == "lsm")
        #expect(foreign.status == 404, "\(foreign)")
        #expect(seen["data"]?.arrayValue?.count == 1 && other["data"]?.arrayValue?.count == 0)
        #expect(all["data"]?[0]?["note"] == "Nobody answered.")
    }

    @Test func `a customer is within reach by a job in the region`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let carl = try await world.id(of: .carl)

        let before = try await world.as(.lina).post(Self.path, note("customer", carl))
        let job = try await scene.post()
        let after = try await world.as(.lina).post(Self.path, note("customer", carl))
        let about = try await world.as(.lina).post(Self.path, note("job", job))

        #expect([before, after, about].map(\.status) == [404, 201, 201], "\(before) \(after) \(about)")
        #expect(try await world.as(.ada).post(Self.path, note("customer", world.id(of: .cora))).status == 201)
    }

    @Test func `entries are found by their time`() async throws {
        let world = try await castMarketplace()
        let paul = try await world.provider(of: .paul).description
        _ = try await world.as(.lina).post(Self.path, note("provider", paul))
        let later = (world.clock.now + .hours(1)).description

        let none = try await world.as(.lina).get("\(Self.path)?from=\(later)")
        let one = try await world.as(.lina).get("\(Self.path)?until=\(later)")

        #expect(none["data"]?.arrayValue?.count == 0 && one["data"]?.arrayValue?.count == 1, "\(none) \(one)")
    }

    @Test func `an entry is never changed or deleted`() async throws {
        let world = try await castMarketplace()
        _ = try await world.as(.lina).post(Self.path, note("provider", world.provider(of: .paul).description))

        for statement in ["UPDATE lsm_log SET note = 'none'", "DELETE FROM lsm_log"] as [SQL] {
            await #expect(throws: (any Error).self) {
                try await world.db.write { tx in _ = try tx.execute(statement) }
            }
        }
    }

    @Test func `customers and providers have no access`() async throws {
        let world = try await castMarketplace()

        for person in [Person.carl, .pia] {
            #expect(try await world.as(person).get(Self.path).status == 403)
            #expect(try await world.as(person).post(Self.path, note("job", "x")).status == 403)
        }
    }

    @Test func `a note needs an action and words`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.lina).post(Self.path, ["subject_kind": "moon", "subject_id": "x"])

        #expect(answer.status == 422 && answer.faults.count == 4, "\(answer)")
    }
}
