import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct LoginTests {
    @Test func `the right password gives both tokens, and the login is on record`() async throws {
        let world = try await aClub()

        let answer = try await world.tryLogin("Giulia.Rossi@Example.com")

        let grant: TokenGrant = try answer.decoded()
        #expect(answer.status == 200)
        #expect(answer.header("Cache-Control") == "no-store")
        #expect(grant.tokenType == "Bearer")
        #expect(grant.expiresIn == 900)
        #expect(grant.refreshExpiresIn == 7 * 86_400)
        #expect(grant.account.role == "member")
        #expect(try await world.status(of: grant.accessToken) == 200)
        #expect(try await world.audit().last == "account.login")
    }

    @Test func `unknown, wrong, closed and shut look alike`() async throws {
        let world = try await aClub()
        let luca = try await world.account(of: .luca)
        _ = try await world.db.write { [site = world.site] tx in
            try luca.deactivated(by: .system, at: site, tx)
        }

        let wrong = try await world.tryLogin(Person.giulia.email, "not the password")
        let unknown = try await world.tryLogin("nobody@example.com", "not the password")
        let closed = try await world.tryLogin(Person.luca.email)
        for _ in 1...6 { _ = try await world.tryLogin(Person.giulia.email, "not the password") }
        let shut = try await world.tryLogin(Person.giulia.email)

        #expect(wrong.status == 401)
        #expect(wrong.problem == .invalidCredentials)
        #expect(unknown.visible == wrong.visible)
        #expect(closed.visible == wrong.visible)
        #expect(shut.visible == wrong.visible)
    }

    @Test func `five wrong passwords shut the door; one guess per pause does not keep it shut`() async throws
    {
        let world = try await aClub()
        for _ in 1...5 { _ = try await world.tryLogin(Person.giulia.email, "not the password") }

        #expect(try await world.tryLogin(Person.giulia.email).status == 401)
        #expect(try await world.tryLogin(Person.luca.email).status == 200)
        world.clock.advance(by: .seconds(31))
        #expect(try await world.tryLogin(Person.giulia.email, "wrong once more").status == 401)
        #expect(try await world.tryLogin(Person.giulia.email).status == 401)
        world.clock.advance(by: .seconds(31))
        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
    }

    @Test func `a whole IPv6 network is one knocker at the door`() async throws {
        let world = try await aClub()
        let email = try EmailAddress(parsing: Person.giulia.email)
        @Sendable func attempt(_ password: String, from address: String) async throws -> Bool {
            do {
                _ = try await Accounts.logIn(
                    as: .email(email),
                    password: Password(password),
                    from: Origin(address: address),
                    at: world.site
                )
                return true
            } catch let problem as Problem where problem.code == .invalidCredentials {
                return false
            }
        }
        for number in 1...5 { _ = try await attempt("not the password", from: "2001:db8:0:1::\(number)") }

        #expect(try await !attempt(Person.demoPassword, from: "2001:db8:0:1::ffff"))
        #expect(try await attempt(Person.demoPassword, from: "2001:db8:0:2::1"))
    }

    @Test func `an address that nobody has is shut like any other`() async throws {
        let world = try await aClub()
        for _ in 1...5 { _ = try await world.tryLogin("nobody@example.com", "not the password") }

        let counts = try await world.db.read { tx in
            try tx.values("SELECT failures FROM login_attempt ORDER BY failures", as: Int.self)
        }

        #expect(
            counts == [1, 5, 5, 5],
            "the address counts a name once; the pair twice, and the name, count each guess"
        )
    }

    @Test func `the right password makes the wrong ones forgotten`() async throws {
        let world = try await aClub()
        for _ in 1...4 { _ = try await world.tryLogin(Person.giulia.email, "not the password") }
        _ = try await world.login(.giulia)

        for _ in 1...4 { _ = try await world.tryLogin(Person.giulia.email, "not the password") }

        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
    }

    @Test func `logins are limited by address`() async throws {
        let world = try await World(club(), cast: "none", limits: true)

        let answers = try await world.atOnce(12) { _ in try await world.tryLogin("nobody@example.com") }

        #expect(answers.statuses[429] == 2)
    }

    @Test func `a hash made with other parameters is renewed`() async throws {
        let world = try await aClub()
        let old = try await PasswordHasher(.init(memory: 16, passes: 2, lanes: 1)).hash(
            Password(Person.demoPassword)
        )
        try await world.db.write { tx in
            try tx.changeOne(
                "UPDATE account SET password_hash = \(old.phc) WHERE email = \(Person.giulia.email)"
            )
        }

        _ = try await world.login(.giulia)

        #expect(
            try await world.account(of: .giulia).password?.phc.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$")
                == true
        )
        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
    }
}
