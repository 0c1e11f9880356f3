import Kernel
import Store
import TestKit
import Testing

@testable import Distribution

/// An account that somebody opened with their own telephone and another person's e-mail address.
@Suite struct PhoneHijackingTests {
    private let phone = "+9647709990007"
    private let victim = "victim@example.org"
    private let attackers = "سبع قطط في صف واحد"

    @Test func `the click of the address's owner does not put it into the account of another`() async throws {
        let world = try await market()
        let (_, token) = try await trap(world)

        let clicked = try await world.verify(token, password: nil)
        let tried = try await world.verify(token, password: "كلمة سر الضحية الطويلة")

        #expect(clicked.status == 422 && clicked.faults == ["/password": "account_password_required"])
        #expect(tried.faults == ["/password": "wrong_password"])
        #expect(try await world.count("SELECT COUNT(*) FROM account WHERE email = \(victim)") == 0)
    }

    @Test func `afterwards the owner of the address opens an account that nobody else can enter`()
        async throws
    {
        let world = try await market()
        let (_, token) = try await trap(world)
        _ = try await world.verify(token, password: nil)

        #expect(try await world.register(victim, "+9647709990008", password: attackers).status == 202)
        let mine = "كلمة سر الضحية الطويلة"
        let opened = try await world.verify(world.mailedToken(to: victim), password: mine)

        #expect(opened.status == 200)
        #expect(
            try await world.logIn(["email": .string(victim), "password": .string(attackers)]).status == 401
        )
        #expect(try await world.logIn(["email": .string(victim), "password": .string(mine)]).status == 200)
        let me = try await world.logIn(["phone": .string(phone), "password": .string(attackers)])
        #expect(me["account"]?["email"]?.stringValue != victim)
    }

    @Test func `a session of the account adds the address with the token alone`() async throws {
        let world = try await market()
        let (session, token) = try await trap(world)
        let stranger = world.as(.omar)

        #expect(try await world.verify(token, password: nil, as: stranger).status == 422)
        #expect(try await world.verify(token, password: nil, as: session).status == 200)
        #expect(try await session.get("/api/auth/me")["email"]?.stringValue == victim)
    }

    @Test func `the password of the account cannot be guessed by whoever reads the mail`() async throws {
        let world = try await market()
        let (_, token) = try await trap(world)

        let answers = try await world.atOnce(50) { number in
            try await world.verify(token, password: "تخمين رقم \(number) طويل")
        }

        #expect(answers.statuses.keys.allSatisfy { [422, 429].contains($0) }, "\(answers.statuses)")
        #expect(try await world.verify(token, password: attackers).status == 429, "the door is shut")
    }

    /// The client of the account opened with the attacker's phone, and the token mailed to the victim.
    private func trap(_ world: World) async throws -> (TestClient, String) {
        let asked = try await world.register(victim, phone, password: attackers)
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))
        let entered = try await world.verifyCode(
            phone,
            code,
            registration: asked["registration"]?.stringValue
        )
        let client = world.with(token: try #require(entered["access_token"]?.stringValue))
        return (client, try await world.mailedToken(to: victim))
    }
}
