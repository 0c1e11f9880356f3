import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct EmailVerificationTests {
    @Test func `the link is mailed again until the address is verified, four times an hour`() async throws {
        let world = try await aClub()

        for number in 1...6 {
            let asked = try await world.as(.giulia).post("/api/users/me/email/verification")
            #expect(asked.status == (number <= 4 ? 204 : 429))
        }
        #expect(try await world.subjects(to: .giulia).count == 4)
        let token = try await world.mailedToken(to: Person.giulia.email)
        #expect(try await world.verify(token)["email_verified"] == true)
        #expect(try await world.verify(token).faults == ["/token": "unusable_token"])
        #expect(try await world.audit().contains("account.verify_email"))
        world.clock.advance(by: .hours(2))
        _ = try await world.as(.giulia).post("/api/users/me/email/verification")

        #expect(try await world.subjects(to: .giulia).count == 4)
    }

    @Test func `a new address counts once it is confirmed, and the old one is told`() async throws {
        let world = try await aClub()

        let asked = try await ask(.giulia, for: "nuova@example.com", world)
        #expect(asked.status == 204)
        #expect(try await world.tryLogin(Person.giulia.email).status == 200)
        let moved = try await world.verify(world.mailedToken(to: "nuova@example.com"))

        #expect(moved["email"] == "nuova@example.com")
        #expect(moved["email_verified"] == true)
        #expect(try await world.tryLogin(Person.giulia.email).status == 401)
        #expect(try await world.tryLogin("nuova@example.com").status == 200)
        let told = try await world.subjects(to: .giulia)
        #expect(told == ["Club: richiesta di cambio indirizzo", "Il suo indirizzo è stato modificato"])
    }

    @Test func `a taken address is only told to who reads its mails`() async throws {
        let world = try await aClub()

        let taken = try await ask(.giulia, for: Person.luca.email, world)
        let free = try await ask(.giulia, for: "nuova@example.com", world)

        #expect(taken.visible == free.visible)
        let token = try await world.mailedToken(to: Person.luca.email)
        #expect(try await world.verify(token).problem == .emailTaken)
        #expect(try await world.account(of: .giulia).email.rawValue == Person.giulia.email)
    }

    @Test func `two accounts cannot move to one address`() async throws {
        let world = try await aClub()
        _ = try await ask(.giulia, for: "nuova@example.com", world)
        let first = try await world.mailedToken(to: "nuova@example.com")
        _ = try await ask(.luca, for: "nuova@example.com", world)
        let second = try await world.mailedToken(to: "nuova@example.com")

        let answers = try await world.atOnce(20) { number in
            try await world.verify(number.isMultiple(of: 2) ? first : second)
        }

        #expect(answers.statuses[200] == 1)
        #expect(answers.statuses[500] == nil)
    }

    @Test func `a link to an old address no longer verifies`() async throws {
        let world = try await aClub()
        _ = try await world.as(.giulia).post("/api/users/me/email/verification")
        let old = try await world.mailedToken(to: Person.giulia.email)
        _ = try await ask(.giulia, for: "nuova@example.com", world)
        #expect(try await world.verify(world.mailedToken(to: "nuova@example.com")).status == 200)

        #expect(try await world.verify(old).status == 422)
    }

    private func ask(_ person: Person, for email: String, _ world: World) async throws -> TestResponse {
        try await world.as(person).post("/api/users/me/email", ["email": .string(email)])
    }
}
