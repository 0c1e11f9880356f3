import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct LessonMeetingTests {
    private static let fixed = "https://meet.example/tina"

    @Test func `a lesson has the tutor's fixed address at once`() async throws {
        let scene = try await LinkScene.open()
        try await scene.meet("link", Self.fixed)
        let lesson = try await scene.lessons.booked(LessonScene.rome(10), lot: try await scene.lessons.lot())
        let meeting = try await scene.meeting(of: lesson)
        #expect(
            meeting?["kind"] == "link" && meeting?["state"] == "ready"
                && meeting?["url"] == .string(Self.fixed)
        )
    }

    @Test func `Meet is made after the booking, in both calendars, and moves and goes with the lesson`()
        async throws
    {
        let scene = try await LinkScene.open()
        try await scene.meet("meet", Self.fixed)
        try await scene.link()
        let lesson = try await scene.lessons.booked(LessonScene.rome(10), lot: try await scene.lessons.lot())
        #expect(try await scene.meeting(of: lesson)?["state"] == "pending")
        try await scene.world.runJobs()

        let meeting = try #require(try await scene.meeting(of: lesson))
        #expect(meeting["state"] == "ready")
        #expect(meeting["url"]?.stringValue?.hasPrefix("https://meet.google.com/") == true)
        let event = try #require(try await scene.events().first)
        #expect(event["summary"]?.stringValue?.contains("Sara") == true)
        #expect(event["start"]?["dateTime"]?.stringValue == LessonScene.rome(10))

        let moved = try await scene.lessons.move(
            lesson,
            "reschedule",
            by: .sara,
            ["starts_at": .string(LessonScene.rome(14))]
        )
        #expect(moved.status == 200, "\(moved)")
        try await scene.world.runJobs()
        let after = try await scene.events()
        #expect(after.count == 1 && after[0]["start"]?["dateTime"]?.stringValue == LessonScene.rome(14))
        // The same meeting for the same lesson.
        #expect(try await scene.meeting(of: lesson)?["url"] == meeting["url"])

        #expect(try await scene.lessons.move(lesson, "cancel", by: .sara).status == 200)
        try await scene.world.runJobs()
        #expect(try await scene.events().isEmpty)
    }

    @Test func `Zoom makes a meeting, moves it and deletes it`() async throws {
        let scene = try await LinkScene.open()
        try await scene.meet("zoom")
        let lesson = try await scene.lessons.booked(LessonScene.rome(10), lot: try await scene.lessons.lot())
        try await scene.world.runJobs()
        let meeting = try await scene.meeting(of: lesson)
        #expect(meeting?["kind"] == "zoom" && meeting?["state"] == "ready")
        #expect(meeting?["url"]?.stringValue?.hasPrefix("https://zoom.us/j/") == true)

        _ = try await scene.lessons.move(
            lesson,
            "reschedule",
            by: .sara,
            ["starts_at": .string(LessonScene.rome(14))]
        )
        try await scene.world.runJobs()
        #expect(
            try await scene.messengers.meetings().compactMap { $0["start_time"]?.stringValue } == [
                LessonScene.rome(14)
            ]
        )
        _ = try await scene.lessons.move(lesson, "cancel", by: .sara)
        try await scene.world.runJobs()
        #expect(try await scene.messengers.meetings().isEmpty)
    }

    @Test func `no failure of Google or Zoom fails a booking: the fixed address takes their place`()
        async throws
    {
        let scene = try await LinkScene.open()
        try await scene.meet("meet", Self.fixed)
        try await scene.link()
        try await scene.google.act("fault", ["kind": "status-503", "times": 1000])
        let lot = try await scene.lessons.lot()
        let first = try await scene.lessons.booked(LessonScene.rome(10), lot: lot)
        try await scene.world.runJobs()
        for _ in 0..<6 { try await scene.later(.minutes(2)) }
        let meeting = try await scene.meeting(of: first)
        #expect(meeting?["kind"] == "link" && meeting?["url"] == .string(Self.fixed))

        try await scene.meet("zoom")
        try await scene.messengers.act("fault", ["kind": "status-503", "times": 1000])
        let second = try await scene.lessons.booked(LessonScene.rome(14), lot: lot)
        try await scene.world.runJobs()
        for _ in 0..<6 { try await scene.later(.minutes(2)) }
        #expect(try await scene.meeting(of: second)?["state"] == "failed")
        #expect(try await scene.lessons.state(of: second) == "confirmed")
    }

    @Test func `a tutor with Meet but without a calendar has the fixed address`() async throws {
        let scene = try await LinkScene.open()
        try await scene.meet("meet", Self.fixed)
        let lesson = try await scene.lessons.booked(LessonScene.rome(10), lot: try await scene.lessons.lot())
        #expect(try await scene.meeting(of: lesson)?["url"] == .string(Self.fixed))
    }

    @Test func `a calendar that is linked later shows the lessons ahead`() async throws {
        let scene = try await LinkScene.open()
        let lot = try await scene.lessons.lot()
        for hour in [10, 14] { _ = try await scene.lessons.booked(LessonScene.rome(hour), lot: lot) }
        try await scene.link(.sara)
        #expect(try await scene.events().count == 2)
    }

    @Test func `a student's calendar shows the lesson with the address`() async throws {
        let scene = try await LinkScene.open()
        try await scene.meet("link", Self.fixed)
        try await scene.link(.sara)
        _ = try await scene.lessons.booked(LessonScene.rome(10), lot: try await scene.lessons.lot())
        try await scene.world.runJobs()
        let event = try #require(try await scene.events().first)
        #expect(event["location"] == .string(Self.fixed))
        #expect(event["summary"]?.stringValue?.contains("Tina") == true)
    }
}
