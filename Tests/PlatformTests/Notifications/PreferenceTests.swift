import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct PreferenceTests {
    private let path = "/notifications/preferences"

    @Test func `what is switched off is not sent`() async throws {
        let world = try await aPostOffice()

        let answer = try await world.as(.giulia).patch(
            path,
            ["preferences": [["category": "service", "channel": "email", "enabled": false]]]
        )
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()

        #expect(answer.status == 200)
        #expect(world.mails().isEmpty)
        #expect(try await world.unread(.giulia) == 1)
    }

    @Test func `advertising is mailed to those who asked for it`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, Notice(template: "post.offer"))
        try await world.runJobs()
        #expect(world.mails().isEmpty)

        _ = try await world.as(.giulia).patch(
            path,
            ["preferences": [["category": "marketing", "channel": "email", "enabled": true]]]
        )
        try await world.tell(.giulia, Notice(template: "post.offer"))
        try await world.runJobs()

        #expect(world.mails().count == 1)
    }

    @Test(arguments: ["it_IT", "it-CH", "IT"])
    func `a language is the one that is meant, as clients write it`(typed: String) async throws {
        let world = try await aPostOffice()
        let answer = try await world.as(.giulia).patch(path, ["language": .string(typed)])
        #expect(answer.status == 200 && answer["language"] == "it", "\(answer)")
        let unknown = try await world.as(.giulia).patch(path, ["language": "fr_FR"])
        #expect(unknown.faults == ["/language": "unknown_language"])
    }

    @Test func `security cannot be switched off`() async throws {
        let world = try await aPostOffice()

        let answer = try await world.as(.giulia).patch(
            path,
            [
                "preferences": [
                    ["category": "service", "channel": "email", "enabled": false],
                    ["category": "security", "channel": "email", "enabled": false],
                ]
            ]
        )

        #expect(answer.status == 422)
        #expect(answer.faults == ["/preferences/1/enabled": "security_stays_on"])
        let shown = try await world.as(.giulia).get(path)
        let isOn = shown["preferences"]?.arrayValue?.allSatisfy {
            $0["category"] == "marketing" || $0["enabled"] == true
        }
        #expect(isOn == true)
    }

    @Test func `the language is one of the product's, and mails follow it`() async throws {
        let world = try await aPostOffice()
        #expect(
            try await world.as(.giulia).patch(path, ["language": "fr"]).faults == [
                "/language": "unknown_language"
            ]
        )

        #expect(try await world.as(.giulia).patch(path, ["language": "en"])["language"] == "en")
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()

        #expect(world.mails().map(\.subject) == ["Parcel 7 has come"])
    }

    @Test func `mails wait for the end of the quiet hours, security does not`() async throws {
        let world = try await aPostOffice()
        _ = try await world.as(.giulia).put("\(path)/quiet-hours", ["from": "22:00", "until": "07:30"])
        // 23:00 in Rome.
        world.clock.set(to: try #require(Instant("2026-11-21T22:00:00Z")))

        try await world.tell(.giulia, .parcel("7"))
        let link = NoticeSecrets(["link": "https://post.example/keys/1"], sealedBy: world.site)
        try await world.tell(.giulia, Notice(template: "post.reset", secrets: link))
        try await world.runJobs()
        #expect(world.mails().map(\.subject) == ["La nuova chiave"])

        world.clock.set(to: try #require(Instant("2026-11-22T06:29:00Z")))
        try await world.runJobs()
        #expect(world.mails().count == 1)
        world.clock.set(to: try #require(Instant("2026-11-22T06:30:00Z")))
        try await world.runJobs()
        #expect(world.mails().map(\.subject) == ["La nuova chiave", "È arrivato il pacco 7"])
    }

    @Test func `who changes their mind during the quiet hours is not written to`() async throws {
        let world = try await aPostOffice()
        _ = try await world.as(.giulia).put("\(path)/quiet-hours", ["from": "08:00", "until": "20:00"])
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()

        _ = try await world.as(.giulia).patch(
            path,
            ["preferences": [["category": "service", "channel": "email", "enabled": false]]]
        )
        world.clock.advance(by: .hours(12))
        try await world.runJobs()

        #expect(world.mails().isEmpty)
        #expect(try await world.values("SELECT state FROM notice_delivery") == ["dropped"])
    }

    @Test func `quiet hours can be taken back, and are not the whole day`() async throws {
        let world = try await aPostOffice()
        let same = try await world.as(.giulia).put(
            "\(path)/quiet-hours",
            ["from": "08:00", "until": "08:00"]
        )
        #expect(same.faults == ["/until": "quiet_all_day"])

        _ = try await world.as(.giulia).put("\(path)/quiet-hours", ["from": "22:00", "until": "07:00"])
        #expect(try await world.as(.giulia).get(path)["quiet_hours"] == ["from": "22:00", "until": "07:00"])
        #expect(try await world.as(.giulia).delete("\(path)/quiet-hours").status == 204)
        #expect(try await world.as(.giulia).get(path)["quiet_hours"] ?? .null == .null)
    }

    @Test func `a messenger that the product does not have is refused`() async throws {
        let world = try await aPostOffice()

        let answer = try await world.as(.giulia).patch(
            path,
            ["preferences": [["category": "service", "channel": "telegram", "enabled": true]]]
        )

        #expect(answer.status == 422)
        #expect(answer.faults == ["/preferences/0/channel": "not_in_enumeration"])
    }

    @Test func `the link in a mail says no to its kind, and opening it changes nothing`() async throws {
        let world = try await aPostOffice()
        try await world.tell(.giulia, .parcel("7"))
        try await world.runJobs()
        let link = try #require(world.mails().first?.unsubscribe)
        let target = link.replacing("https://world.example", with: "")

        #expect(try await world.anonymous.get(target).status == 200)
        try await world.tell(.giulia, .parcel("8"))
        try await world.runJobs()
        #expect(world.mails().count == 2)

        let body = Array("List-Unsubscribe=One-Click".utf8)
        let type = "application/x-www-form-urlencoded"
        #expect(try await world.anonymous.send("POST", target, bytes: body, type: type).status == 204)
        try await world.tell(.giulia, .parcel("9"))
        try await world.runJobs()
        #expect(world.mails().count == 2)
        let forged = String(target.dropLast()) + (target.hasSuffix("A") ? "Q" : "A")
        #expect(try await world.anonymous.post(forged).status == 404)
    }
}

@Suite struct QuietHoursTests {
    @Test(arguments: [
        // from, until, told, sent
        ("22:00", "07:00", "2026-11-21T20:59:00Z", "2026-11-21T20:59:00Z"),
        ("22:00", "07:00", "2026-11-21T21:00:00Z", "2026-11-22T06:00:00Z"),
        ("22:00", "07:00", "2026-11-22T05:59:59Z", "2026-11-22T06:00:00Z"),
        ("22:00", "07:00", "2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z"),
        ("13:00", "15:00", "2026-07-01T11:30:00Z", "2026-07-01T13:00:00Z"),
        // The clocks go forward in the night: eight hours of quiet are seven.
        ("22:00", "07:00", "2026-03-28T21:30:00Z", "2026-03-29T05:00:00Z"),
        // 02:30 is skipped: quiet ends after the gap.
        ("22:00", "02:30", "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z"),
        // 02:30 comes twice: quiet ends with the first, and does not begin again.
        ("22:00", "02:30", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"),
        ("22:00", "02:30", "2026-10-25T01:15:00Z", "2026-10-25T01:15:00Z"),
    ]) func `they end on the wall of Rome`(from: String, until: String, told: String, sent: String) throws {
        let hours = QuietHours(from: try #require(LocalTime(from)), until: try #require(LocalTime(until)))

        #expect(hours.end(after: try #require(Instant(told)), in: .rome) == Instant(sent))
    }
}
