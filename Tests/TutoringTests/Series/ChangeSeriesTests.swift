import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct ChangeSeriesTests {
    @Test func `cancel from X: each by its own policy, ended when no lesson is left`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(4)
        let id = try #require(try await scene.series().id)
        let later = try await scene.change(id, "cancel", ["from": "2026-12-07"])

        #expect(later.status == 200 && later["state"] == "active", "\(later)")
        #expect(later.outcomes == ["booked", "booked", "cancelled", "cancelled"])
        #expect(try await scene.units(lot)["available"] == 200)
        // 18 hours before the first: half comes back.
        try scene.go(to: "2026-11-22T15:00:00Z")
        let all = try await scene.change(id, "cancel", ["from": "2026-11-23"])
        #expect(all["state"] == "ended", "\(all)")
        let units = try await scene.units(lot)
        #expect(units["available"] == 350 && units["used"] == 50)
        let again = try await scene.change(id, "cancel", ["from": "2026-11-23"])
        #expect(again.status == 409 && again.problem == .illegalTransition && again["present"] == "ended")
        #expect(try await scene.count("booking WHERE is_active") == 0)
    }

    @Test func `a series with a suspended tutor is not moved`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let id = try #require(try await scene.series().id)
        try await scene.world.suspend(.tina)

        let answer = try await scene.change(
            id,
            "reschedule",
            ["from": "2026-11-23", "shift_days": 1, "time": "11:00"]
        )

        #expect(answer.status == 409 && answer.problem == .tutorNotVerified, "\(answer)")
        let dates = try await scene.get("/bookings/series/\(id)").outcomes
        #expect(dates == ["booked", "booked", "booked", "booked"])
    }

    @Test func `T gives a reason, A and strangers do nothing`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(4)
        let id = try #require(try await scene.series().id)
        let silent = try await scene.change(id, "cancel", by: .tina, ["from": "2026-11-23"])
        #expect(silent.status == 422, "\(silent)")
        #expect(try await scene.change(id, "cancel", by: .ada, ["from": "2026-11-23"]).status == 403)
        #expect(try await scene.change(id, "cancel", by: .sami, ["from": "2026-11-23"]).status == 404)
        let told = try await scene.change(
            id,
            "cancel",
            by: .tina,
            ["from": "2026-11-23", "reason": "I am moving away."]
        )
        #expect(told["state"] == "ended", "\(told)")
        #expect(try await scene.units(lot)["available"] == 400)
    }

    @Test func `a series whose lessons are cancelled one by one has ended`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let made = try await scene.series("FREQ=WEEKLY;BYDAY=MO;COUNT=2")
        let id = try #require(made.id)
        for lesson in made.dates("booking_id") {
            #expect(try await scene.get("/bookings/series/\(id)")["state"] == "active")
            _ = try await scene.move(lesson, "cancel", by: .sara)
        }
        #expect(try await scene.get("/bookings/series/\(id)")["state"] == "ended")
    }

    @Test func `a series that T declines as a whole has ended, and moves no more`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(3, with: .theo)
        let made = try await scene.series("FREQ=WEEKLY;BYDAY=MO;COUNT=3", with: .theo, ["time": "18:00"])
        let first = try #require(made.dates("booking_id").first, "\(made)")
        let id = try #require(made.id)
        let declined = try await scene.move(
            first,
            "decline",
            by: .theo,
            ["reason": "I am away.", "whole_series": true]
        )
        #expect(declined.status == 200, "\(declined)")
        let shown = try await scene.get("/bookings/series/\(id)")
        #expect(shown["state"] == "ended" && shown.outcomes == ["cancelled", "cancelled", "cancelled"])
        #expect(try await scene.units(lot)["available"] == 300)
        let moved = try await scene.change(
            id,
            "reschedule",
            ["from": "2026-11-23", "shift_days": 1, "time": "18:00"]
        )
        #expect(moved.status == 409 && moved.problem == .illegalTransition, "\(moved)")
    }

    @Test func `move from X: all by the rules of move`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        let made = try await scene.series("FREQ=WEEKLY;BYDAY=MO,TU;COUNT=4")
        let id = try #require(made.id)
        let moved = try await scene.change(
            id,
            "reschedule",
            ["from": "2026-11-30", "shift_days": 1, "time": "10:00"]
        )
        #expect(moved.status == 200, "\(moved)")
        #expect(moved.outcomes == ["booked", "booked", "moved", "moved"])
        // Tuesday's lesson left before Monday's came.
        #expect(
            moved.dates("starts_at").suffix(2) == [
                LessonScene.rome(10, on: "2026-12-01"), LessonScene.rome(10, on: "2026-12-02"),
            ]
        )
        let back = try await scene.change(
            id,
            "reschedule",
            by: .tina,
            ["from": "2026-11-30", "shift_days": 0, "time": "10:00", "reason": "The same."]
        )
        #expect(back.status == 422, "nothing changes: \(back)")
    }

    @Test func `move from X: or none`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.lot(4)
        _ = try await scene.booked(
            LessonScene.rome(15, on: "2026-12-07"),
            by: .sami,
            lot: scene.lot(of: .sami)
        )
        let made = try await scene.series()
        let id = try #require(made.id)
        let refused = try await scene.change(
            id,
            "reschedule",
            ["from": "2026-11-23", "shift_days": 0, "time": "15:00"]
        )
        #expect(refused.status == 409 && refused.problem == .seriesConflicts, "\(refused)")
        #expect(refused.outcomes == ["moved", "moved", "conflict", "moved"])
        let shown = try await scene.get("/bookings/series/\(id)")
        #expect(shown.dates("starts_at") == made.dates("starts_at"))
        #expect(shown.outcomes == ["booked", "booked", "booked", "booked"])
    }
}

extension LessonScene {
    fileprivate func change(
        _ series: String,
        _ action: String,
        by person: Person = .sara,
        _ body: JSONObject
    ) async throws -> TestResponse {
        try await post("/bookings/series/\(series)/\(action)", by: person, body)
    }
}
