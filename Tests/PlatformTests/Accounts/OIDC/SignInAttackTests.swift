import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct SignInAttackTests {
    @Test(arguments: [
        "alg_none", "alg_hs256", "other_issuer", "other_audience", "other_party", "two_audiences", "expired",
        "old", "future",
        "other_nonce", "no_nonce", "other_hash", "no_hash", "unknown_key", "other_signer",
    ])
    func `a token with a flaw proves nothing`(flaw: String) async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-1", Person.giulia.email)
        try await scene.google.act("flaw", ["kind": .string(flaw)])

        #expect(try await scene.outcome("error") == "login_refused")
        #expect(try await scene.count("oidc_identity") == 0)
        // The flaw was the only reason.
        #expect(try await scene.logIn().status == 200)
    }

    @Test(arguments: ["bare_issuer", "second_key"])
    func `both forms of the issuer and every key of the provider are good`(form: String) async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-1", Person.giulia.email)
        try await scene.google.act("flaw", ["kind": .string(form)])
        #expect(try await scene.logIn().status == 200)
    }

    @Test func `a replayed state, another browser's cookie, and a swapped state are 400`() async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-1", Person.giulia.email)
        let mine = try RoundTrip(try await scene.begin())
        let other = try RoundTrip(try await scene.begin())
        let back = try path(of: try await scene.google.agree(at: mine.page))
        func come(_ path: String, _ cookie: String?) async throws -> Int {
            try await scene.world.anonymous.get(path, headers: cookie.map { ["Cookie": $0] } ?? [:]).status
        }

        #expect(try await come(back, nil) == 400)
        // The login of the attacker, in the browser of the victim.
        #expect(try await come(back, other.cookie) == 400)
        #expect(try await come(back, "\(mine.cookie); \(other.cookie)") == 400)
        let swapped = back.replacing("state=\(mine.state)", with: "state=\(other.state)")
        // Both of one browser: the code is bound to the other login's verifier.
        let answer = try await scene.world.anonymous.get(swapped, headers: ["Cookie": other.cookie])
        #expect(answer.header("Location").flatMap { parameter("error", of: $0) } == "login_refused")
        #expect(try await come(back, mine.cookie) == 302)
        #expect(try await come(back, mine.cookie) == 400)
        #expect(try await come("/api/auth/google/callback?code=x", mine.cookie) == 400)
    }

    @Test func `fifty callbacks with one state: one winner, the others are 400`() async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-1", Person.giulia.email)
        let trip = try RoundTrip(try await scene.begin())
        let back = try path(of: try await scene.google.agree(at: trip.page))
        let answers = try await scene.world.atOnce(50) { _ in
            try await scene.world.anonymous.get(back, headers: ["Cookie": trip.cookie])
        }
        #expect(answers.statuses == [302: 1, 400: 49])
        #expect(try await scene.count("oidc_identity") == 1)
    }

    @Test func `a login that takes longer than ten minutes is over`() async throws {
        let scene = try await SignInScene()
        let trip = try RoundTrip(try await scene.begin())
        let back = try path(of: try await scene.google.agree(at: trip.page))
        scene.world.clock.advance(by: .minutes(10))
        #expect(try await scene.world.anonymous.get(back, headers: ["Cookie": trip.cookie]).status == 400)
        try await scene.world.tick()
        scene.world.clock.advance(by: .hours(1))
        try await scene.world.tick()
        #expect(try await scene.count("oidc_login") == 0)
    }

    @Test func `who declines comes back with an error, and the state is used up`() async throws {
        let scene = try await SignInScene()
        let trip = try RoundTrip(try await scene.begin())
        let path = "/api/auth/google/callback?state=\(trip.state)&error=access_denied"
        let answer = try await scene.world.anonymous.get(path, headers: ["Cookie": trip.cookie])
        #expect(answer.status == 302)
        #expect(answer.header("Location") == "https://world.example/welcome?error=access_denied")
        #expect(try await scene.world.anonymous.get(path, headers: ["Cookie": trip.cookie]).status == 400)
    }

    @Test func `the app's code works once, for a minute, with its own secret`() async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-1", Person.giulia.email)

        let stolen = try #require(try await scene.outcome())
        let wrong = String(repeating: "x", count: 43)
        #expect(try await scene.exchange(stolen, wrong).problem == .invalidCode)
        // Trying has used it up.
        #expect(try await scene.exchange(stolen).problem == .invalidCode)

        let late = try #require(try await scene.outcome())
        scene.world.clock.advance(by: .seconds(60))
        #expect(try await scene.exchange(late).status == 401)

        let code = try #require(try await scene.outcome())
        let answers = try await scene.world.atOnce(50) { _ in try await scene.exchange(code) }
        #expect(answers.statuses == [200: 1, 401: 49])
    }

    @Test func `a person who logs in twice at once for the first time has one account`() async throws {
        let scene = try await SignInScene()
        try await scene.google.person("g-9", "greta@example.com")
        var trips: [(RoundTrip, String)] = []
        for _ in 0..<10 {
            let trip = try RoundTrip(try await scene.begin())
            trips.append((trip, try path(of: try await scene.google.agree(at: trip.page))))
        }
        let all = trips
        let answers = try await scene.world.atOnce(10) { number in
            try await scene.world.anonymous.get(all[number].1, headers: ["Cookie": all[number].0.cookie])
        }
        #expect(answers.statuses == [302: 10])
        #expect(answers.allSatisfy { $0.header("Location").flatMap { parameter("code", of: $0) } != nil })
        #expect(try await scene.count("oidc_identity") == 1)
        let accounts = try await scene.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM account WHERE email = 'greta@example.com'", as: Int.self)
        }
        #expect(accounts == 1)
    }
}

extension SignInScene {
    func count(_ table: String) async throws -> Int {
        try await world.db.read { tx in
            switch table {
            case "oidc_login": try tx.value("SELECT COUNT(*) FROM oidc_login", as: Int.self) ?? -1
            default: try tx.value("SELECT COUNT(*) FROM oidc_identity", as: Int.self) ?? -1
            }
        }
    }
}
