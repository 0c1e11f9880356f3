import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// A person registered somebody else's address and never proved it; then its owner logs in with Google.
@Suite struct ReclaimTests {
    /// The ways into the account, by the rows that open them.
    private static let ways: [(name: String, rows: SQL)] = [
        ("session", "session WHERE revoked_at IS NULL"),
        (
            "mailed link to a new password",
            "mailed_token WHERE used_at IS NULL AND purpose = 'reset_password'"
        ),
        ("mailed link to a new address", "mailed_token WHERE used_at IS NULL AND purpose = 'change_email'"),
        ("login that waits for its second step", "login_challenge"),
        ("authenticator", "second_factor"),
        ("recovery code", "recovery_code"),
        ("known device", "known_device"),
        ("push device", "push_device"),
        ("calendar feed", "calendar_feed"),
        ("confirmed number", "account WHERE phone_key IS NOT NULL OR phone IS NOT NULL"),
        ("token of a program", "service_token WHERE revoked_at IS NULL"),
        ("invitation", "invitation WHERE revoked_at IS NULL"),
    ]

    @Test func `every way into the account ends in the transaction that links the owner`() async throws {
        let scene = try await SignInScene()
        let former = try await openEveryWay(scene)
        #expect(try await open(scene) == Self.ways.map(\.name))

        try await scene.google.person("g-9", Person.luca.email)
        let code = try #require(try await scene.outcome())

        #expect(try await open(scene) == [])
        #expect(try await scene.world.status(of: former) == 401)
        #expect(try await scene.world.tryLogin(Person.luca.email).status == 401)
        let owner = try await scene.exchange(code)
        #expect(owner.status == 200, "no authenticator of the other person is asked: \(owner)")
    }

    @Test func `a new password at an administrator's request voids the links mailed before`() async throws {
        let scene = try await SignInScene()
        let token = try await scene.world.token(of: .luca)
        let body: JSONValue = ["email": "thief@example.com"]
        #expect(try await scene.world.with(token: token).post("/api/users/me/email", body).status == 204)
        let link = try await scene.world.mailedToken(to: "thief@example.com")
        let luca = try await scene.world.account(of: .luca)

        try await scene.world.db.write { [world = scene.world] tx in
            try Account.find(luca.id, tx).haveNewPasswordChosen(by: .system, at: world.site, tx)
        }

        #expect(try await scene.world.verify(link).faults == ["/token": "unusable_token"])
        #expect(try await scene.world.account(of: .luca).email.rawValue == Person.luca.email)
    }

    private func open(_ scene: SignInScene) async throws -> [String] {
        try await scene.world.db.read { tx in
            try Self.ways.filter { try tx.exists("SELECT 1 FROM \($0.rows)") }.map(\.name)
        }
    }

    /// The access token of the person who has opened all of them.
    private func openEveryWay(_ scene: SignInScene) async throws -> String {
        let (world, luca) = (scene.world, try await scene.world.account(of: .luca).id)
        try await world.db.write { tx in
            try tx.execute("UPDATE account SET role = 'steward' WHERE id = \(luca)")
        }
        let token = try await world.enrolled(.luca).token
        let client = world.with(token: token)
        #expect(try await client.post("/api/calendar/feed").status == 201)
        #expect(try await client.post("/api/users/me/email", ["email": "thief@example.com"]).status == 204)
        let invited: JSONValue = [
            "email": "accomplice@example.com", "role": "steward", "first_name": "Ann",
            "last_name": "Accomplice",
        ]
        #expect(try await client.post("/api/admin/invitations", invited).status == 201)
        _ = try await world.challenge(.luca)
        _ = try await world.forgot(Person.luca.email)
        try await world.runJobs()
        let actor = try await world.site.tokens.actor(forAuthorization: "Bearer \(token)")
        try await world.db.write { [site = world.site] tx in
            try PushDevice.register("phone", .android, for: luca, in: actor.session, at: site, tx)
            try tx.execute(
                "UPDATE account SET phone = '+393331234567', phone_key = '+393331234567' WHERE id = \(luca)"
            )
            try tx.execute(
                """
                INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at)
                VALUES (\(tx.newID(of: ServiceToken.self)), 'export', \([UInt8]([1])), 'steward', \(luca), \(tx.now),
                        \(tx.now + .days(30)))
                """
            )
        }
        return token
    }
}
