import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct AnswerRequestTests {
    @Test func `a confirmation takes the time, and declines overlapping requests of this T or S`()
        async throws
    {
        let scene = try await LessonScene.open()
        let lots = (
            try await scene.lot(5, with: .theo), try await scene.lot(5, of: .sami, with: .theo)
        )
        let first = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lots.0)
        let rival = try await scene.booked(LessonScene.newYork(10, 30), by: .sami, with: .theo, lot: lots.1)
        // Ten minutes after each lesson are the tutor's.
        let near = try await scene.booked(LessonScene.newYork(11), by: .sami, with: .theo, lot: lots.1)
        let far = try await scene.booked(LessonScene.newYork(14), by: .sami, with: .theo, lot: lots.1)

        let answer = try await scene.move(first, "confirm", by: .theo)
        #expect(answer.status == 200 && answer["state"] == "confirmed", "\(answer)")
        #expect(try await scene.state(of: rival) == "declined")
        #expect(try await scene.state(of: near) == "declined")
        #expect(try await scene.state(of: far) == "requested")
        #expect(try await scene.units(lots.1, of: .sami)["reserved"] == 100)
        let again = try await scene.move(first, "confirm", by: .theo)
        #expect(again.status == 409 && again.problem == .illegalTransition)
        #expect(again["present"] == "confirmed" && again["allowed"]?.arrayValue?.contains("cancel") == true)
    }

    @Test func `no request of a suspended tutor is confirmed`() async throws {
        let scene = try await LessonScene.open()
        let request = try await scene.booked(
            LessonScene.newYork(10),
            with: .theo,
            lot: scene.lot(with: .theo)
        )
        let theo = try await scene.world.tutor(of: .theo)
        // A suspension declines requests; here it is about to.
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE tutor SET suspended_at = \(tx.now) WHERE id = \(theo)")
        }

        let answer = try await scene.move(request, "confirm", by: .theo)
        let choices = try await scene.get("/bookings/\(request)/actions", by: .theo)["data"]?.arrayValue ?? []

        #expect(answer.status == 409 && answer.problem == .tutorNotVerified, "\(answer)")
        #expect(choices.first { $0["event"] == "confirm" }?["guard"] == "tutor_suspended", "\(choices)")
        #expect(choices.first { $0["event"] == "decline" }?["allowed"] == true)
    }

    @Test func `a declined request gives everything back with its reason`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(with: .theo)
        let lesson = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lot)
        let bare = try await scene.move(lesson, "decline", by: .theo)
        #expect(bare.faults == ["/reason": "required"])
        let answer = try await scene.move(lesson, "decline", by: .theo, ["reason": "I am away."])

        #expect(answer["state"] == "declined", "\(answer)")
        #expect(try await scene.units(lot)["available"] == 300)
        try await scene.world.runJobs()
        let steps = try await scene.get("/bookings/\(lesson)/history")["data"]?.arrayValue ?? []
        #expect(steps.compactMap { $0["event"]?.stringValue } == ["hold", "ask", "decline"])
        #expect(steps.last?["reason"] == "I am away." && steps.last?["role"] == "tutor")
        let late = try await scene.move(lesson, "decline", by: .theo, ["reason": "Again."])
        #expect(late.status == 409 && late.problem == .illegalTransition)
    }

    @Test
    func `a request lapses at the answer's end, two hours before the start, but never within half an hour`()
        async throws
    {
        let scene = try await LessonScene.open()
        let terms: JSONObject = ["terms": ["notice_hours": 1]]
        _ = try await scene.world.as(.theo).patch("/api/v1/tutors/me", .object(terms))
        let lot = try await scene.lot(5, with: .theo)
        let asked = ["2026-11-21T09:00:00Z", "2026-11-23T08:00:00Z", "2026-11-23T12:30:00Z"]
        let lapses = ["2026-11-22T09:00:0", "2026-11-23T12:00:0", "2026-11-23T13:00:0"]
        var lessons: [String] = []
        for (now, lapse) in zip(asked, lapses) {
            try scene.go(to: now)
            let lesson = try await scene.booked(LessonScene.newYork(9), with: .theo, lot: lot)
            let at = try await scene.get("/bookings/\(lesson)")["lapses_at"]?.stringValue ?? ""
            #expect(at.hasPrefix(lapse), "\(at)")
            lessons.append(lesson)
            try scene.go(to: "\(lapse)0Z", .seconds(30))
            try await scene.world.tick()
        }
        for lesson in lessons { #expect(try await scene.state(of: lesson) == "declined") }
        #expect(try await scene.units(lot)["available"] == 500)
    }

    @Test func `only the tutor of the request answers it`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(with: .theo)
        let lesson = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lot)
        #expect(try await scene.move(lesson, "confirm", by: .sara).status == 403)
        #expect(try await scene.move(lesson, "confirm", by: .tina).status == 404)
        #expect(try await scene.move(lesson, "confirm", by: .ada).status == 403)
        let series = try await scene.move(lesson, "confirm", by: .theo, ["whole_series": true])
        #expect(series.faults == ["/whole_series": "no_series"])
    }

    @Test func `a time that was booked meanwhile cannot be confirmed`() async throws {
        let scene = try await LessonScene.open()
        let lots = (try await scene.lot(with: .theo), try await scene.lot(of: .sami, with: .theo))
        let request = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lots.0)
        _ = try await scene.held(LessonScene.newYork(10), by: .sami, with: .theo, lot: lots.1)
        let taken = try await scene.move(request, "confirm", by: .theo)
        #expect(taken.status == 409 && taken.problem == .slotTaken)
        scene.world.clock.advance(by: .minutes(11))
        let tinas = try await scene.lot()
        _ = try await scene.booked(LessonScene.newYork(10, 30), lot: tinas)
        let busy = try await scene.move(request, "confirm", by: .theo)
        #expect(busy.status == 409 && busy.problem == .holderBusy)
    }

    @Test func `a full day refuses the confirmation`() async throws {
        let scene = try await LessonScene.open()
        let terms: JSONObject = ["terms": ["day_cap": 1]]
        let lots = (try await scene.lot(with: .theo), try await scene.lot(of: .sami, with: .theo))
        let first = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lots.0)
        let second = try await scene.booked(LessonScene.newYork(14), by: .sami, with: .theo, lot: lots.1)
        _ = try await scene.world.as(.theo).patch("/api/v1/tutors/me", .object(terms))
        #expect(try await scene.move(first, "confirm", by: .theo).status == 200)
        let full = try await scene.move(second, "confirm", by: .theo)
        #expect(full.status == 409 && full.problem == .dayFull)
    }
}
