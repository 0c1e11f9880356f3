import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct TutoringReviewTests {
    @Test func `a lesson that took place is reviewed once, and counts for T at once`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot()
        let ahead = try await scene.booked(LessonScene.rome(15), lot: lot)
        #expect(try await scene.review("/bookings/\(ahead)").problem == .reviewNotTaught)
        let lesson = try await scene.taught(LessonScene.rome(10), until: LessonScene.rome(11), lot: lot)
        let made = try await scene.review("/bookings/\(lesson)", 5, "Call me: 347 1234567")

        #expect(made.status == 201 && made["rating"] == 5 && made["state"] == "published", "\(made)")
        #expect(made["author"] == "Sara" && made["text"]?.stringValue?.contains("347") == false)
        let again = try await scene.review("/bookings/\(lesson)")
        #expect(again.status == 409 && again.problem == .reviewExists)
        #expect(try await scene.review("/bookings/\(lesson)", by: .sami).status == 404)
        let tutor = try await scene.world.tutor(of: .tina)
        let card = try await scene.world.anonymous.get("/api/v1/tutors/\(tutor)")
        #expect(card["card"]?["rating"] == ["value": 4.38, "n": 1], "\(card)")
        let list = try await scene.world.anonymous.get("/api/v1/tutors/\(tutor)/reviews")
        #expect(list["data"]?.arrayValue?.count == 1, "\(list)")
    }

    @Test func `14 d to write, 48 h to edit`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot()
        let first = try await scene.taught(LessonScene.rome(10), until: LessonScene.rome(11), lot: lot)
        let later = "2026-11-25"
        let other = try await scene.taught(
            LessonScene.rome(13, on: later),
            until: LessonScene.rome(14, on: later),
            lot: lot
        )
        let id = try #require(try await scene.review("/bookings/\(first)", 4).id)
        scene.world.clock.advance(by: .hours(47))
        let edited = try await scene.patch("/reviews/\(id)", by: .sara, ["rating": 2, "text": "Less."])
        #expect(edited.status == 200 && edited["rating"] == 2 && edited["text"] == "Less.", "\(edited)")
        #expect(try await scene.patch("/reviews/\(id)", by: .sami, ["rating": 1]).status == 404)
        scene.world.clock.advance(by: .hours(2))
        let late = try await scene.patch("/reviews/\(id)", by: .sara, ["rating": 5])
        #expect(late.status == 409 && late.problem == .reviewClosed)
        scene.world.clock.advance(by: .days(12))
        let closed = try await scene.review("/bookings/\(other)")
        #expect(closed.status == 409 && closed.problem == .reviewClosed, "\(closed)")
    }

    @Test func `T answers once`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.taught(
            LessonScene.rome(10),
            until: LessonScene.rome(11),
            lot: scene.lot()
        )
        let id = try #require(try await scene.review("/bookings/\(lesson)").id)
        #expect(try await scene.post("/reviews/\(id)/reply", by: .theo, ["text": "Mine?"]).status == 404)
        let reply = try await scene.post("/reviews/\(id)/reply", by: .tina, ["text": "Thank you."])
        #expect(reply.status == 200 && reply["reply"] == "Thank you.", "\(reply)")
        let again = try await scene.post("/reviews/\(id)/reply", by: .tina, ["text": "Again."])
        #expect(again.status == 409 && again.problem == .reviewAnswered)
    }

    @Test func `hide; show: not counted`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.taught(
            LessonScene.rome(10),
            until: LessonScene.rome(11),
            lot: scene.lot()
        )
        let id = try #require(try await scene.review("/bookings/\(lesson)").id)
        let tutor = try await scene.world.tutor(of: .tina)
        let body: JSONObject = ["state": "hidden", "reason": "It names a child."]
        #expect(try await scene.patch("/admin/reviews/\(id)", by: .tina, body).status == 403)
        let bare = try await scene.patch("/admin/reviews/\(id)", by: .ada, ["state": "hidden"])
        #expect(bare.status == 422)
        let hidden = try await scene.patch("/admin/reviews/\(id)", by: .ada, body)
        #expect(hidden.status == 200 && hidden["state"] == "hidden", "\(hidden)")
        let twice = try await scene.patch("/admin/reviews/\(id)", by: .ada, body)
        #expect(twice.status == 409 && twice.problem == .illegalTransition)
        let page = try await scene.world.anonymous.get("/api/v1/tutors/\(tutor)")
        #expect(page["card"]?["rating"] == ["n": 0], "\(page)")
        #expect(try await scene.post("/reviews/\(id)/reply", by: .tina, ["text": "Why?"]).status == 404)
        let shown = try await scene.patch(
            "/admin/reviews/\(id)",
            by: .ada,
            ["state": "published", "reason": "It was a mistake."]
        )
        #expect(shown["state"] == "published")
        let again = try await scene.world.anonymous.get("/api/v1/tutors/\(tutor)")
        #expect(again["card"]?["rating"]?["n"] == 1)
    }

    @Test func `one a purchase, from its first lesson to 14 d after its last`() async throws {
        let scene = try await LessonScene.open()
        let package = try await scene.world.package(of: .tina)
        let lot = try await scene.lot(1, price: 3_000)
        let early = try await scene.review("/packages/\(package)")
        #expect(early.status == 409 && early.problem == .reviewNotTaught, "\(early)")
        _ = try await scene.taught(LessonScene.rome(10), until: LessonScene.rome(11), lot: lot)
        let made = try await scene.review("/packages/\(package)", 4)
        #expect(made.status == 201, "\(made)")
        #expect(try await scene.review("/packages/\(package)").problem == .reviewExists)
        let list = try await scene.world.anonymous.get("/api/v1/packages/\(package)/reviews")
        #expect(list["data"]?.arrayValue?.count == 1)
        let view = try await scene.world.anonymous.get("/api/v1/packages/\(package)")
        // (8 · 4.3 + 4) / 9
        #expect(view["rating"] == ["value": 4.27, "n": 1], "\(view)")
        let second = try await scene.lot(1, price: 3_000)
        let later = "2026-11-25"
        _ = try await scene.taught(
            LessonScene.rome(13, on: later),
            until: LessonScene.rome(14, on: later),
            lot: second
        )
        scene.world.clock.advance(by: .days(14))
        #expect(try await scene.review("/packages/\(package)").problem == .reviewClosed)
    }

    @Test func `50 reviews of a lesson at once: 1`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.taught(
            LessonScene.rome(10),
            until: LessonScene.rome(11),
            lot: scene.lot()
        )
        let answers = try await scene.world.atOnce(50) { _ in
            try await scene.review("/bookings/\(lesson)")
        }
        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        #expect(try await scene.count("review") == 1)
    }

    @Test func `lessons taught and the median first answer are reckoned`() async throws {
        let scene = try await LessonScene.open()
        #expect(TutorFigures.median(of: [600, 1_800, 7_200, 259_200]) == 4_500)
        #expect(TutorFigures.median(of: [300, 900, 2_700]) == 900)
        let lot = try await scene.lot(3, with: .theo)
        for hour in [10, 12, 14] {
            let lesson = try await scene.booked(LessonScene.newYork(hour), with: .theo, lot: lot)
            scene.world.clock.advance(by: .minutes(hour))
            let answer = try await scene.move(lesson, "confirm", by: .theo)
            #expect(answer.status == 200, "\(answer)")
        }
        let tutor = try await scene.world.tutor(of: .theo)
        try await scene.world.db.write { tx in try TutorFigures.refresh(tutor, tx) }
        let page = try await scene.world.anonymous.get("/api/v1/tutors/\(tutor)")
        #expect(page["card"]?["response"]?["n"] == 3, "\(page)")
        let seconds = page["card"]?["response"]?["median_seconds"]?.integerValue ?? 0
        #expect((720...725).contains(seconds))
        _ = try await scene.taught(LessonScene.rome(10), until: LessonScene.rome(11), lot: scene.lot())
        try await scene.world.tick()
        let tina = try await scene.world.tutor(of: .tina)
        let card = try await scene.world.anonymous.get("/api/v1/tutors/\(tina)")
        #expect(card["card"]?["lessons_taught"] == 1, "\(card)")
    }
}
