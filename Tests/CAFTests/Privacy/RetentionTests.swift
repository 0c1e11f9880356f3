import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct RetentionTests {
    private func due(_ world: World) async throws -> [String: Int64] {
        let rules = try await world.as(.sara).get("/admin/retention")["data"]?.arrayValue ?? []
        return Dictionary(
            uniqueKeysWithValues: rules.map { ($0["name"]?.stringValue ?? "", $0["due"]?.integerValue ?? -1) }
        )
    }

    private func requests(_ world: World) async throws -> Int {
        try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM service_request", as: Int.self) ?? 0
        }
    }

    @Test func `filed papers go on 1 January of the sixth year, with the identity kept for them`()
        async throws
    {
        let world = try await office()
        _ = try await world.move(world.inReview(), to: "completed", as: .marco)
        _ = try await world.as(.giulia).delete(
            "/users/me/account",
            ["password": .string(Person.demoPassword)]
        )

        world.clock.set(to: try #require(Instant("2031-12-31T22:59:00Z")))
        let early = try await due(world)
        try await world.tick()
        let kept = try await requests(world)
        world.clock.set(to: try #require(Instant("2032-01-01T04:00:00Z")))
        let late = try await due(world)
        try await world.tick()

        #expect(early["filed_requests"] == 0)
        #expect(kept == 1)
        #expect(late["filed_requests"] == 1)
        #expect(world.cabinet.files == [], "their papers too")
        #expect(try await requests(world) == 0)
        let identities = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM retained_identity", as: Int.self)
        }
        #expect(identities == 0)
        #expect(try await AuditChain.verify(world.site).intact)
    }

    @Test func `a draft left alone goes after two years, unless the law holds it`() async throws {
        let world = try await office()
        _ = try await world.draft()
        let giulia = try await world.id(of: .giulia)
        let hold = try await world.as(.sara).post(
            "/admin/users/\(giulia)/legal-holds",
            ["reason": "contenzioso 7/2026"]
        )
        world.clock.set(to: try #require(Instant("2028-11-22T09:00:00Z")))

        try await world.tick()
        let held = try await requests(world)
        _ = try await world.as(.sara).post("/admin/legal-holds/\(hold.id ?? "")/lift")
        let free = try await due(world)
        world.clock.advance(by: .days(1))
        try await world.tick()

        #expect(held == 1)
        #expect(free["unfiled_requests"] == 1)
        #expect(try await requests(world) == 0)
    }

    @Test func `only administrators see the schedule`() async throws {
        let world = try await office()

        #expect(try await world.as(.marco).get("/admin/retention").status == 403)
    }
}
