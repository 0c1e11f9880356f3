import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct InvitationTests {
    private let nina = Person("nina", email: "nina@example.com", password: "quattro gatti in fila")

    @Test func `an invited colleague chooses a password and is in`() async throws {
        let world = try await aClub()
        let invited = try await invite(world)
        #expect(invited.status == 201)
        #expect(invited.header("Location") == "/api/admin/invitations/\(invited.id ?? "")")
        #expect(invited.text.contains("token") == false)
        let token = try await world.mailedToken(to: nina.email)

        let joined = try await accept(token, world)

        #expect(joined.status == 201)
        #expect(joined["role"] == "steward" && joined["email_verified"] == true)
        #expect(try await world.as(nina).get("/api/admin/invitations")["data"]?.arrayValue?.count == 0)
        #expect(try await world.audit().contains("invitation.accept"))
    }

    @Test func `twenty simultaneous acceptances have one winner`() async throws {
        let world = try await aClub()
        _ = try await invite(world)
        let token = try await world.mailedToken(to: nina.email)

        let answers = try await world.atOnce(20) { number in
            try await world.anonymous.post(
                "/api/auth/accept-invitation",
                ["token": .string(token), "password": .string("quattro gatti in fila \(number)")]
            )
        }

        #expect(answers.statuses == [201: 1, 422: 19])
        let index = answers.firstIndex { $0.status == 201 }
        let winner = try #require(index)
        #expect(try await world.tryLogin(nina.email, "quattro gatti in fila \(winner)").status == 200)
    }

    @Test func `twenty simultaneous invitations of one address are one`() async throws {
        let world = try await aClub()
        _ = try await world.token(of: .sara)

        let answers = try await world.atOnce(20) { _ in try await invite(world) }

        #expect(answers.statuses == [201: 1, 409: 19])
        try await world.runJobs()
        #expect(world.mails(to: nina).count == 1)
    }

    @Test func `no one is invited to what people register as, or to what is no role`() async throws {
        let world = try await aClub()

        for role in ["member", "emperor", "system", "nobody", ""] {
            #expect(try await invite(world, role: role).faults == ["/role": "not_invitable"])
        }
        #expect(try await invite(world, email: Person.luca.email).problem == .emailTaken)
    }

    @Test func `sending again makes the first link useless, and a lapsed one good again`() async throws {
        let world = try await aClub()
        let id = try #require(try await invite(world).id)
        let first = try await world.mailedToken(to: nina.email)
        world.clock.advance(by: .days(8))
        #expect(try await accept(first, world).faults == ["/token": "unusable_token"])

        #expect(try await world.as(.sara).post("/api/admin/invitations/\(id)/resend").status == 200)
        let second = try await world.mailedToken(to: nina.email)

        #expect(try await accept(first, world).status == 422)
        #expect(try await accept(second, world).status == 201)
        #expect(try await world.as(.sara).post("/api/admin/invitations/\(id)/resend").status == 404)
    }

    @Test func `what is taken back opens nothing, and the address can be invited anew`() async throws {
        let world = try await aClub()
        let id = try #require(try await invite(world).id)
        let token = try await world.mailedToken(to: nina.email)

        #expect(try await world.as(.sara).delete("/api/admin/invitations/\(id)").status == 204)

        #expect(try await accept(token, world).status == 422)
        #expect(try await world.as(.sara).delete("/api/admin/invitations/\(id)").status == 404)
        #expect(try await invite(world).status == 201)
    }

    @Test func `only administrators who have just shown themselves invite`() async throws {
        let world = try await aClub()
        #expect(try await invite(world, as: world.as(.giulia)).status == 403)
        #expect(try await invite(world, as: world.anonymous).status == 401)
        let grant = try await world.login(.sara)
        let made = try await world.as(.sara).post(
            "/api/admin/service-tokens",
            ["name": "hirer", "role": "keeper"]
        )
        let program = try #require(made["token"]?.stringValue)
        #expect(try await invite(world, as: world.with(token: program)).problem == .forbidden)

        world.clock.advance(by: .minutes(16))
        let renewed: TokenGrant = try await world.refresh(grant.refreshToken).decoded()

        #expect(
            try await invite(world, as: world.with(token: renewed.accessToken)).problem == .stepUpRequired
        )
    }

    @Test func `a product may make more of a colleague, in the same transaction`() async throws {
        let world = try await aClub(joined: { account, invitation, tx in
            try Audit.record(
                "club.joined \(invitation.firstName)",
                of: Account.kind,
                account.id.cast(),
                by: .system,
                tx
            )
        })
        _ = try await invite(world)

        #expect(try await accept(world.mailedToken(to: nina.email), world).status == 201)

        #expect(try await world.audit().contains("club.joined Nina"))
    }

    private func invite(
        _ world: World,
        as client: TestClient? = nil,
        role: String = "steward",
        email: String? = nil
    ) async throws -> TestResponse {
        try await (client ?? world.as(.sara)).post(
            "/api/admin/invitations",
            [
                "email": .string(email ?? nina.email), "role": .string(role), "first_name": "Nina",
                "last_name": "Neri",
            ]
        )
    }

    private func accept(_ token: String, _ world: World) async throws -> TestResponse {
        try await world.anonymous.post(
            "/api/auth/accept-invitation",
            ["token": .string(token), "password": .string(nina.password)]
        )
    }
}
