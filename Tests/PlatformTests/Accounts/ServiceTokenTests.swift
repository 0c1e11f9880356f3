import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct ServiceTokenTests {
    @Test func `a program acts in the role of its token until it is revoked`() async throws {
        let world = try await aClub()
        let made = try await make(["name": "exporter", "role": "steward"], world)
        let token = try #require(made["token"]?.stringValue)
        let id = try #require(made["service_token"]?["id"]?.stringValue)

        #expect(made.status == 201)
        #expect(try await world.with(token: token).get("/api/admin/audit-logs").status == 200)
        #expect(try await world.as(.sara).delete("/api/admin/service-tokens/\(id)").status == 204)

        #expect(try await world.with(token: token).get("/api/admin/audit-logs").status == 401)
        #expect(try await world.as(.sara).delete("/api/admin/service-tokens/\(id)").status == 404)
    }

    @Test func `the secret is shown once and stored as its hash`() async throws {
        let world = try await aClub()
        let token = try #require(
            try await make(["name": "exporter", "role": "member"], world)["token"]?.stringValue
        )

        let list = try await world.as(.sara).get("/api/admin/service-tokens")

        #expect(list["data"]?.arrayValue?.count == 1)
        #expect(list.text.contains(token) == false)
    }

    @Test func `a token runs out`() async throws {
        let world = try await aClub()
        let made = try await make(
            ["name": "exporter", "role": "member", "expires_at": "2026-11-21T10:00:00Z"],
            world
        )
        let token = try #require(made["token"]?.stringValue)
        #expect(try await world.status(of: token) == 200)

        world.clock.advance(by: .hours(1))

        #expect(try await world.status(of: token) == 401)
    }

    @Test func `only administrators make tokens, programs never`() async throws {
        let world = try await aClub()
        let body: JSONValue = ["name": "another", "role": "steward"]
        let token = try #require(
            try await make(["name": "exporter", "role": "steward"], world)["token"]?.stringValue
        )

        #expect(try await world.as(.giulia).post("/api/admin/service-tokens", body).status == 403)
        #expect(try await world.anonymous.post("/api/admin/service-tokens", body).status == 401)
        #expect(try await world.with(token: token).post("/api/admin/service-tokens", body).status == 403)
        #expect(try await make(["name": "x", "role": "emperor"], world).faults == ["/role": "unknown_role"])
    }

    @Test func `a program has no sessions of its own`() async throws {
        let world = try await aClub()
        let token = try #require(
            try await make(["name": "exporter", "role": "steward"], world)["token"]?.stringValue
        )

        #expect(try await world.with(token: token).get("/api/users/me/sessions").status == 401)
        #expect(try await world.with(token: token).post("/api/auth/logout").status == 401)
    }

    private func make(_ body: JSONValue, _ world: World) async throws -> TestResponse {
        try await world.as(.sara).post("/api/admin/service-tokens", body)
    }
}
