import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct StepUpTests {
    private let path = "/api/users/me/email"
    private let body: JSONValue = ["email": "nuova@example.com"]

    @Test func `an old session is told what to do, and does it with the password`() async throws {
        let world = try await aClub()
        let client = try await aged(.giulia, world)

        let refused = try await client.post(path, body)
        #expect(refused.status == 403 && refused.problem == .stepUpRequired)
        #expect(refused["step_up"]?["path"] == "/api/auth/step-up")
        #expect(refused["step_up"]?["with"] == "password")
        let wrong = try await client.post("/api/auth/step-up", ["password": "not the password"])
        #expect(wrong.faults == ["/password": "wrong_password"])
        #expect(try await client.post(path, body).status == 403)

        #expect(try await stepUp(client, .giulia).status == 200)

        #expect(try await client.post(path, body).status == 204)
    }

    @Test func `a session is fresh for a quarter of an hour, and no other with it`() async throws {
        let world = try await aClub()
        let other = try await world.login(.giulia)
        let here = try await aged(.giulia, world)
        let renewed: TokenGrant = try await world.refresh(other.refreshToken).decoded()
        let there = world.with(token: renewed.accessToken)
        _ = try await stepUp(here, .giulia)

        #expect(try await there.post(path, body).status == 403)
        world.clock.advance(by: .minutes(14))
        #expect(try await here.delete("/api/users/me/second-factor").status == 404)
        world.clock.advance(by: .minutes(2))
        #expect([401, 403].contains(try await here.delete("/api/users/me/second-factor").status))
    }

    @Test func `with two-step login it takes a code`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)
        let first = try await world.secondStep(
            world.challenge(.giulia),
            device.code(at: world.clock.now)
        )
        let grant: TokenGrant = try first.decoded()
        world.clock.advance(by: .minutes(16))
        let renewed: TokenGrant = try await world.refresh(grant.refreshToken).decoded()
        let client = world.with(token: renewed.accessToken)

        #expect(try await client.delete("/api/users/me/second-factor")["step_up"]?["with"] == "code")
        #expect(try await stepUp(client, .giulia).faults == ["/code": "required"])
        let code: JSONValue = ["code": .string(device.code(at: world.clock.now))]
        #expect(try await client.post("/api/auth/step-up", code).status == 200)
        #expect(try await client.post("/api/auth/step-up", code).faults == ["/code": "wrong_code"])

        #expect(try await client.delete("/api/users/me/second-factor").status == 204)
        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
        #expect(try await world.subjects(to: .giulia).last == "Accesso in due passaggi disattivato")
    }

    @Test func `guessing passwords here shuts the door`() async throws {
        let world = try await aClub()
        let client = try await aged(.giulia, world)

        for _ in 1...5 { _ = try await client.post("/api/auth/step-up", ["password": "not the password"]) }

        #expect(try await stepUp(client, .giulia).status == 429)
    }

    @Test func `tokens of programs are made by someone who has just shown themselves`() async throws {
        let world = try await aClub()
        let client = try await aged(.sara, world)
        let body: JSONValue = ["name": "exporter", "role": "exporter"]

        #expect(try await client.post("/api/admin/service-tokens", body).problem == .stepUpRequired)
        _ = try await stepUp(client, .sara)
        #expect(try await client.post("/api/admin/service-tokens", body).status == 201)
    }

    private func stepUp(_ client: TestClient, _ person: Person) async throws -> TestResponse {
        try await client.post("/api/auth/step-up", ["password": .string(person.password)])
    }

    /// Someone whose session has been open for longer than a login counts.
    private func aged(_ person: Person, _ world: World) async throws -> TestClient {
        let grant = try await world.login(person)
        world.clock.advance(by: .minutes(16))
        let renewed: TokenGrant = try await world.refresh(grant.refreshToken).decoded()
        return world.with(token: renewed.accessToken)
    }
}
