import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct RegistrationTests {
    private let password = "quattro gatti in fila"

    @Test func `who registers becomes a member by the mailed link, and can log in`() async throws {
        let world = try await aClub()

        let asked = try await register("Anna.Neri@Example.com", world)
        #expect(asked.status == 202)
        let token = try await world.mailedToken(to: "anna.neri@example.com")
        #expect(try await world.tryLogin("anna.neri@example.com", password).status == 401)
        let account = try await world.verify(token, choosing: password)

        #expect(account.status == 200)
        #expect(account["email"] == "anna.neri@example.com")
        #expect(account["role"] == "member")
        #expect(account["email_verified"] == true)
        #expect(try await world.tryLogin("anna.neri@example.com", password).status == 200)
        #expect(try await world.verify(token, choosing: password).faults == ["/token": "unusable_token"])
        #expect(try await world.audit().contains("account.register"))
    }

    @Test func `a taken address is only told to who reads its mails`() async throws {
        let world = try await aClub()

        let free = try await register("anna@example.com", world)
        let taken = try await register(Person.giulia.email.uppercased(), world)

        #expect(taken.visible == free.visible)
        #expect(try await world.subjects(to: .giulia) == ["Club: ha già un account"])
        #expect(try await world.registrations() == 1)
        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
    }

    @Test func `one address is one account, however often it is asked for and confirmed`() async throws {
        let world = try await aClub()
        var tokens: [String] = []
        for address in ["anna@example.com", "ANNA@example.com", "anna@example.com"] {
            #expect(try await register(address, world).status == 202)
            tokens.append(try await world.mailedToken(to: "anna@example.com"))
        }
        #expect(Set(tokens).count == 3)

        let answers = try await world.atOnce(18) { [tokens] index in
            try await world.verify(tokens[index % 3], choosing: password)
        }

        #expect(answers.statuses[200] == 1)
        #expect(answers.statuses.keys.allSatisfy { [200, 409, 422].contains($0) }, "\(answers.statuses)")
        #expect(try await world.registrations() == 0)
    }

    @Test func `one address is mailed four times an hour, and more is refused`() async throws {
        let world = try await aClub()

        for number in 1...6 {
            #expect(try await register("anna@example.com", world).status == (number <= 4 ? 202 : 429))
        }

        try await world.runJobs()
        #expect(world.mails().count { $0.to.rawValue == "anna@example.com" } == 4)
    }

    @Test func `a link runs out, and what was asked is forgotten`() async throws {
        let world = try await aClub()
        _ = try await register("anna@example.com", world)
        let token = try await world.mailedToken(to: "anna@example.com")
        world.clock.advance(by: .days(4))

        #expect(try await world.verify(token, choosing: password).faults == ["/token": "unusable_token"])
        try await world.db.write { tx in try ForgetSessions.forget(tx) }
        #expect(try await world.registrations() == 0)
    }

    @Test func `a weak password is refused before anything is written`() async throws {
        let world = try await aClub()

        let answer = try await world.anonymous.post(
            "/api/auth/register",
            ["email": "anna@example.com", "password": "password1234"]
        )

        #expect(answer.faults.keys.contains("/password"))
        #expect(try await world.registrations() == 0)
    }

    private func register(_ email: String, _ world: World) async throws -> TestResponse {
        try await world.anonymous.post(
            "/api/auth/register",
            ["email": .string(email), "password": .string(password)]
        )
    }
}

extension World {
    fileprivate func registrations() async throws -> Int {
        try await db.read { tx in try tx.value("SELECT COUNT(*) FROM registration", as: Int.self) ?? -1 }
    }
}
