import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct SecondFactorTests {
    // RFC 6238, appendix B, SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `codes are those of RFC 6238`(seconds: Int64, code: String) {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let step = TOTP.step(at: Instant(seconds: seconds))
        #expect(totp.code(at: step, digits: 8) == code)
        #expect(totp.code(at: step) == String(code.suffix(6)))
    }

    // RFC 4648, section 10.
    @Test(arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foob", "MZXW6YQ"), ("foobar", "MZXW6YTBOI")])
    func `Base32 is that of RFC 4648`(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
    }

    @Test func `one step before and after pass, two do not`() {
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let now = Instant(seconds: 1_000_000)
        let present = TOTP.step(at: now)
        for offset: Int64 in -3...3 {
            let found = totp.step(of: totp.code(at: present + offset), at: now)
            #expect(found == (abs(offset) <= 1 ? present + offset : nil))
        }
    }

    @Test func `a login takes two steps, and the challenge opens nothing else`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)

        let first = try await world.tryLogin(Person.giulia.email)
        #expect(first.status == 401 && first.problem == .secondFactorRequired)
        let challenge = try #require(first["challenge"]?.stringValue)
        #expect(try await world.status(of: challenge) == 401)
        let second = try await world.secondStep(challenge, device.code(at: world.clock.now))

        #expect(second.status == 200)
        let grant: TokenGrant = try second.decoded()
        #expect(try await world.status(of: grant.accessToken) == 200)
        #expect(
            try await world.tryLogin(Person.giulia.email, "not the password").problem == .invalidCredentials
        )
    }

    @Test func `twenty simultaneous uses of one code open one session`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)
        var challenges: [String] = []
        for _ in 1...20 { challenges.append(try await world.challenge(.giulia)) }
        let (code, all) = (device.code(at: world.clock.now), challenges)

        let answers = try await world.atOnce(20) { number in try await world.secondStep(all[number], code) }

        #expect(answers.statuses[200] == 1)
        #expect(answers.filter { $0.status != 200 }.allSatisfy { [422, 429].contains($0.status) })
    }

    @Test func `twenty simultaneous uses of one recovery code open one session`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)
        var challenges: [String] = []
        for _ in 1...20 { challenges.append(try await world.challenge(.giulia)) }
        let all = challenges

        let answers = try await world.atOnce(20) { number in
            try await world.secondStep(all[number], device.recovery[0].lowercased())
        }

        #expect(answers.statuses[200] == 1)
        #expect(answers.statuses[500] == nil)
        let view = try await world.with(token: device.token).get("/api/users/me/second-factor")
        #expect(view["recovery_codes_left"] == 9)
        #expect(try await world.subjects(to: .giulia).contains("È stato usato un codice di recupero"))
    }

    @Test func `five wrong codes shut the door, even for the right one`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)
        let challenge = try await world.challenge(.giulia)
        let right = device.code(at: world.clock.now)
        let wrong = right == "000000" ? "000001" : "000000"

        for _ in 1...5 {
            #expect(try await world.secondStep(challenge, wrong).faults == ["/code": "wrong_code"])
        }
        #expect(try await world.secondStep(challenge, right).status == 429)
        world.clock.advance(by: .seconds(31))
        #expect(try await world.secondStep(challenge, device.code(at: world.clock.now)).status == 200)
    }

    @Test func `a challenge is used once, runs out, and dies with the password`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)
        let used = try await world.challenge(.giulia)
        #expect(try await world.secondStep(used, device.code(at: world.clock.now)).status == 200)
        world.clock.advance(by: .minutes(1))
        #expect(try await world.secondStep(used, device.code(at: world.clock.now)).problem == .challengeOver)

        let late = try await world.challenge(.giulia)
        world.clock.advance(by: .minutes(6))
        #expect(try await world.secondStep(late, device.code(at: world.clock.now)).problem == .challengeOver)

        let outdated = try await world.challenge(.giulia)
        _ = try await world.forgot(Person.giulia.email)
        #expect(try await world.reset(world.mailedToken(to: Person.giulia.email)).status == 204)
        #expect(
            try await world.secondStep(outdated, device.code(at: world.clock.now)).problem == .challengeOver
        )
    }

    @Test func `the secret is encrypted, and no code prints itself`() async throws {
        let world = try await aClub()
        let device = try await world.enrolled(.giulia)

        let stored = try await world.db.read { tx in
            try tx.value("SELECT secret FROM second_factor", as: [UInt8].self)
        }

        let (sealed, plain) = (try #require(stored), try #require(device.secretBytes))
        let (header, nonce, tag) = (5, 12, 16)
        #expect(sealed.count == header + nonce + plain.count + tag)
        #expect(sealed.indices.dropLast(19).allSatisfy { Array(sealed[$0..<$0 + 20]) != plain })
        #expect("\(SecondFactorCode(unchecked: "123456"))".contains("123456") == false)
    }

    @Test func `an unconfirmed authenticator is not asked for, a confirmed one not replaced`() async throws {
        let world = try await aClub()
        let client = world.as(.giulia)
        #expect(try await client.post("/api/users/me/second-factor").status == 200)
        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
        #expect(
            try await client.post("/api/users/me/second-factor/confirm", ["code": "000000"]).status == 422
        )

        _ = try await world.enrolled(.giulia)

        #expect(try await client.post("/api/users/me/second-factor").problem == .secondFactorOn)
        #expect(try await world.subjects(to: .giulia) == ["Accesso in due passaggi attivo"])
    }
}
