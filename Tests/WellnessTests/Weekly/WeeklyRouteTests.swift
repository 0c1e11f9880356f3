import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct WeeklyRouteTests {
    private let path = "/api/v1/reports/weekly"
    /// The Sunday of the week that ended last.
    private let sunday = day("2026-11-15")

    @Test func `the last week that ended has means, deltas, streak, circle and suggestions`() async throws {
        let world = try await cast()
        try await world.write(
            [
                "mood": times(7, 9) + times(7, 4), "sleep": times(7, 8) + times(7, 8), "energy": times(14, 7),
                "focus": times(14, 4), "stress": [2, 2],
            ],
            of: .anna,
            through: sunday
        )

        let answer = try await world.as(.anna).get(path)

        #expect(answer.status == 200 && answer["week"] == "2026-W46")
        #expect(answer["from"] == "2026-11-09" && answer["to"] == "2026-11-15")
        let domains = answer["domains"]?.elements ?? []
        #expect(
            domains.map { $0["key"]?.stringValue } == [
                "sleep", "mood", "energy", "nutrition", "connection", "stress", "focus", "movement",
            ]
        )
        #expect(domains[0] == ["key": "sleep", "mean": 77.8, "band": "green", "days": 7, "delta": 0.0])
        #expect(domains[1] == ["key": "mood", "mean": 33.3, "band": "red", "days": 7, "delta": -55.6])
        #expect(domains[5] == ["key": "stress", "days": 2])
        #expect(answer["total"] == 64.4 && answer["streak"] == 14 && answer["circle"] == 0.88)
        let suggestions = answer["suggestions"]?.elements ?? []
        #expect(suggestions.map { $0["key"] } == ["low", "streak", "sparse"])
        #expect(suggestions[0]["text"]?.stringValue?.hasPrefix("Mood: This area was low") == true)
        #expect(suggestions[1]["text"]?.stringValue?.hasPrefix("You wrote every day") == true)
        let italian = try await world.as(.anna).get(path, headers: ["Accept-Language": "it"])
        #expect(italian["suggestions"]?[0]?["text"]?.stringValue?.hasPrefix("Umore: Quest'area") == true)
        #expect(italian["made_at"] == answer["made_at"], "it is made once")
    }

    @Test func `a week that is not over or has no entry is not found`() async throws {
        let world = try await cast()
        try await world.write(["mood": [5]], of: .anna)
        #expect(try await world.as(.anna).get(path).status == 404)
        #expect(try await world.as(.anna).get(path + "?week=2026-W47").status == 404)
        #expect(try await world.as(.anna).get(path + "?week=0001-W01").status == 404)
        #expect(
            try await world.as(.anna).get(path + "?week=2026-47").faults == ["query/week": "invalid_week"]
        )
        // Sunday 23:30 in Rome, then Monday.
        world.clock.set(to: instant("2026-11-22T22:30:00Z"))
        #expect(try await world.as(.anna).get(path + "?week=2026-W47").status == 404)
        world.clock.set(to: instant("2026-11-22T23:00:01Z"))
        #expect(try await world.as(.anna).get(path)["week"] == "2026-W47")
        #expect(try await world.as(.bruno).get(path).status == 404)
        #expect(try await world.as(.elena).get(path).status == 403)
    }

    @Test func `freeze x8, weekly x10, slot x3 processes: 1 (weekly)`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(7, 7)], of: .anna, through: sunday)

        let answers = try await world.atOnce(10) { _ in try await world.as(.anna).get(path) }

        #expect(answers.statuses == [200: 10])
        #expect(Set(answers.map { $0["made_at"]?.stringValue }).count == 1)
        #expect(try await world.number(of: "weekly_summary") == 1)
    }

    @Test func `an entry of the week has it made again`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(3, 5)], of: .anna, through: sunday)
        let before = try await world.as(.anna).get(path)
        #expect(try await world.log(.anna, "mood", 10, on: "2026-11-12").status == 201)

        let after = try await world.as(.anna).get(path)

        #expect(before["domains"]?[1]?["mean"] == 44.4 && after["domains"]?[1]?["mean"] == 58.3)
        #expect(before["made_at"] != after["made_at"])
        #expect(try await world.number(of: "weekly_summary") == 1)
        // An entry of a later week leaves it as it is.
        try await world.log(.anna, "mood", 10)
        #expect(try await world.as(.anna).get(path)["made_at"] == after["made_at"])
    }

    @Test func `the body is sealed`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(7, 7)], of: .anna, through: sunday)
        _ = try await world.as(.anna).get(path)
        let body: [UInt8] = try await world.db.read { tx in
            try tx.value("SELECT body FROM weekly_summary") ?? []
        }
        #expect(!body.isEmpty && !String(decoding: body, as: UTF8.self).contains("mood"))
    }

    @Test func `the rules of a new installation are rows`() async throws {
        let world = try await cast()
        let rules = try await world.db.read { tx in try SuggestionRule.all(tx) }
        #expect(rules.map(\.key) == SuggestionRule.standard.map(\.key))
        #expect(rules.map(\.condition) == SuggestionRule.standard.map(\.condition))
        #expect(rules.map(\.text) == SuggestionRule.standard.map(\.text))
        #expect(rules.map(\.priority) == SuggestionRule.standard.map(\.priority))
    }
}

@Suite struct WeeklyMailTests {
    private let sunday = day("2026-11-22")

    @Test func `people who want the mail get a link once, on Monday at seven in their own zone`() async throws
    {
        let world = try await cast()
        for person in [Person.anna, .bruno, .dario] {
            try await world.write(["mood": times(7, 9)], of: person, through: sunday)
        }
        #expect(try await world.consent(.anna, to: "weekly_mail").status == 200)
        #expect(try await world.consent(.dario, to: "weekly_mail").status == 200)
        #expect(try await world.consent(.carla, to: "weekly_mail").status == 200)
        let dario = try await world.account(of: .dario)
        try await world.db.write { tx in
            _ = try tx.execute(
                "UPDATE person_setting SET time_zone = 'America/New_York' WHERE account_id = \(dario)"
            )
        }

        world.clock.set(to: instant("2026-11-23T05:58:00Z"))
        try await world.tick()
        #expect(world.mails().isEmpty)
        world.clock.set(to: instant("2026-11-23T06:00:30Z"))
        try await world.tick()
        #expect(world.mails(to: .anna).count == 1 && world.mails(to: .dario).isEmpty)
        #expect(try await world.number(of: "weekly_summary") == 2, "made for those without mail too")
        world.clock.set(to: instant("2026-11-23T12:01:30Z"))
        for _ in 0..<3 {
            try await world.tick()
            world.clock.advance(by: .minutes(1))
        }

        #expect(world.mails(to: .anna).count == 1 && world.mails(to: .dario).count == 1)
        #expect(world.mails(to: .bruno).isEmpty && world.mails(to: .carla).isEmpty)
        let mail = try #require(world.mails(to: .anna).first)
        #expect("\(mail)".contains("https://world.example/weekly/2026-W47"))
        #expect(!"\(mail)".lowercased().contains("mood") && !"\(mail)".contains("88.9"))
    }

    @Test func `a summary that its owner has read before is announced too`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(7, 9)], of: .anna, through: sunday)
        try await world.consent(.anna, to: "weekly_mail")
        world.clock.set(to: instant("2026-11-23T05:00:00Z"))
        #expect(try await world.as(.anna).get("/api/v1/reports/weekly").status == 200)
        world.clock.set(to: instant("2026-11-23T06:01:00Z"))
        try await world.tick()
        #expect(world.mails(to: .anna).count == 1)
    }
}
