import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct FeedTests {
    @Test func `a UTC event and UID each lesson, read by icalendar`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(3)
        let kept = try await scene.booked(LessonScene.rome(10), lot: lot)
        let gone = try await scene.booked(LessonScene.rome(12), lot: lot)
        _ = try await scene.move(gone, "cancel", by: .sara)
        let made = try await scene.get("/calendar/feed")
        #expect(made.status == 200 && made["created_at"] != nil, "\(made)")
        let path = try #require(made["url"]?.stringValue).dropFirst("https://world.example".count)
        let read = try await scene.world.anonymous.get(String(path))
        let calendar = try PythonCalendar(read.body)

        #expect(calendar.events.map(\.uid) == [kept, gone])
        #expect(calendar.events.map(\.status) == ["CONFIRMED", "CANCELLED"])
        #expect(calendar.events.first?.start == LessonScene.rome(10))
        #expect(calendar.events.first?.summary.contains("Tina Rossi") == true)
        let again = try await scene.get("/calendar/feed")
        #expect(again["url"] == made["url"], "made by the first look")
    }

    @Test func `a series is an event for each lesson, over the change of clocks`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let made = try await scene.series("FREQ=WEEKLY;BYDAY=WE;COUNT=4", from: "2027-03-10")
        let url = try #require(try await scene.get("/calendar/feed", by: .tina)["url"]?.stringValue)
        let read = try await scene.world.anonymous.get(String(url.dropFirst("https://world.example".count)))
        let events = try PythonCalendar(read.body).events

        #expect(events.map(\.start) == made.dates("starts_at"))
        #expect(Set(events.map(\.uid)).count == 4)
    }

    @Test func `a new one: the old address ends`() async throws {
        let scene = try await LessonScene.open()
        let first = try #require(try await scene.get("/calendar/feed")["url"]?.stringValue)
        let second = try await scene.post("/calendar/feed/rotate", by: .sara)
        #expect(second.status == 201, "\(second)")
        let url = try #require(second["url"]?.stringValue)
        let origin = "https://world.example".count
        #expect(try await scene.world.anonymous.get(String(first.dropFirst(origin))).status == 404)
        #expect(try await scene.world.anonymous.get(String(url.dropFirst(origin))).status == 200)
        #expect(try await scene.get("/calendar/feed", by: .ada).status == 403)
    }
}
