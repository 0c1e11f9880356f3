import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

private let path = "/api/v1/users/me/preferences"

@Suite struct PreferencesTests {
    @Test func `a person who has changed nothing has the product's preferences`() async throws {
        let world = try await cast()

        let mine = try await world.as(.anna).get(path)

        #expect(mine.status == 200)
        #expect(mine["locale"] == "en" && mine["theme"] == "system" && mine["time_zone"] == "Europe/Rome")
        #expect(mine["quiet_hours"] == ["from": "22:00", "until": "07:00"])
        #expect(mine["reminder_times"] == ["09:00", "18:00"] && mine["reminders_paused"] == false)
        let channels = mine["channels"]?.arrayValue ?? []
        #expect(
            Set(channels.compactMap { $0["category"]?.stringValue })
                == ["security", "service", "reminders", "nudges", "weekly", "releases"]
        )
        #expect(Set(channels.compactMap { $0["channel"]?.stringValue }) == ["in_app", "email", "push"])
        #expect(channels.allSatisfy { ($0["category"] == "security") == ($0["locked"] == true) })
        let off = channels.filter { $0["enabled"] == false }
        #expect(off.map { $0["category"] } == ["reminders"] && off.map { $0["channel"] } == ["email"])
    }

    @Test func `an absent member stays, and null clears the quiet hours`() async throws {
        let world = try await cast()

        let first = try await world.as(.anna).patch(
            path,
            [
                "locale": "it_IT", "theme": "dark", "quiet_hours": ["from": "23:00", "until": "06:00"],
                "reminder_times": ["20:15", "08:00"], "reminders_paused": true,
                "channels": [["category": "weekly", "channel": "email", "enabled": false]],
            ]
        )
        #expect(first.status == 200, "\(first)")
        #expect(first["locale"] == "it" && first["theme"] == "dark" && first["reminders_paused"] == true)
        #expect(first["reminder_times"] == ["08:00", "20:15"])
        #expect(isOn("weekly", "email", in: first) == false && isOn("weekly", "push", in: first) == true)

        let second = try await world.as(.anna).patch(path, ["quiet_hours": .null, "reminders_paused": false])
        #expect(second["quiet_hours"] == nil && second["reminders_paused"] == false)
        #expect(second["theme"] == "dark" && second["reminder_times"] == ["08:00", "20:15"])
        #expect(try await world.as(.anna).get(path)["version"] == second["version"])
    }

    @Test func `the answer can be sent back whole`() async throws {
        let world = try await cast()
        let mine = try await world.as(.elena).get(path)

        let answer = try await world.as(.elena).patch(path, mine.json)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["channels"] == mine["channels"])
    }

    @Test func `another version is refused, in the header and in the body`() async throws {
        let world = try await cast()
        let version = try #require(try await world.as(.anna).get(path)["version"]?.integerValue)

        let good = try await world.as(.anna).patch(
            path,
            ["theme": "light"],
            headers: ["If-Match": "\"\(version)\""]
        )
        let old = try await world.as(.anna).patch(
            path,
            ["theme": "dark"],
            headers: ["If-Match": "\"\(version)\""]
        )
        let oldToo = try await world.as(.anna).patch(path, ["theme": "dark", "version": .integer(version)])

        #expect(good.status == 200)
        #expect(old.status == 412 && old["code"] == "stale")
        #expect(oldToo.status == 412 && oldToo["code"] == "stale")
        #expect(try await world.as(.anna).get(path)["theme"] == "light")
    }

    @Test func `everything that cannot be is named at once`() async throws {
        let world = try await cast()

        let answer = try await world.as(.anna).patch(
            path,
            [
                "locale": "fr", "time_zone_since": "2026-11-21T08:00:00Z",
                "reminder_times": ["06:30", "23:00"],
                "channels": [
                    ["category": "marketing", "channel": "email", "enabled": true],
                    ["category": "service", "channel": "sms", "enabled": true],
                    ["category": "security", "channel": "email", "enabled": false],
                ],
            ]
        )

        #expect(answer.status == 422)
        #expect(
            answer.faults == [
                "/locale": "unknown_language", "/time_zone_since": "too_old",
                "/reminder_times/0": "in_quiet_hours", "/reminder_times/1": "in_quiet_hours",
                "/channels/0/category": "not_in_enumeration", "/channels/1/channel": "not_in_enumeration",
                "/channels/2/enabled": "security_stays_on",
            ]
        )
    }

    // swift-format-ignore
    @Test func `impossible values are refused where they stand`() async throws {
        let world = try await cast()
        let cases: [(JSONValue, [String: String])] = [
            (["time_zone": "Europe/Atlantis"], ["/time_zone": "unknown_time_zone"]),
            (["theme": "pink"], ["/theme": "not_in_enumeration"]),
            (["reminder_times": ["09:00", "12:00", "18:00"]], ["/reminder_times": "too_many"]),
            (["reminder_times": ["09:00", "09:00"]], ["/reminder_times/1": "duplicate"]),
            (["reminder_times": ["9 o'clock"]], ["/reminder_times/0": "invalid_time"]),
            (["quiet_hours": ["from": "09:00", "until": "09:00"]], ["/quiet_hours/until": "quiet_all_day"]),
            (["quiet_hours": ["from": "17:00", "until": "07:00"]], ["/quiet_hours": "in_quiet_hours"]),
            (["time_zone": "Asia/Tokyo", "time_zone_since": "2026-10-20T00:00:00Z"], ["/time_zone_since": "too_old"]),
            (["time_zone": "Asia/Tokyo", "time_zone_since": "2026-11-22T00:00:00Z"], ["/time_zone_since": "too_old"]),
            (["quiet": true], ["/quiet": "unknown_member"]),
        ]
        for (body, faults) in cases {
            let answer = try await world.as(.anna).patch(path, body)
            #expect(answer.status == 422 && answer.faults == faults, "\(body) \(answer)")
        }
    }

    @Test func `a move is noted since when it was, and never before the one before it`() async throws {
        let world = try await cast()
        let anna = try await world.account(of: .anna)
        let steps: [JSONValue] = [
            ["time_zone": "Europe/Rome"],
            ["time_zone": "Asia/Tokyo", "time_zone_since": "2026-11-20T22:00:00Z"],
            ["time_zone": "Pacific/Auckland", "time_zone_since": "2026-11-20T10:00:00Z"],
        ]
        for step in steps { #expect(try await world.as(.anna).patch(path, step).status == 200) }

        let changes = try await world.db.read { tx in try ZoneChange.list(of: anna, tx) }

        #expect(changes.map(\.from.name) == ["Europe/Rome", "Asia/Tokyo"])
        #expect(changes.map(\.to.name) == ["Asia/Tokyo", "Pacific/Auckland"])
        #expect(changes.first?.at == Instant("2026-11-20T22:00:00Z"))
        #expect(changes.last?.at == Instant("2026-11-20T22:00:00.001Z"))
    }

    @Test func `quiet hours are those of the person's zone, and security does not wait`() async throws {
        let world = try await cast()
        // In Auckland it is 22:00 on the same day, and its next morning begins at 18:00.
        _ = try await world.as(.anna).patch(path, ["time_zone": "Pacific/Auckland"])
        let anna = try await world.account(of: .anna)
        try await world.db.write { tx in
            for name in [NoticeTemplate.Name.nudge, "accounts.password_changed"] {
                try Notifications.notify(anna, Notice(template: name), tx)
            }
        }
        try await world.runJobs()
        #expect(world.mails(to: .anna).count == 1)

        world.clock.set(to: Instant("2026-11-21T17:59:00Z") ?? world.clock.now)
        try await world.runJobs()
        #expect(world.mails(to: .anna).count == 1)
        world.clock.advance(by: .minutes(2))
        try await world.runJobs()
        #expect(world.mails(to: .anna).count == 2)
    }

    @Test func `nobody reaches the preferences of others, and strangers none`() async throws {
        let world = try await cast()
        _ = try await world.as(.anna).patch(path, ["theme": "dark"])

        #expect(try await world.as(.bruno).get(path)["theme"] == "system")
        #expect(try await world.anonymous.get(path).status == 401)
        #expect(try await world.anonymous.patch(path, ["theme": "dark"]).status == 401)
    }

    private func isOn(_ category: String, _ channel: String, in answer: TestResponse) -> Bool? {
        answer["channels"]?.arrayValue?.first {
            $0["category"]?.stringValue == category && $0["channel"]?.stringValue == channel
        }?["enabled"]?.boolValue
    }
}
