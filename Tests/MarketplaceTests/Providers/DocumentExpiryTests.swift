import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct DocumentExpiryTests {
    @Test func `a provider is warned 30, 7 and 1 days before, from six in the morning of the region`()
        async throws
    {
        let world = try await castMarketplace()
        try await world.prove("insurance", of: .pia, expiresOn: "2027-01-01")

        var counts: [Int] = []
        for moment in [
            "2026-12-01T20:00:00Z", "2026-12-02T10:30:00Z", "2026-12-02T11:30:00Z", "2026-12-20T12:00:00Z",
            "2026-12-25T12:00:00Z", "2026-12-31T12:00:00Z", "2027-01-01T12:00:00Z",
        ] {
            try await world.wake(at: moment)
            counts.append(try await world.messages(to: .pia).filter { $0 == "document_expires" }.count)
        }

        #expect(counts == [0, 0, 1, 1, 2, 3, 3])
        #expect(try await world.record(of: .pia, as: .carl)["status"] == "active")
    }

    @Test func `an expired mandatory document makes inactive until its successor is approved`() async throws {
        let world = try await castMarketplace()
        try await world.prove("insurance", of: .pia, expiresOn: "2026-12-10")
        try await world.wake(at: "2026-12-11T10:30:00Z")
        let early = try await world.record(of: .pia, as: .pia)
        try await world.wake(at: "2026-12-11T11:30:00Z")

        let stopped = try await world.record(of: .pia, as: .pia)
        let resumed = try await world.setStatus(of: .pia, "active", by: .pia)
        let reinstated = try await world.setStatus(of: .pia, "active", by: .lina, reason: "Let go on")
        let successor = try await world.prove("insurance", of: .pia)
        let after = try await world.record(of: .pia, as: .pia)

        #expect(early["status"] == "active")
        #expect(stopped["status"] == "inactive" && stopped["stopped_by"] == "documents")
        #expect(resumed.status == 409 && resumed["allowed"] == [])
        #expect(reinstated.status == 409 && reinstated.problem == .documentsMissing)
        #expect(reinstated["documents"] == ["insurance"])
        #expect(successor.status == 200 && after["status"] == "active", "\(after)")
        #expect(try await world.messages(to: .pia).contains("provider_stopped"))
    }

    @Test func `an expired licence stops nobody, and a waiting successor saves nobody`() async throws {
        let world = try await castMarketplace()
        try await world.prove("licence", of: .pia, expiresOn: "2026-12-10")
        try await world.prove("identity", of: .pete, expiresOn: "2026-12-10")
        _ = try await world.send("identity", of: .pete)

        try await world.wake(at: "2026-12-11T12:00:00Z")

        #expect(try await world.record(of: .pia, as: .carl)["status"] == "active")
        #expect(try await world.record(of: .pete, as: .carl)["status"] == "inactive")
    }

    @Test func `an expired document is not approved`() async throws {
        let world = try await castMarketplace()
        let id = try await world.send("identity", of: .paul, expiresOn: "2026-11-22").id ?? ""
        world.clock.advance(by: .days(3))

        let answer = try await world.decide(id, of: .paul, ["decision": "approve", "version": 1])

        #expect(answer.status == 409 && answer.problem == .documentExpired)
    }

    @Test func `replaced documents go after 90 days with their files`() async throws {
        let world = try await castMarketplace()
        try await world.prove("insurance", of: .pia)
        let path = "\(World.providers)/\(try await world.provider(of: .pia))/documents"
        let before = try await world.as(.pia).get(path)["data"]?.arrayValue?.count

        world.clock.advance(by: .days(92))
        try await world.tick()

        let after = try await world.as(.pia).get(path)["data"]?.arrayValue ?? []
        #expect(before == 3)
        #expect(after.count == 2 && after.allSatisfy { $0["status"] == "approved" })
    }
}
