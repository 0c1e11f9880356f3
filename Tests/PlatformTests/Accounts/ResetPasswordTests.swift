import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ResetPasswordTests {
    @Test func `a mailed link sets a new password and ends every session`() async throws {
        let world = try await aClub()
        let before = try await world.login(.giulia)
        #expect(try await world.forgot(Person.giulia.email).status == 202)
        let token = try await world.mailedToken(to: Person.giulia.email)

        #expect(try await world.reset(token).status == 204)

        #expect(try await world.status(of: before.accessToken) == 401)
        #expect(try await world.refresh(before.refreshToken).status == 401)
        #expect(try await world.tryLogin(Person.giulia.email).status == 401)
        #expect(try await world.tryLogin(Person.giulia.email, "quattro gatti in fila").status == 200)
        #expect(try await world.subjects(to: .giulia).contains("La sua password è stata modificata"))
        #expect(try await world.account(of: .giulia).emailVerifiedAt != nil)
    }

    @Test func `known, unknown and closed addresses are answered alike, by the same work`() async throws {
        let world = try await aClub()
        let luca = try await world.account(of: .luca)
        _ = try await world.db.write { [site = world.site] tx in
            try luca.deactivated(by: .system, at: site, tx)
        }

        let known = try await world.forgot(Person.giulia.email)
        let unknown = try await world.forgot("nobody@example.com")
        let closed = try await world.forgot(Person.luca.email)

        #expect(known.status == 202)
        #expect(unknown.visible == known.visible && unknown.body == known.body)
        #expect(closed.visible == known.visible && closed.body == known.body)
        let kinds = try await world.jobs().map(\.kind)
        #expect(kinds.filter { $0 == MailPasswordLink.kind }.count == 3)
        try await world.runJobs()
        #expect(world.mails().map(\.to.rawValue) == [Person.giulia.email])
        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM password_request", as: Int.self)
        }
        #expect(left == 0)
    }

    @Test func `an address is written to four times in an hour, whoever asks`() async throws {
        let world = try await aClub()

        for number in 1...6 {
            #expect(try await world.forgot(Person.giulia.email).status == (number <= 4 ? 202 : 429))
        }
        try await world.runJobs()
        #expect(world.mails().count == 4)

        world.clock.advance(by: .hours(1) + .seconds(1))
        _ = try await world.forgot(Person.giulia.email)
        try await world.runJobs()
        #expect(world.mails().count == 5)
    }

    @Test func `one caller causes thirty mails in an hour`() async throws {
        let world = try await aClub()

        for number in 1...34 {
            let asked = try await world.forgot("someone\(number)@example.com")
            #expect(asked.status == (number <= 30 ? 202 : 429))
        }

        #expect(try await world.jobs().filter { $0.kind == MailPasswordLink.kind }.count == 30)
    }

    @Test func `twenty simultaneous uses of one token have one winner`() async throws {
        let world = try await aClub()
        _ = try await world.forgot(Person.giulia.email)
        let token = try await world.mailedToken(to: Person.giulia.email)

        let answers = try await world.atOnce(20) { number in
            try await world.reset(token, to: "quattro gatti in fila \(number)")
        }

        #expect(answers.statuses == [204: 1, 422: 19])
        #expect(answers.filter { $0.status == 422 }.allSatisfy { $0.faults == ["/token": "unusable_token"] })
        let index = answers.firstIndex { $0.status == 204 }
        let winner = try #require(index)
        let login = try await world.tryLogin(Person.giulia.email, "quattro gatti in fila \(winner)")
        #expect(login.status == 200)
    }

    @Test func `a token runs out, and a new password uses up the others`() async throws {
        let world = try await aClub()
        _ = try await world.forgot(Person.giulia.email)
        let old = try await world.mailedToken(to: Person.giulia.email)
        world.clock.advance(by: .minutes(31))
        #expect(try await world.reset(old).faults == ["/token": "unusable_token"])

        _ = try await world.forgot(Person.giulia.email)
        let first = try await world.mailedToken(to: Person.giulia.email)
        _ = try await world.forgot(Person.giulia.email)
        let second = try await world.mailedToken(to: Person.giulia.email)
        #expect(first != second)
        #expect(try await world.reset(second).status == 204)
        #expect(try await world.reset(first).status == 422)
    }

    @Test func `a weak password does not cost the token, and wrong ones are told as such`() async throws {
        let world = try await aClub()
        _ = try await world.forgot(Person.giulia.email)
        let token = try await world.mailedToken(to: Person.giulia.email)

        #expect(
            try await world.reset(token, to: "1234567890").faults == ["/new_password": "password_too_common"]
        )
        #expect(try await world.reset("\0").status == 422)
        #expect(try await world.reset("nonsense").status == 422)
        #expect(try await world.reset(token).status == 204)
    }

    @Test func `the token is stored as its hash and mailed from sealed values`() async throws {
        let world = try await aClub()
        _ = try await world.forgot(Person.giulia.email)
        let token = try await world.mailedToken(to: Person.giulia.email)

        let hashes = try await world.db.read { tx in
            try tx.values("SELECT hash FROM mailed_token", as: [UInt8].self)
        }
        let values = try await world.db.read { tx in
            try tx.exists("SELECT 1 FROM notice WHERE CAST(placeholder_values AS text) LIKE '%token%'")
        }

        #expect(hashes == [SecretText.hash(token)])
        #expect(values == false)
    }
}
