import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct PhoneCodeTests {
    private let phone = "+9647709990002"

    @Test func `a code sent to the phone logs its owner in, once`() async throws {
        let world = try await market()
        #expect(try await world.requestCode(Person.omarsPhone).status == 202)
        let code = try #require(try await world.textedCode(to: Person.omarsPhone))

        let entered = try await world.verifyCode(Person.omarsPhone, code)

        #expect(entered.status == 200 && entered["access_token"] != nil)
        #expect(entered["account"]?["email"]?.stringValue == Person.omar.email)
        #expect(try await world.verifyCode(Person.omarsPhone, code).status == 401, "it has been used")
        #expect(world.telephones.texts.count == 1)
        #expect(world.telephones.texts.first?.text.contains("Lilium") == true)
        #expect(try await world.audit().contains("account.login"))
    }

    @Test func `nothing tells a known number from an unknown one`() async throws {
        let world = try await market()

        let (known, unknown) = (
            try await world.requestCode(Person.omarsPhone), try await world.requestCode(phone)
        )
        #expect(known.seen == unknown.seen)
        try await world.runJobs()
        #expect(world.telephones.texts.map(\.to.rawValue) == [Person.omarsPhone])
        let wrong = try await world.verifyCode(Person.omarsPhone, "000000")
        let nobodys = try await world.verifyCode(phone, "000000")
        #expect(wrong.status == 401 && wrong["code"] == nobodys["code"] && wrong["title"] == nobodys["title"])
        #expect(wrong["code"] == "invalid_code")
    }

    @Test func `a code ends after five minutes, and with the next one`() async throws {
        let world = try await market()
        _ = try await world.requestCode(Person.omarsPhone)
        let first = try #require(try await world.textedCode(to: Person.omarsPhone))
        _ = try await world.requestCode(Person.omarsPhone)
        let second = try #require(try await world.textedCode(to: Person.omarsPhone))
        if first != second { #expect(try await world.verifyCode(Person.omarsPhone, first).status == 401) }
        world.clock.advance(by: .minutes(6))

        #expect(try await world.verifyCode(Person.omarsPhone, second).status == 401)
    }

    @Test func `a hundred guesses at once cost five attempts, and then the right code is worth nothing`()
        async throws
    {
        let world = try await market()
        _ = try await world.requestCode(Person.omarsPhone)
        let code = try #require(try await world.textedCode(to: Person.omarsPhone))
        let wrong = code == "123456" ? "654321" : "123456"

        let answers = try await world.atOnce(100) { _ in try await world.verifyCode(Person.omarsPhone, wrong)
        }

        #expect(answers.statuses == [401: 100])
        #expect(try await world.count("SELECT tries FROM phone_code") == 5)
        #expect(try await world.verifyCode(Person.omarsPhone, code).status == 401)
        #expect(try await world.count("SELECT tries FROM phone_code") == 5)
    }

    @Test func `of many who show the right code at once one gets in`() async throws {
        let world = try await market()
        _ = try await world.requestCode(Person.omarsPhone)
        let code = try #require(try await world.textedCode(to: Person.omarsPhone))
        let before = try await world.count("SELECT COUNT(*) FROM session")

        let answers = try await world.atOnce(20) { _ in try await world.verifyCode(Person.omarsPhone, code) }

        #expect(answers.statuses[200] == 1)
        #expect(try await world.count("SELECT COUNT(*) FROM session") == before + 1)
    }

    @Test func `a number is texted five times an hour and ten times a day, and nobody is told`() async throws
    {
        let world = try await market()
        for number in 1...7 {
            let asked = try await world.requestCode(Person.omarsPhone)
            #expect(asked.status == (number <= 5 ? 202 : 429))
            #expect((asked.header("Retry-After") == nil) == (number <= 5))
        }
        try await world.runJobs()
        #expect(world.telephones.texts.count == 5)

        for _ in 1...3 {
            world.clock.advance(by: .hours(2))
            for _ in 1...5 { _ = try await world.requestCode(Person.omarsPhone) }
            try await world.runJobs()
        }

        #expect(world.telephones.texts.count == 10)
        world.clock.advance(by: .days(1))
        _ = try await world.requestCode(Person.omarsPhone)
        try await world.runJobs()
        #expect(world.telephones.texts.count == 11)
    }

    @Test func `neither number nor code can be read in the database or the jobs`() async throws {
        let world = try await market()
        _ = try await world.requestCode(Person.omarsPhone)
        let code = try #require(try await world.textedCode(to: Person.omarsPhone))

        let jobs = try await world.jobs().map { "\($0)" }.joined()
        #expect(!jobs.contains(code) && !jobs.contains("9647701000006"))
        #expect(try await world.count("SELECT COUNT(*) FROM phone_request") == 0)
        #expect(
            try await world.count(
                "SELECT COUNT(*) FROM notice WHERE CAST(placeholder_values AS TEXT) LIKE \("%\(code)%")"
            ) == 0
        )
        #expect(
            try await world.count("SELECT COUNT(*) FROM notice WHERE sealed IS NOT NULL") == 0,
            "wiped once sent"
        )
    }

    @Test func `digits as Arabic telephones write them are digits`() async throws {
        let world = try await market()
        _ = try await world.requestCode(Person.omarsPhone)
        let code = try #require(try await world.textedCode(to: Person.omarsPhone))
        let arabic = String(
            code.compactMap { $0.wholeNumberValue.flatMap { UnicodeScalar(0x660 + $0) }.map(Character.init) }
        )

        #expect(try await world.verifyCode(Person.omarsPhone, arabic).status == 200)
        #expect(try await world.verifyCode(Person.omarsPhone, "12345").faults["/code"] == "invalid_code")
        #expect(try await world.verifyCode(Person.omarsPhone, "½23456").status == 422)
    }

    @Test func `whoever is shut out stays out`() async throws {
        let world = try await market()
        _ = try await world.requestCode(Person.omarsPhone)
        let code = try #require(try await world.textedCode(to: Person.omarsPhone))
        let path = "/api/admins/shop-owners/\(try await world.id(of: .omar))/active"
        #expect(try await world.as(.ali).patch(path, ["is_active": false]).status == 200)

        #expect(try await world.verifyCode(Person.omarsPhone, code).status == 401)
        _ = try await world.requestCode(Person.omarsPhone)
        try await world.runJobs()
        #expect(world.telephones.texts.count == 1)
    }
}
