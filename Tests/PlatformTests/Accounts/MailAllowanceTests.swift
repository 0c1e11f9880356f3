import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// An answer that promises a mail is followed by one, or says when to ask again.
@Suite struct MailAllowanceTests {
    @Test func `fifty simultaneous asks are four promises and four mails, whoever has the address`()
        async throws
    {
        let world = try await aClub()

        let known = try await world.atOnce(50) { _ in try await world.forgot(Person.giulia.email) }
        let unknown = try await world.atOnce(50) { _ in try await world.forgot("nobody@example.com") }

        for answers in [known, unknown] {
            #expect(answers.statuses == [202: 4, 429: 46])
            #expect(answers.filter { $0.status == 429 }.allSatisfy { $0.header("Retry-After") != nil })
        }
        let refusals = (known + unknown).filter { $0.status == 429 }
        #expect(Set(refusals.map { $0["detail"]?.stringValue }).count == 1)
        #expect(try await world.jobs().count { $0.kind == MailPasswordLink.kind } == 8)
        try await world.runJobs()
        #expect(world.mails().map(\.to.rawValue) == Array(repeating: Person.giulia.email, count: 4))
    }

    @Test func `the refusal says when the next mail may be sent, and then it is`() async throws {
        let world = try await aClub()
        for _ in 1...4 { #expect(try await world.forgot(Person.giulia.email).status == 202) }
        world.clock.advance(by: .minutes(20))

        let refused = try await world.forgot(Person.giulia.email)
        let seconds = try #require(refused.header("Retry-After").flatMap { Int($0) })
        #expect(refused.status == 429 && (2_390...2_400).contains(seconds))

        world.clock.advance(by: .seconds(seconds))
        #expect(try await world.forgot(Person.giulia.email).status == 202)
        try await world.runJobs()
        #expect(world.mails().count == 5)
    }

    @Test func `fifty simultaneous registrations of an address are four mails`() async throws {
        let world = try await aClub()

        let free = try await world.atOnce(50) { _ in try await world.ask("anna@example.com") }
        let taken = try await world.atOnce(50) { _ in try await world.ask(Person.giulia.email) }

        #expect(free.statuses == [202: 4, 429: 46] && taken.statuses == free.statuses)
        try await world.runJobs()
        #expect(world.mails().count { $0.to.rawValue == "anna@example.com" } == 4)
        #expect(world.mails(to: .giulia).count == 4)
    }

    @Test func `an owner's own asks tell strangers nothing`() async throws {
        let world = try await aClub()
        for _ in 1...4 {
            #expect(try await world.as(.giulia).post("/api/users/me/email/verification").status == 204)
        }
        #expect(try await world.as(.giulia).post("/api/users/me/email/verification").status == 429)

        #expect(try await world.ask(Person.giulia.email).status == 202)
        #expect(try await world.ask("nobody@example.com").status == 202)
    }

    @Test func `the page that asks is refused with the time as well`() async throws {
        let world = try await aClub()
        for _ in 1...4 {
            let asked = try await world.anonymous.submit(
                "/forgot-password?lang=it",
                ["email": "a@example.com"]
            )
            #expect(asked.status == 202)
        }

        let page = try await world.anonymous.submit("/forgot-password?lang=it", ["email": "a@example.com"])

        #expect(page.status == 429 && page.header("Retry-After") != nil)
        #expect(page.text.contains("Riprovi tra 60 minuti."))
    }
}

extension World {
    fileprivate func ask(_ email: String) async throws -> TestResponse {
        try await anonymous.post(
            "/api/auth/register",
            ["email": .string(email), "password": "quattro gatti in fila"]
        )
    }
}
