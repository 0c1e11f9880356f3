import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct MoveLessonTests {
    @Test func `S moves twice, T's time follows, and the same lesson has the next sequence`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: lot)
        let first = try await scene.reschedule(lesson, to: LessonScene.rome(15), by: .sara)

        #expect(first.status == 200 && first.id == lesson, "\(first)")
        #expect(first["sequence"] == 1 && first["moves_left"] == 1)
        #expect(first["starts_at"]?.stringValue == LessonScene.rome(15))
        let starts = try await scene.starts()
        #expect(starts.contains(LessonScene.rome(10)) && !starts.contains(LessonScene.rome(15)))
        #expect(try await scene.units(lot)["reserved"] == 100, "no payment")
        _ = try await scene.reschedule(lesson, to: LessonScene.rome(11), by: .sara)
        let third = try await scene.reschedule(lesson, to: LessonScene.rome(13), by: .sara)
        #expect(third.status == 409 && third.problem == .movesUsed)
    }

    @Test func `a late move by S keeps the earlier start for the share`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
        // 14 hours before: half comes back, and the notice of 12 hours still allows a move.
        try scene.go(to: LessonScene.rome(20, on: "2026-11-22"))
        let moved = try await scene.reschedule(lesson, to: LessonScene.rome(10, on: "2026-11-27"), by: .sara)
        #expect(moved["cancel"]?["share"] == 50, "\(moved)")
        try scene.go(to: LessonScene.rome(8))
        let late = try await scene.get("/bookings/\(lesson)")
        #expect(late["cancel"]?["share"] == 0, "counted to the old start")
        let answer = try await scene.reschedule(lesson, to: LessonScene.rome(12, on: "2026-11-27"), by: .sara)
        #expect(answer.status == 200, "the notice counts to the present start: \(answer)")
    }

    @Test func `after T's move S cancels at 100%, until S moves`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10, on: "2026-11-26"), lot: scene.lot())
        let bare = try await scene.reschedule(lesson, to: LessonScene.rome(10, on: "2026-11-25"), by: .tina)
        #expect(bare.faults == ["/reason": "required"])
        let moved = try await scene.reschedule(
            lesson,
            to: LessonScene.rome(10, on: "2026-11-25"),
            by: .tina,
            ["reason": "A school meeting."]
        )
        #expect(moved.status == 200 && moved["moves_left"] == 2, "\(moved)")
        try scene.go(to: LessonScene.rome(21, on: "2026-11-24"))
        #expect(try await scene.get("/bookings/\(lesson)")["cancel"]?["share"] == 100)
        let mine = try await scene.reschedule(lesson, to: LessonScene.rome(17, on: "2026-11-25"), by: .sara)
        #expect(mine["cancel"]?["share"] == 50, "\(mine)")
    }

    @Test func `nobody moves a lesson with a suspended tutor; it stays, and S cancels it at 100%`()
        async throws
    {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10, on: "2026-11-26"), lot: scene.lot())
        try await scene.world.suspend(.tina)

        let mine = try await scene.reschedule(lesson, to: LessonScene.rome(15, on: "2026-11-26"), by: .sara)
        let theirs = try await scene.reschedule(
            lesson,
            to: LessonScene.rome(15, on: "2026-11-26"),
            by: .tina,
            ["reason": "A school meeting."]
        )
        let choices = try await scene.get("/bookings/\(lesson)/actions")["data"]?.arrayValue ?? []

        #expect(mine.status == 409 && mine.problem == .tutorNotVerified, "\(mine)")
        #expect(theirs.status == 409 && theirs.problem == .tutorNotVerified, "\(theirs)")
        #expect(choices.first { $0["event"] == "move" }?["guard"] == "tutor_suspended", "\(choices)")
        #expect(choices.first { $0["event"] == "cancel" }?["share"] == 100)
        #expect(try await scene.state(of: lesson) == "confirmed")
    }

    @Test func `too late, taken, beyond the expiry and outside of the hours are refused`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(5, validDays: 5)
        let lesson = try await scene.booked(LessonScene.rome(10), lot: lot)
        _ = try await scene.held(LessonScene.rome(15), by: .sami)
        let taken = try await scene.reschedule(lesson, to: LessonScene.rome(15), by: .sara)
        #expect(taken.status == 409 && taken.problem == .slotTaken)
        let expired = try await scene.reschedule(
            lesson,
            to: LessonScene.rome(10, on: "2026-11-30"),
            by: .sara
        )
        #expect(expired.status == 409 && expired.problem == .creditsExpireFirst)
        let closed = try await scene.reschedule(lesson, to: LessonScene.rome(20), by: .sara)
        #expect(closed.faults == ["/starts_at": "not_a_slot"])
        let same = try await scene.reschedule(lesson, to: LessonScene.rome(10), by: .sara)
        #expect(same.faults == ["/starts_at": "same_time"])
        let reason: JSONObject = ["reason": "A school meeting."]
        let soon = try await scene.reschedule(lesson, to: "2026-11-22T08:00:00Z", by: .tina, reason)
        #expect(soon.status == 409 && soon.problem == .moveTooLate)
        try scene.go(to: LessonScene.rome(23, on: "2026-11-22"))
        for person in [Person.sara, .tina] {
            let late = try await scene.reschedule(
                lesson,
                to: LessonScene.rome(10, on: "2026-11-26"),
                by: person,
                reason
            )
            #expect(late.status == 409 && late.problem == .moveTooLate, "\(late)")
        }
        #expect(try await scene.reschedule(lesson, to: LessonScene.rome(16), by: .ada).status == 403)
    }

    @Test func `a full day and another lesson of S refuse the move`() async throws {
        let scene = try await LessonScene.open()
        let lots = (try await scene.lot(), try await scene.lot(with: .theo))
        let lesson = try await scene.booked(LessonScene.rome(10), lot: lots.0)
        let other = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lots.1)
        _ = try await scene.move(other, "confirm", by: .theo)
        let busy = try await scene.reschedule(lesson, to: LessonScene.newYork(10, 30), by: .sara)
        #expect(busy.status == 409 && busy.problem == .holderBusy)
        let terms: JSONObject = ["terms": ["day_cap": 1]]
        _ = try await scene.world.as(.tina).patch("/api/v1/tutors/me", .object(terms))
        _ = try await scene.held(LessonScene.rome(9, on: "2026-11-24"), by: .sami)
        let full = try await scene.reschedule(lesson, to: LessonScene.rome(14, on: "2026-11-24"), by: .sara)
        #expect(full.status == 409 && full.problem == .dayFull)
        #expect(
            try await scene.reschedule(lesson, to: LessonScene.rome(14), by: .sara).status == 200,
            "its own place in the day counts as free"
        )
    }

    @Test func `only confirmed lessons move`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(with: .theo)
        let lesson = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lot)
        let answer = try await scene.reschedule(lesson, to: LessonScene.newYork(12), by: .sara)
        #expect(answer.status == 409 && answer.problem == .illegalTransition)
    }
}

extension LessonScene {
    func reschedule(
        _ lesson: String,
        to start: String,
        by person: Person,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        var body = more
        body["starts_at"] = .string(start)
        return try await move(lesson, "reschedule", by: person, body)
    }
}
