import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct GoogleCalendarTests {
    @Test func `a tutor's calendar takes its times out of the list, and booking them is refused`()
        async throws
    {
        let scene = try await LinkScene.open()
        let (busy, free) = (LessonScene.rome(10), LessonScene.rome(14))
        #expect(try await scene.lessons.starts().contains(busy))
        try await scene.google.event("busy1", busy, LessonScene.rome(11))
        try await scene.link()

        let starts = try await scene.lessons.starts()
        #expect(!starts.contains(busy) && starts.contains(free))
        let lot = try await scene.lessons.lot()
        #expect(try await scene.lessons.hold(busy, lot: lot).problem?.name == "booking.slot_taken")
        let lesson = try await scene.lessons.booked(free, lot: lot)
        #expect(try await scene.lessons.state(of: lesson) == "confirmed")
    }

    @Test func `a student's calendar blocks nothing`() async throws {
        let scene = try await LinkScene.open()
        try await scene.google.event("busy1", LessonScene.rome(10), LessonScene.rome(11))
        try await scene.link(.sara)
        #expect(try await scene.calendar(.sara)["state"] == "linked")
        let lot = try await scene.lessons.lot()
        _ = try await scene.lessons.booked(LessonScene.rome(10), lot: lot)
    }

    @Test
    func
        `a broken calendar proves nothing free: an instant tutor's bookings become requests, and the tutor is told once`()
        async throws
    {
        let scene = try await LinkScene.open()
        try await scene.google.event("busy1", LessonScene.rome(10), LessonScene.rome(11))
        try await scene.link()
        try await scene.google.act("revoke")
        for _ in 0..<3 { try await scene.later() }
        #expect(try await scene.calendar()["state"] == "broken")

        // The last reading still blocks.
        #expect(try await !scene.lessons.starts().contains(LessonScene.rome(10)))
        let id = try await scene.world.tutor(of: .tina)
        let shown = try await scene.world.anonymous.get(
            "/api/v1/tutors/\(id)/availability?from=\(LessonScene.monday)&until=\(LessonScene.monday)&minutes=60"
        )
        #expect(shown["calendar_stale"] == true)
        let lot = try await scene.lessons.lot()
        let lesson = try await scene.lessons.booked(LessonScene.rome(14), lot: lot)
        #expect(try await scene.lessons.state(of: lesson) == "requested")
        let warnings = try await scene.world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM notice WHERE template = 'tutoring.tutor.calendar_broken'",
                as: Int.self
            )
        }
        #expect(warnings == 1)
    }

    @Test func `a calendar that was not read for an hour is stale, and one reading makes it good`()
        async throws
    {
        let scene = try await LinkScene.open()
        try await scene.link()
        try await scene.google.act("fault", ["kind": "status-503", "times": 1000])
        for _ in 0..<5 { try await scene.later() }
        #expect(try await scene.calendar()["stale"] == true)
        try await scene.google.act("well")
        try await scene.later()
        #expect(try await scene.calendar()["stale"] == false)
    }

    @Test func `calendars are chosen, and unlinking frees what was read`() async throws {
        let scene = try await LinkScene.open()
        try await scene.google.event("busy1", LessonScene.rome(10), LessonScene.rome(11))
        try await scene.link()
        let calendar = try #require(try await scene.calendar()["calendars"]?[0])
        #expect(calendar["name"] == "Tina" && calendar["busy"] == true && calendar["written"] == true)

        let choice: JSONValue = ["calendars": [["id": calendar["id"] ?? .null, "busy": false]]]
        let changed = try await scene.world.as(.tina).patch("/api/v1/calendar/google", choice)
        #expect(changed.status == 200 && changed["calendars"]?[0]?["busy"] == false)
        #expect(try await scene.lessons.starts().contains(LessonScene.rome(10)))
        let unknown = try await scene.world.as(.tina).patch(
            "/api/v1/calendar/google",
            ["calendars": [["id": "01900000-0000-7000-8000-000000000000", "busy": true]]]
        )
        #expect(unknown.status == 422)

        #expect(try await scene.world.as(.tina).delete("/api/v1/calendar/google").status == 204)
        #expect(try await scene.calendar()["state"] == "none")
        let none = try await scene.world.as(.tina).patch("/api/v1/calendar/google", choice)
        #expect(none.status == 409 && none.problem?.name == "calendar.not_linked")
    }

    @Test func `Google calls with the token of its channel, and is answered 204; others 404`() async throws {
        let scene = try await LinkScene.open()
        try await scene.link()
        let channel = try #require(try await scene.google.ask("channels").first)
        func call(_ token: String) async throws -> TestResponse {
            try await scene.world.anonymous.send(
                "POST",
                "/api/v1/webhooks/google-calendar",
                headers: [
                    "X-Goog-Channel-ID": channel["id"]?.stringValue ?? "", "X-Goog-Channel-Token": token,
                    "X-Goog-Resource-State": "exists",
                ]
            )
        }
        try await scene.google.event("busy1", LessonScene.rome(10), LessonScene.rome(11))
        #expect(try await call("guessed").status == 404)
        #expect(try await call(channel["token"]?.stringValue ?? "").status == 204)
        try await scene.world.runJobs()
        #expect(try await !scene.lessons.starts().contains(LessonScene.rome(10)))
    }

    @Test
    func `administrators have no calendar here, a state of another is 400, and without Google it is 503`()
        async throws
    {
        let scene = try await LinkScene.open()
        let path = "/api/v1/calendar/google"
        #expect(try await scene.world.as(.ada).get(path).status == 403)
        let lost = try await scene.world.anonymous.get("\(path)/callback?state=x&code=y")
        #expect(lost.status == 400 && lost.problem?.name == "invalid_state")
        let bare = try await LessonScene.open()
        #expect(try await bare.world.as(.tina).get("\(path)/start?return_to=/x").status == 503)
        #expect(try await bare.world.as(.tina).get(path)["state"] == "none")
    }
}
