import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Locks keep strangers out and not the owner.
@Suite struct LockTests {
    private let wrong = "not the password"

    @Test func `an owner at a known address comes in while many addresses guess`() async throws {
        let world = try await aClub()
        #expect(try await world.knock(from: "198.51.100.7"))

        try await world.attack(addresses: 60)

        #expect(try await world.knock(from: "198.51.100.7"), "the address is known")
        #expect(
            try await !world.knock(from: "198.51.100.8"),
            "a stranger is shut out, with the right password too"
        )
    }

    @Test func `an owner with a device token comes in from anywhere while many addresses guess`() async throws
    {
        let world = try await aClub()
        let token = try #require(try await world.tryLogin(Person.giulia.email)["device_token"]?.stringValue)
        let lucas = try #require(try await world.tryLogin(Person.luca.email)["device_token"]?.stringValue)

        try await world.attack(addresses: 60)

        #expect(try await !world.knock(from: "203.0.113.9", device: lucas), "another account's token is none")
        #expect(try await !world.knock(from: "203.0.113.9", device: String(token.dropLast()) + "!"))
        #expect(try await world.knock(from: "203.0.113.9", device: token))
    }

    @Test func `asking for mails does not use up the logins of an address`() async throws {
        let world = try await aClub()
        for number in 0..<10 { _ = try await world.forgot("nobody\(number)@example.org") }

        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
    }

    @Test func `guesses with a stolen device token are counted too, and a new password ends it`() async throws
    {
        let world = try await aClub()
        let token = try #require(try await world.tryLogin(Person.giulia.email)["device_token"]?.stringValue)

        for number in 1...5 { _ = try await world.knock(wrong, from: "203.0.113.\(number)", device: token) }
        #expect(try await !world.knock(from: "203.0.113.77", device: token))

        world.clock.advance(by: .minutes(1))
        _ = try await world.forgot(Person.giulia.email)
        _ = try await world.reset(world.mailedToken(to: Person.giulia.email))
        let account = try await world.account(of: .giulia)
        let shown = try #require(DeviceToken(token, at: world.site))
        #expect(!shown.isGood(for: account, at: world.clock.now))
    }

    @Test func `a stranger's guesses of a day stay within the arithmetic`() async throws {
        let world = try await aClub()

        // Thirty addresses, each guessing every six minutes for a day.
        var compared = 0
        for round in 0..<240 {
            for number in 0..<30 where try await world.isOpen(from: "10.0.\(round % 4).\(number)") {
                try await world.guess(from: "10.0.\(round % 4).\(number)")
                compared += 1
            }
            world.clock.advance(by: .minutes(6))
        }

        let bound = Lockout().account.perDay
        #expect((bound - 5...bound + 5).contains(compared), "\(compared) of \(bound)")
    }

    @Test func `one address is not shut by guesses at one account, and is by guesses at many`() async throws {
        let world = try await aClub()
        let office = "192.0.2.1"

        // Far more than a lock of fifty failures, over a day.
        for _ in 1...200 {
            _ = try await world.knock(wrong, from: office)
            world.clock.advance(by: .minutes(7))
        }
        #expect(try await world.knock(from: office, as: .luca), "others behind the address come in")

        for number in 1...40 {
            _ = try await world.knock(wrong, from: office, name: "nobody\(number)@example.com")
        }
        #expect(
            try await !world.knock(from: office, as: .sara),
            "an address that tries forty names is locked out"
        )
        #expect(try await world.knock(from: office, as: .luca), "known devices are not")
    }

    @Test func `fifty simultaneous wrong guesses count as fifty`() async throws {
        let world = try await aClub()

        let answers = try await world.atOnce(50) { [wrong] _ in
            try await world.tryLogin(Person.giulia.email, wrong)
        }

        #expect(answers.statuses[401] == 50)
        let (counted, refused) = try await world.db.read { tx in
            (
                try tx.value("SELECT MAX(failures) FROM login_attempt", as: Int.self) ?? 0,
                try tx.value(
                    "SELECT COUNT(*) FROM audit_entry WHERE action = 'account.login_refused'",
                    as: Int.self
                )
            )
        }
        #expect(refused == 50)
        #expect(counted >= 5, "only compared passwords count, and no fewer than the limit")
        #expect(try await world.tryLogin(Person.giulia.email).status == 401)
    }

    @Test func `the owner's step-up is not shut by strangers`() async throws {
        let world = try await aClub()
        let client = world.with(token: try await world.login(.giulia).accessToken)

        try await world.attack(addresses: 60)

        let answer = try await client.post("/api/auth/step-up", ["password": .string(Person.demoPassword)])
        #expect(answer.status == 200)
    }

    @Test func `a token brings no allowance of its own to a door where secrets are tried`() async throws {
        let world = try await aClub(limits: true)
        let answers = try await world.atOnce(12) { _ in try await world.tryLogin("nobody@example.com") }
        #expect(answers.statuses[429] == 2)
        let session = try await world.openSession(of: .giulia)

        let again = try await session.post(
            "/api/auth/login",
            ["email": "nobody@example.com", "password": "something"]
        )

        #expect(again.status == 429)
    }
}

extension World {
    /// Whether a login is let in.
    fileprivate func knock(
        _ password: String = Person.demoPassword,
        from address: String,
        as person: Person = .giulia,
        name: String? = nil,
        device: String? = nil
    ) async throws -> Bool {
        do {
            _ = try await Accounts.logIn(
                as: .email(EmailAddress(parsing: name ?? person.email)),
                password: Password(password),
                from: Origin(address: address),
                deviceToken: device,
                at: site
            )
            return true
        } catch let problem as Problem where problem.code == .invalidCredentials {
            return false
        }
    }

    /// Five wrong passwords for Giulia from each of many addresses.
    fileprivate func attack(addresses: Int) async throws {
        for number in 1...addresses {
            for _ in 1...5 { try await guess(from: "172.16.1.\(number)") }
        }
    }

    fileprivate func isOpen(from address: String) async throws -> Bool {
        try await !throttle(from: address) { throttle, tx in try throttle.isLocked(tx) }
    }

    /// A wrong guess, without the work of hashing it.
    fileprivate func guess(from address: String) async throws {
        _ = try await throttle(from: address) { throttle, tx in
            try throttle.recordFailure(tx)
            return true
        }
    }

    private func throttle(
        from address: String,
        _ use: @escaping @Sendable (LoginThrottle, borrowing Tx) throws -> Bool
    ) async throws -> Bool {
        let email = try EmailAddress(parsing: Person.giulia.email)
        return try await db.write { [site] tx in
            let account = try Account.find(email: email, tx)
            let caller = LoginCaller(address: address)
            return try use(LoginThrottle(.email(email), of: account, from: caller, at: site, tx), tx)
        }
    }

    /// Without a request, so that no allowance is used up.
    fileprivate func openSession(of person: Person) async throws -> TestClient {
        let account = try await account(of: person)
        let grant = try await Accounts.openSession(for: account, from: Origin(address: "127.0.0.1"), at: site)
        return with(token: grant.accessToken)
    }
}
