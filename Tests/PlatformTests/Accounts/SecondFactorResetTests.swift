import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct SecondFactorResetTests {
    private let reason: JSONValue = ["reason": "Telephone lost, seen in person"]

    private func path(_ person: Person, _ world: World) async throws -> String {
        "/api/admin/users/\(try await world.account(of: person).id)/second-factor/reset"
    }

    @Test func `who has lost everything gets in again, and is told of it`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.luca)
        let open: TokenGrant = try await world.secondStep(
            world.challenge(.luca),
            device.code(at: world.clock.now)
        ).decoded()

        let answer = try await world.as(.sara).post(try await path(.luca, world), reason)

        #expect(answer.status == 204, "\(answer)")
        #expect(try await world.status(of: open.accessToken) == 401)
        #expect(try await world.refresh(open.refreshToken).status == 401)
        #expect(try await world.tryLogin(Person.luca.email).status == 200)
        #expect(
            try await world.subjects(to: .luca).contains(
                "L'accesso in due passaggi è stato rimosso dal suo account"
            )
        )
        try await world.runJobs()
        #expect(world.mails().contains { $0.text.contains("riattivi l'accesso in due passaggi") })
        let details = try await world.db.read { tx in
            try tx.value(
                "SELECT CAST(details AS TEXT) FROM audit_entry WHERE action = 'account.second_factor_reset'",
                as: String.self
            )
        }
        #expect(details?.contains("seen in person") == true)
    }

    @Test func `a challenge from before opens nothing`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.luca)
        let challenge = try await world.challenge(.luca)
        _ = try await world.as(.sara).post(try await path(.luca, world), reason)

        let answer = try await world.secondStep(challenge, device.code(at: world.clock.now))

        #expect(answer.status == 401, "\(answer)")
    }

    @Test func `where the role needs it the next login enrols anew`() async throws {
        let world = try await aClub(policy: { $0.secondFactorRoles = [.member] })
        _ = try await world.enrolled(.luca)
        _ = try await world.as(.sara).post(try await path(.luca, world), reason)

        let token = try await world.login(.luca).accessToken

        #expect(
            try await world.with(token: token).get("/api/admin/audit-logs").problem == .mfaEnrolmentRequired
        )
    }

    @Test func `not on oneself, not without a reason, not with an old session, not by others or programs`()
        async throws
    {
        let world = try await aClub()
        _ = try await world.enrolled(.luca)
        let luca = try await path(.luca, world)
        let made = try await world.as(.sara).post(
            "/api/admin/service-tokens",
            ["name": "keeper", "role": "keeper"]
        )
        let program = world.with(token: try #require(made["token"]?.stringValue))

        #expect(try await world.as(.sara).post(try await path(.sara, world), reason).problem == .notOnOneself)
        #expect(
            try await world.as(.sara).post(try await path(.giulia, world), reason).problem
                == .secondFactorAbsent
        )
        let nobody = "/api/admin/users/\(ID<Account>.placeholder)/second-factor/reset"
        #expect(try await world.as(.sara).post(nobody, reason).status == 404)
        #expect(try await world.as(.sara).post(luca, ["reason": ""]).faults.keys.contains("/reason"))
        let stale = world.with(token: try await world.staleToken(of: .sara))
        #expect(try await stale.post(luca, reason).problem == .stepUpRequired)
        #expect(try await world.as(.giulia).post(luca, reason).problem == .forbidden)
        #expect(try await program.post(luca, reason).problem == .forbidden)
        #expect(try await world.tryLogin(Person.luca.email).problem == .secondFactorRequired)
    }
}
