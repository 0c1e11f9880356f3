import Crypto
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct GoogleSignInTests {
    private static let verifier = "a-secret-of-the-app-that-nobody-else-can-guess-0123"

    private func start(_ scene: LinkScene, _ returnTo: String = "/welcome") async throws -> TestResponse {
        let challenge = Base64.url.encode(SHA256.hash(data: Array(Self.verifier.utf8)))
        return try await scene.world.anonymous.get(
            "/api/v1/auth/google/start?return_to=\(returnTo)&challenge=\(challenge)"
        )
    }

    private func code(_ scene: LinkScene) async throws -> String {
        let answer = try await start(scene)
        #expect(answer.status == 302)
        let back = try await scene.comeBack(from: try #require(answer.header("Location")), after: answer)
        #expect(back.status == 302)
        return try #require(back.header("Location").flatMap { LinkScene.parameter("code", of: $0) })
    }

    private func exchange(_ scene: LinkScene, _ code: String) async throws -> TestResponse {
        try await scene.world.anonymous.post(
            "/api/v1/auth/google/exchange",
            ["code": .string(code), "verifier": .string(Self.verifier)]
        )
    }

    @Test func `Google makes a student, who is asked for the consents`() async throws {
        let scene = try await LinkScene.open()
        try await scene.google.person("g-1", "greta@example.com")
        let answer = try await exchange(scene, try await code(scene))
        #expect(answer.status == 200 && answer["account"]?["role"] == "student", "\(answer)")

        let token = try #require(answer["access_token"]?.stringValue)
        let me = try await scene.world.with(token: token).get("/api/v1/users/me")
        #expect(me.status == 200 && me["first_name"] == "Greta" && me["last_name"] == "Google", "\(me)")
        let needed =
            me["consents_needed"]?.arrayValue?.compactMap { $0.stringValue ?? $0["purpose"]?.stringValue }
            ?? []
        #expect(needed.contains("privacy") && needed.contains("terms"))
    }

    @Test func `a state that is wrong or used is 400, and a code that is used 401`() async throws {
        let scene = try await LinkScene.open()
        try await scene.google.person("g-1", "greta@example.com")
        let lost = try await scene.world.anonymous.get("/api/v1/auth/google/callback?state=x&code=y")
        #expect(lost.status == 400 && lost.problem?.name == "invalid_state")
        let code = try await code(scene)
        #expect(try await exchange(scene, code).status == 200)
        let again = try await exchange(scene, code)
        #expect(again.status == 401 && again.problem?.name == "invalid_code")
        #expect(try await start(scene, "https://evil.example/").status == 422)
    }

    @Test
    func
        `an unverified address of somebody else: linked services and messengers end before the owner enters`()
        async throws
    {
        let scene = try await LinkScene.open()
        try await scene.link(with: "calendar")
        let sms = try await scene.world.as(.tina).post("/api/v1/users/me/channels/telegram")
        #expect(sms.status == 200)
        let tina = try await scene.world.account(of: .tina)
        let pending = try await scene.world.as(.tina).get(
            "/api/v1/calendar/google/start?return_to=/settings&with=drive"
        )
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE account SET email_verified_at = NULL WHERE id = \(tina)")
            try tx.execute(
                """
                INSERT INTO messenger (id, account_id, channel, mac, sealed, linked_at)
                VALUES (\(tx.newID(of: Messenger.self)), \(tina), 'whatsapp', \([UInt8]([1])), \([UInt8]([1])), \(tx.now))
                """
            )
        }
        let tables: [SQL] = ["integration", "integration_request", "messenger", "messenger_code"]
        func held() async throws -> Int {
            try await scene.world.db.read { tx in
                try tables.count { try tx.exists("SELECT 1 FROM \($0) WHERE account_id = \(tina)") }
            }
        }
        #expect(try await held() == tables.count)

        try await scene.google.person("g-1", Person.tina.email)
        let code = try await code(scene)

        #expect(try await held() == 0)
        let late = try await scene.comeBack(from: try #require(pending["url"]?.stringValue), after: pending)
        #expect(late.status == 400 && late.problem?.name == "invalid_state")
        let owner = try await exchange(scene, code)
        #expect(owner.status == 200 && owner["account"]?["role"] == "tutor", "\(owner)")
        try await scene.world.runJobs()
        let waiting = try await scene.world.db.read { tx in try tx.exists("SELECT 1 FROM revoked_grant") }
        #expect(!waiting, "Google knows that the grant is over")
    }

    @Test func `without Google the start is 503`() async throws {
        let scene = try await LessonScene.open()
        let challenge = Base64.url.encode(SHA256.hash(data: Array(Self.verifier.utf8)))
        let path = "/api/v1/auth/google/start?return_to=/&challenge=\(challenge)"
        #expect(try await scene.world.anonymous.get(path).status == 503)
    }
}
