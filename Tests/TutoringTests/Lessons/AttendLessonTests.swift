import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct AttendLessonTests {
    @Test func `T completes after the end, and the lesson is charged`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(3, price: 10_000)
        let lesson = try await scene.booked(LessonScene.rome(10), lot: lot)
        let early = try await scene.move(lesson, "complete", by: .tina)
        #expect(early.status == 409 && early.problem == .illegalTransition)
        #expect(early["window"]?["from"]?.stringValue == LessonScene.rome(11), "\(early)")
        try scene.go(to: LessonScene.rome(11))
        #expect(try await scene.move(lesson, "complete", by: .sara).status == 403)
        let answer = try await scene.move(lesson, "complete", by: .tina, ["note": "Fractions."])

        #expect(answer["state"] == "completed", "\(answer)")
        #expect(answer["dispute_until"]?.stringValue?.hasPrefix("2026-11-26T10:00") == true)
        #expect(answer["earning"]?["net_minor"] == 2_723 || answer["earning"]?["net"] == 2_723, "\(answer)")
        #expect(try await scene.units(lot)["used"] == 100)
        #expect(
            try await scene.get("/bookings/\(lesson)/history")["data"]?.arrayValue?.last?["reason"]
                == "Fractions."
        )
    }

    @Test func `a lesson completes by itself 24 h later, after two reminders`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10, on: "2026-11-25"), lot: scene.lot())
        try await scene.world.tick()
        let before = try await scene.reminders()
        try scene.go(to: LessonScene.rome(10, on: "2026-11-24"))
        try await scene.world.tick()
        let day = try await scene.reminders()
        try scene.go(to: LessonScene.rome(9, on: "2026-11-25"))
        try await scene.world.tick()
        let hour = try await scene.reminders()
        try scene.go(to: LessonScene.rome(10, on: "2026-11-26"))
        try await scene.world.tick()
        #expect((before, day, hour) == (0, 2, 4))
        #expect(try await scene.state(of: lesson) == "confirmed")
        try scene.go(to: LessonScene.rome(11, on: "2026-11-26"))
        try await scene.world.tick()
        #expect(try await scene.state(of: lesson) == "completed")
        #expect(try await scene.reminders() == 4)
    }

    @Test func `absences are reported from start + 10 min to start + 24 h`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(5)
        let lessons = [
            try await scene.booked(LessonScene.rome(10), lot: lot),
            try await scene.booked(LessonScene.rome(10, on: "2026-11-24"), lot: lot),
        ]
        try scene.go(to: LessonScene.rome(10, 9))
        let early = try await scene.move(lessons[0], "no-show", by: .tina)
        #expect(
            early.status == 409 && early["window"]?["from"]?.stringValue == LessonScene.rome(10, 10),
            "\(early)"
        )
        try scene.go(to: LessonScene.rome(10, 10))
        let absent = try await scene.move(lessons[0], "no-show", by: .tina, ["note": "Nobody came."])
        #expect(absent["state"] == "student_absent", "\(absent)")
        #expect(try await scene.units(lot)["used"] == 100)
        try scene.go(to: LessonScene.rome(10, on: "2026-11-25"))
        let late = try await scene.move(lessons[1], "no-show", by: .sara)
        #expect(late.status == 409 && late.problem == .illegalTransition)
    }

    @Test func `T absent: nothing for 24 h, then 100%, lot + 14 d, strike`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(validDays: 5)
        let lesson = try await scene.booked(LessonScene.rome(10), lot: lot)
        try scene.go(to: LessonScene.rome(10, 20))
        let absent = try await scene.move(lesson, "no-show", by: .sara)
        #expect(absent["state"] == "tutor_absent", "\(absent)")
        #expect(try await scene.units(lot)["reserved"] == 100)
        try scene.go(to: LessonScene.rome(10, 21, on: "2026-11-24"))
        try await scene.world.tick()

        #expect(try await scene.state(of: lesson) == "settled")
        #expect(try await scene.units(lot)["available"] == 300)
        #expect(try await scene.count("strike") == 1)
        let expiry = try await scene.get("/credits")["data"]?.arrayValue?.first?["expires_at"]?.stringValue
        #expect(expiry?.hasPrefix("2026-12-10") == true, "26 November and 14 days: \(expiry ?? "-")")
    }

    @Test func `the actions say what is possible, until when and for which share`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
        let mine = try await scene.actions(lesson, by: .sara)
        #expect(mine["cancel"]?["allowed"] == true && mine["cancel"]?["share"] == 100)
        #expect(mine["cancel"]?["until"]?.stringValue == LessonScene.rome(10))
        #expect(mine["move"]?["allowed"] == true)
        #expect(mine["move"]?["until"]?.stringValue == LessonScene.rome(22, on: "2026-11-22"), "\(mine)")
        #expect(mine["miss_tutor"]?["allowed"] == false && mine["miss_tutor"]?["guard"] == "window")
        #expect(mine["miss_student"] == nil && mine["complete"] == nil && mine["dispute"] == nil)
        let theirs = try await scene.actions(lesson, by: .tina)
        #expect(theirs["complete"]?["guard"] == "window" && theirs["miss_tutor"] == nil)
        let hold = try await scene.held(LessonScene.rome(14))
        #expect(try await scene.actions(hold, by: .sara)["release"]?["allowed"] == true)
        #expect(try await scene.get("/bookings/\(lesson)/actions", by: .sami).status == 404)
    }
}

extension LessonScene {
    /// How many reminders were written.
    fileprivate func reminders() async throws -> Int {
        try await count("notice WHERE template = 'tutoring.lesson.reminder'")
    }

    fileprivate func actions(_ lesson: String, by person: Person) async throws -> [String: JSONValue] {
        let rows = try await get("/bookings/\(lesson)/actions", by: person)["data"]?.arrayValue ?? []
        return Dictionary(rows.map { ($0["event"]?.stringValue ?? "", $0) }) { first, _ in first }
    }
}
