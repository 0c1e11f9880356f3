import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Platform

/// The effect on an operation with a fresh login when the session ends while it runs.
@Suite struct AfreshTests {
    struct Meanwhile: Body {
        var statement: Event

        enum Event: String, Codable, CaseIterable, Sendable {
            case nothing
            case revoked
            case aged
            case demoted
        }
    }

    /// Between being let in and writing, something else happens to the caller.
    private static let deed = Post("/deed", act, .usersManage, "Something delicate").idempotent.afresh

    @Sendable private static func act(_ call: Call, body: Meanwhile) async throws -> NoContent {
        try await call.db.write { tx in
            guard let session = call.actor.session, let account = call.actor.account else { return }
            switch body.statement {
            case .nothing: break
            case .revoked: _ = try Session.revoke(session, because: .revoked, at: call.site, tx)
            case .aged:
                try tx.execute(
                    "UPDATE session SET authenticated_at = \(tx.now - .minutes(15)) WHERE id = \(session)"
                )
            case .demoted: try tx.execute("UPDATE account SET role = 'member' WHERE id = \(account)")
            }
        }
        try await call.db.write { tx in
            try Audit.record("club.deed", of: Account.kind, call.actor.account?.cast(), by: call.actor, tx)
        }
        return NoContent()
    }

    @Test(
        arguments: [
            (Meanwhile.Event.nothing, 204), (.revoked, 401), (.aged, 403), (.demoted, 401),
        ]
    )
    func `what ends between the check and the commit loses`(
        _ event: Meanwhile.Event,
        _ status: Int
    ) async throws {
        let world = try await aClub(routes: [Self.deed])

        let answer = try await world.as(.sara).post("/api/deed", ["statement": .string(event.rawValue)])

        #expect(answer.status == status, "\(answer)")
        #expect(try await world.audit().contains("club.deed") == (event == .nothing))
    }

    @Test func `of fifty at once, exactly those are done that say so, and none after the session has ended`()
        async throws
    {
        let world = try await aClub(routes: [Self.deed])
        let token = try await world.login(.sara).accessToken
        let body: JSONValue = ["statement": "nothing"]

        let answers = try await world.atOnce(50) { index in
            index == 25
                ? try await world.with(token: token).post("/api/auth/logout")
                : try await world.with(token: token).post("/api/deed", body)
        }

        let late = try await world.with(token: token).post("/api/deed", body)
        let actions = try await world.audit()
        #expect(late.status == 401)
        #expect(answers.allSatisfy { [204, 401].contains($0.status) }, "\(answers.map(\.status))")
        #expect(actions.count { $0 == "club.deed" } == answers.count { $0.status == 204 } - 1)
    }

    @Test func `a refusal is not kept under its key: after the step-up the same request goes through`()
        async throws
    {
        let world = try await aClub(routes: [Self.deed])
        let stale = world.with(token: try await world.staleToken(of: .sara))
        let key = ["Idempotency-Key": "one-and-the-same"]
        let body: JSONValue = ["statement": "nothing"]

        #expect(try await stale.post("/api/deed", body, headers: key).problem == .stepUpRequired)
        let shown: JSONValue = ["password": .string(Person.demoPassword)]
        #expect(try await stale.post("/api/auth/step-up", shown).status == 200)

        #expect(try await stale.post("/api/deed", body, headers: key).status == 204)
        #expect(try await stale.post("/api/deed", body, headers: key).header("Idempotent-Replayed") == "true")
        #expect(try await world.audit().count { $0 == "club.deed" } == 1)
    }

    @Test func `of programs those pass whose role was made for it, and none makes people`() async throws {
        let world = try await aClub(routes: [Self.deed])
        func program(_ role: String) async throws -> TestClient {
            let made = try await world.as(.sara).post(
                "/api/admin/service-tokens",
                ["name": "program", "role": .string(role)]
            )
            return world.with(token: try #require(made["token"]?.stringValue, "\(made)"))
        }
        let keeper = try await program("keeper")
        let deed: JSONValue = ["statement": "nothing"]
        let guest: JSONValue = [
            "email": "nuova@example.com", "role": "steward", "first_name": "N", "last_name": "N",
        ]

        #expect(try await keeper.post("/api/deed", deed).status == 204)
        #expect(try await program("auditor").post("/api/deed", deed).problem == .forbidden)
        #expect(try await keeper.post("/api/admin/invitations", guest).problem == .forbidden)
        let another: JSONValue = ["name": "another", "role": "keeper"]
        #expect(try await keeper.post("/api/admin/service-tokens", another).problem == .forbidden)
        #expect(try await keeper.get("/api/admin/service-tokens").status == 200)
    }

    @Test func `a token from before, in a role of people, does nothing that asks for a fresh login`()
        async throws
    {
        let world = try await aClub(routes: [Self.deed])
        let text = ServiceToken.prefix + "from-before"
        try await world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO service_token (id, name, hash, role, created_at, expires_at)
                VALUES (\(tx.newID(of: ServiceToken.self)), 'old', \(SecretText.hash(text)), 'steward', \(tx.now), \(tx.now + .days(1)))
                """
            )
        }
        let old = world.with(token: text)

        #expect(try await old.get("/api/admin/webhooks").status == 200)
        let deed: JSONValue = ["statement": "nothing"]
        #expect(try await old.post("/api/deed", deed).problem == .forbidden)
    }
}
