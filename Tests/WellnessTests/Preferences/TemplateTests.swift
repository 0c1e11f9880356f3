import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

private let path = "/api/v1/admin/templates"

@Suite struct TemplateTests {
    private static let key = "wellness.reminder"

    @Test func `a text is replaced in one language, and null brings its own back`() async throws {
        let world = try await cast()
        try await world.annaListens()

        let answer = try await world.as(.elena).put(
            "\(path)/\(Self.key)",
            ["language": "en", "subject": "Hello", "body": "Write a line."]
        )
        #expect(answer.status == 200, "\(answer)")
        #expect(
            answer["languages"]?["en"] == ["subject": "Hello", "body": "Write a line.", "overridden": true]
        )
        #expect(answer["languages"]?["it"]?["overridden"] == false)
        #expect(answer["category"] == "reminders" && answer["placeholders"] == [])
        try await world.live(through: "2026-11-21T17:00:00Z")
        #expect(world.telephones.pushes.last.map { [$0.title, $0.body] } == ["Hello", "Write a line."])

        let back = try await world.as(.elena).put(
            "\(path)/\(Self.key)",
            ["language": "en", "subject": .null, "body": .null]
        )
        #expect(back["languages"]?["en"]?["overridden"] == false && back["version"] == 3)
        #expect(back["languages"]?["en"]?["subject"] == "A moment for yourself")
        #expect(try await world.audit().filter { $0 == "notification.change_template" }.count == 2)
    }

    @Test func `a text has the placeholders of its template and no others`() async throws {
        let world = try await cast()
        let all = try await world.as(.elena).get(path)["data"]?.arrayValue ?? []
        let filled = try #require(all.first { $0["placeholders"]?.arrayValue?.isEmpty == false })
        let key = try #require(filled["key"]?.stringValue)
        let body = try #require(filled["languages"]?["it"]?["body"]?.stringValue)

        let unknown = try await world.as(.elena).put(
            "\(path)/\(key)",
            ["language": "it", "subject": "Caro {{wrong}}", "body": .string(body)]
        )
        let missing = try await world.as(.elena).put(
            "\(path)/\(key)",
            ["language": "it", "subject": "Nulla", "body": "Nulla"]
        )
        let language = try await world.as(.elena).put(
            "\(path)/\(key)",
            ["language": "fr", "body": .string(body)]
        )

        #expect(unknown.status == 422 && unknown.faults["/subject"] == "unknown_placeholder", "\(unknown)")
        #expect(missing.status == 422 && missing.faults["/body"] == "missing_placeholder", "\(missing)")
        #expect(language.status == 422 && language.faults == ["/language": "unknown_language"])
        #expect(all.allSatisfy { $0["version"] == 1 })
        #expect(all.contains { $0["category"] == "nudges" })
    }

    @Test func `an old version, an unknown key and other roles are refused`() async throws {
        let world = try await cast()
        let text: JSONValue = ["language": "en", "subject": "Hello"]
        let place = "\(path)/\(Self.key)"

        #expect(try await world.as(.elena).put(place, text, headers: ["If-Match": "\"1\""]).status == 200)
        let stale = try await world.as(.elena).put(place, text, headers: ["If-Match": "\"1\""])
        #expect(stale.status == 412 && stale["code"] == "stale")
        #expect(try await world.as(.elena).put("\(path)/no.such", text).status == 404)
        for person in [Person.anna, .bruno] {
            #expect(try await world.as(person).put(place, text).status == 403)
            #expect(try await world.as(person).get(path).status == 403)
        }
    }
}

@Suite struct SchedulesTests {
    @Test func `the recurring jobs say whose clock they follow and when they come`() async throws {
        let world = try await cast()
        let rows = try await world.as(.elena).get("/api/v1/admin/schedules")["data"]?.arrayValue ?? []
        func row(_ name: String) -> JSONValue? { rows.first { $0["name"]?.stringValue == name } }

        let reminders = try #require(row("wellness.reminders"))
        #expect(reminders["clock"] == "person" && reminders["timing"] == "daily at 09:00 and 18:00")
        #expect(reminders["next_at"] == nil && reminders["enabled"] == true)
        #expect(row("wellness.nudges")?["timing"] == "daily at 11:00")
        let hourly = try #require(row("notifications.forget"))
        #expect(hourly["clock"] == "site" && hourly["next_at"] == "2026-11-21T10:00:00Z")
        #expect(hourly["queue"] == "maintenance" && hourly["last_slot"] != nil)
        let backup = try #require(row("backup.daily"))
        #expect(backup["enabled"] == false && backup["next_at"] == nil)
        #expect(
            rows.compactMap { $0["name"]?.stringValue }
                == rows.compactMap { $0["name"]?.stringValue }.sorted()
        )
        for person in [Person.anna, .bruno] {
            #expect(try await world.as(person).get("/api/v1/admin/schedules").status == 403)
        }
    }
}
