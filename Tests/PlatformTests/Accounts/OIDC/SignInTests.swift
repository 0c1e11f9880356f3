import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct SignInTests {
    @Test func `a stranger gets an account, and the same one the next time, whatever the address is then`()
        async throws
    {
        let scene = try await SignInScene()
        try await scene.google.person("g-1", "greta@example.com")

        let first: TokenGrant = try await scene.logIn().decoded()
        #expect(first.account.email.rawValue == "greta@example.com" && first.account.role == "member")
        #expect(try await scene.world.status(of: first.accessToken) == 200)
        let account = try await scene.world.db.read { tx in try Account.find(first.account.id, tx) }
        #expect(account.emailVerifiedAt != nil && account.password == nil && account.locale == .italian)

        try await scene.google.person("g-1", "another@example.com")
        let second: TokenGrant = try await scene.logIn().decoded()
        #expect(second.account.id == first.account.id)
        // A password was never set, so none opens the account.
        #expect(try await scene.world.tryLogin("greta@example.com").status == 401)
    }

    @Test func `the start leads to the provider with S256, a nonce, and a cookie of this host alone`()
        async throws
    {
        let scene = try await SignInScene()
        let answer = try await scene.begin("https://world.example/welcome?tab=1")

        #expect(answer.status == 302 && answer.header("Cache-Control")?.contains("no-store") == true)
        let cookie = try #require(answer.header("Set-Cookie"))
        for part in ["__Host-oidc=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600"] {
            #expect(cookie.contains(part))
        }
        #expect(!cookie.contains("Domain"))
        let trip = try RoundTrip(answer)
        #expect(trip.cookie == "__Host-oidc=\(trip.state)")
        #expect(parameter("code_challenge_method", of: trip.page) == "S256")
        #expect(parameter("scope", of: trip.page) == "openid email profile")
        // Neither verifier nor state can be read in the database.
        let stored = try await scene.world.db.read { tx in
            try tx.values("SELECT hash FROM oidc_login", as: [UInt8].self)
        }
        #expect(stored == [SecretText.hash(trip.state)])
    }

    @Test(arguments: [
        "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)",
        "https://world.example.evil/",
        "https://world.example@evil.example/",
    ])
    func `pages of others are no return address`(page: String) async throws {
        let scene = try await SignInScene()
        let escaped = page.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        let answer = try await scene.begin(escaped)
        #expect(answer.status == 422 && answer.faults["query/return_to"] == "not_our_address")
    }

    @Test func `a confirmed address links its account once, and its owner is told`() async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-2", Person.giulia.email)

        let grant: TokenGrant = try await scene.logIn().decoded()
        let giulia = try await scene.world.account(of: .giulia)
        #expect(grant.account.id == giulia.id)
        // Nothing of a proved account dies.
        #expect(try await scene.world.tryLogin(Person.giulia.email).status == 200)
        try await scene.world.runJobs()
        #expect(
            scene.world.mails(to: .giulia).contains {
                $0.text.contains("entered with Google") || $0.text.contains("accedere con Google")
            }
        )

        // A later owner of the address at the provider is somebody else.
        try await scene.google.person("g-3", Person.giulia.email)
        #expect(try await scene.outcome("error") == "linked_to_another")
    }

    @Test func `the provider's unverified address links nothing`() async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-4", Person.giulia.email, isVerified: false)
        #expect(try await scene.outcome("error") == "email_unverified")
        #expect(try await scene.world.audit().contains("oidc.refuse"))
    }

    @Test func `an unverified address that someone else registered first: password and sessions die first`()
        async throws
    {
        let scene = try await SignInScene()
        let attacker = try await scene.world.token(of: .luca)
        #expect(try await scene.world.status(of: attacker) == 200)
        try await scene.google.person("g-5", Person.luca.email)

        let grant: TokenGrant = try await scene.logIn().decoded()

        let luca = try await scene.world.account(of: .luca)
        #expect(grant.account.id == luca.id && luca.emailVerifiedAt != nil)
        #expect(try await scene.world.status(of: attacker) == 401)
        #expect(try await scene.world.tryLogin(Person.luca.email).status == 401)
        #expect(try await scene.world.status(of: grant.accessToken) == 200)
        #expect(try await scene.world.audit().contains("oidc.link_unproved"))
    }

    @Test func `a registration that waits for its mail is void after a login with the address`() async throws
    {
        let scene = try await SignInScene()
        let answer = try await scene.world.anonymous.post(
            "/api/auth/register",
            ["email": "greta@example.com", "password": "the attacker's own words", "locale": "it"]
        )
        #expect(answer.status == 202)
        let token = try await scene.world.mailedToken(to: "greta@example.com")
        try await scene.google.person("g-6", "greta@example.com")
        #expect(try await scene.logIn().status == 200)

        let late = try await scene.world.anonymous.post(
            "/api/auth/verify-email",
            ["token": .string(token), "password": "the attacker's own words"]
        )
        #expect(late.status == 422)
        #expect(try await scene.world.tryLogin("greta@example.com", "the attacker's own words").status == 401)
    }

    @Test func `the second factor is still asked for`() async throws {
        let scene = try await SignInScene()
        let device = try await scene.world.enrolled(.giulia)
        try await scene.google.person("g-7", Person.giulia.email)

        let first = try await scene.logIn()
        #expect(first.status == 401 && first.problem == .secondFactorRequired)
        let challenge = try #require(first["challenge"]?.stringValue)
        let second = try await scene.world.secondStep(challenge, device.code(at: scene.world.clock.now))
        #expect(second.status == 200)
    }

    @Test func `a closed account stays closed`() async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-8", Person.giulia.email)
        #expect(try await scene.logIn().status == 200)
        let giulia = try await scene.world.account(of: .giulia)
        try await scene.world.db.write { [world = scene.world] tx in
            _ = try Account.find(giulia.id, tx).deactivated(by: .system, at: world.site, tx)
        }
        #expect(try await scene.outcome("error") == "account_closed")
    }

    @Test func `without a provider, or while it is down, the start is 503`() async throws {
        let world = try await SignInScene.world { _ in }
        let path = "/api/auth/google/start?return_to=/&challenge=\(SignInScene.challenge)"
        #expect(try await world.anonymous.get(path).status == 503)
        let provider = OIDCProvider.google(clientID: "a", clientSecret: "b", issuer: "http://127.0.0.1:9")
        let deaf = try await SignInScene.world {
            $0.signIn = [OIDCClient(provider, http: HTTPCaller(threads: 1), now: { TestClock.start })]
        }
        #expect(try await deaf.anonymous.get(path).status == 503)
    }
}
