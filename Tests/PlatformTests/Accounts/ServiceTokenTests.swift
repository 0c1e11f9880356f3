import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ServiceTokenTests {
    @Test func `a program acts in the role of its token until it is revoked`() async throws {
        let world = try await aClub()
        let made = try await make(["name": "exporter", "role": "auditor"], world)
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
            try await make(["name": "exporter", "role": "exporter"], world)["token"]?.stringValue
        )

        let list = try await world.as(.sara).get("/api/admin/service-tokens")

        #expect(list["data"]?.arrayValue?.count == 1)
        #expect(list.text.contains(token) == false)
    }

    @Test func `a token runs out`() async throws {
        let world = try await aClub()
        let made = try await make(
            ["name": "exporter", "role": "exporter", "expires_at": "2026-11-21T10:00:00Z"],
            world
        )
        let token = try #require(made["token"]?.stringValue)
        #expect(try await world.status(of: token) == 200)

        world.clock.advance(by: .hours(1))

        #expect(try await world.status(of: token) == 401)
    }

    @Test func `only administrators make tokens, programs never`() async throws {
        let world = try await aClub()
        let body: JSONValue = ["name": "another", "role": "auditor"]
        let token = try #require(
            try await make(["name": "exporter", "role": "auditor"], world)["token"]?.stringValue
        )

        #expect(try await world.as(.giulia).post("/api/admin/service-tokens", body).status == 403)
        #expect(try await world.anonymous.post("/api/admin/service-tokens", body).status == 401)
        #expect(try await world.with(token: token).post("/api/admin/service-tokens", body).status == 403)
        #expect(try await make(["name": "x", "role": "emperor"], world).faults == ["/role": "unknown_role"])
    }

    @Test func `a program has no sessions of its own`() async throws {
        let world = try await aClub()
        let token = try #require(
            try await make(["name": "exporter", "role": "auditor"], world)["token"]?.stringValue
        )

        #expect(try await world.with(token: token).get("/api/users/me/sessions").status == 401)
        #expect(try await world.with(token: token).post("/api/auth/logout").status == 401)
    }

    @Test func `a token ends in a year at the latest, and says so`() async throws {
        let world = try await aClub()
        let made = try await make(["name": "exporter", "role": "exporter"], world)
        let tooLong: JSONValue = ["name": "x", "role": "exporter", "expires_at": "2027-11-22T10:00:00Z"]
        let over: JSONValue = ["name": "x", "role": "exporter", "expires_at": "2026-11-20T10:00:00Z"]

        #expect(
            made["service_token"]?["expires_at"]?.stringValue?.hasPrefix("2027-11-21T") == true,
            "\(made)"
        )
        #expect(made["message"]?.stringValue?.contains("2027-11-21") == true)
        #expect(try await make(tooLong, world).faults == ["/expires_at": "within_a_year"])
        #expect(try await make(over, world).faults == ["/expires_at": "within_a_year"])
        let ofPeople = try await make(["name": "x", "role": "steward"], world)
        #expect(ofPeople.faults == ["/role": "role_of_people"])
    }

    @Test func `its last use is shown to the hour, and written no oftener`() async throws {
        let world = try await aClub()
        let made = try await make(["name": "exporter", "role": "exporter"], world)
        let token = try #require(made["token"]?.stringValue)
        func lastUse() async throws -> JSONValue? {
            try await world.as(.sara).get("/api/admin/service-tokens")["data"]?[0]?["last_used_at"]
        }
        #expect(try await lastUse()?.stringValue == nil)

        #expect(try await world.status(of: token) == 200)
        let first = try await lastUse()?.stringValue
        world.clock.advance(by: .minutes(30))
        #expect(try await world.status(of: token) == 200)
        let second = try await lastUse()?.stringValue
        world.clock.advance(by: .minutes(31))
        #expect(try await world.status(of: token) == 200)
        let third = try await lastUse()?.stringValue

        #expect(first != nil && first == second && third != nil && third != second)
    }

    @Test func `it goes on without its maker, and says that they are shut out`() async throws {
        let world = try await aClub()
        let made = try await make(["name": "exporter", "role": "exporter"], world)
        let token = try #require(made["token"]?.stringValue)
        let sara = try await world.account(of: .sara)
        try await world.db.write { tx in
            try tx.execute("UPDATE account SET role = 'steward' WHERE lower(email) = \(Person.luca.email)")
            _ = try sara.deactivated(by: .system, at: world.site, tx)
        }

        let list = try await world.as(.luca).get("/api/admin/service-tokens")

        #expect(list["data"]?[0]?["maker_active"] == false, "\(list)")
        #expect(try await world.status(of: token) == 200)
    }

    private func make(_ body: JSONValue, _ world: World) async throws -> TestResponse {
        try await world.as(.sara).post("/api/admin/service-tokens", body)
    }
}
