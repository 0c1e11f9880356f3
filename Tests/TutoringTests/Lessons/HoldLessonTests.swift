import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct HoldLessonTests {
    @Test func `a hold blocks the time of the tutor for 10 min, and again is the same`() async throws {
        let scene = try await LessonScene.open()
        let start = LessonScene.rome(10)
        let first = try await scene.hold(start)
        let again = try await scene.hold(start)

        #expect(first.status == 201, "\(first)")
        #expect(first.header("Location")?.hasSuffix("/bookings/\(first.id ?? "")") == true)
        #expect(first["state"] == "held" && first["value_minor"] == 3_000 && first["minutes"] == 60)
        #expect(first["tutor"]?["name"] == "Tina Rossi" && first["student"]?["name"] == "Sara C.")
        #expect(first["zones"] == ["tutor": "Europe/Rome", "student": "Europe/Rome"])
        #expect(first["ends_at"]?.stringValue == LessonScene.rome(11))
        #expect(again.status == 200 && again.id == first.id)
        let until = try #require(first["held_until"]?.stringValue.flatMap(Instant.init))
        #expect(until - scene.world.clock.now > .minutes(9) && until - scene.world.clock.now < .minutes(10))
        let other = try await scene.hold(start, by: .sami)
        #expect(other.status == 409 && other.problem == .slotTaken)
        #expect(try await !scene.starts().contains(start))

        scene.world.clock.advance(by: .minutes(10))
        #expect(try await scene.starts().contains(start), "a dead hold blocks nothing")
        #expect(try await scene.hold(start, by: .sami).status == 201)
        try await scene.world.tick()
        #expect(try await scene.state(of: first.id ?? "") == "released")
    }

    @Test func `at most 3 live holds`() async throws {
        let scene = try await LessonScene.open()
        var holds: [String] = []
        for hour in [9, 11, 13] { holds.append(try await scene.held(LessonScene.rome(hour))) }

        let fourth = try await scene.hold(LessonScene.rome(15))
        #expect(fourth.status == 409 && fourth.problem == .tooManyHolds)
        let released = try await scene.world.as(.sara).delete("/api/v1/bookings/hold/\(holds[0])")
        let again = try await scene.world.as(.sara).delete("/api/v1/bookings/hold/\(holds[0])")
        #expect(released.status == 204 && again.status == 204)
        #expect(try await scene.hold(LessonScene.rome(15)).status == 201)
        #expect(try await scene.starts().contains(LessonScene.rome(9)))
    }

    @Test func `the student is in one place at a time`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.held(LessonScene.newYork(9))
        let elsewhere = try await scene.hold(LessonScene.newYork(9, 30), with: .theo)
        #expect(elsewhere.status == 409 && elsewhere.problem == .holderBusy)
    }

    @Test func `the day cap counts lessons and holds of the tutor's date`() async throws {
        let scene = try await LessonScene.open()
        let terms: JSONObject = ["terms": ["day_cap": 2]]
        _ = try await scene.world.as(.tina).patch("/api/v1/tutors/me", .object(terms))
        _ = try await scene.held(LessonScene.rome(9))
        _ = try await scene.held(LessonScene.rome(11), by: .sami)

        let third = try await scene.hold(LessonScene.rome(15), by: .siri)
        #expect(third.status == 409 && third.problem == .dayFull)
        #expect(try await scene.starts().isEmpty)
        #expect(try await scene.hold(LessonScene.rome(15, on: "2026-11-24"), by: .siri).status == 201)
    }

    @Test func `no slot, too soon, too far, and what the tutor does not offer are faults`() async throws {
        let scene = try await LessonScene.open()
        let faults: [(String, String)] = [
            (LessonScene.rome(10, 15), "not_a_slot"), (LessonScene.rome(20), "not_a_slot"),
            ("2026-11-21T12:00:00Z", "too_soon"), ("2027-03-01T10:00:00Z", "too_far_away"),
            // The Immaculate Conception, a Tuesday.
            (LessonScene.rome(10, on: "2026-12-08"), "not_a_slot"),
        ]
        for (start, code) in faults {
            let answer = try await scene.hold(start)
            #expect(answer.status == 422 && answer.faults == ["/starts_at": code], "\(start): \(answer)")
        }
        let tutor = JSONValue.string(try await scene.world.tutor(of: .tina).description)
        let body: JSONObject = [
            "tutor_id": tutor, "starts_at": .string(LessonScene.rome(10)), "subject": "physics",
            "minutes": 60,
        ]
        let physics = try await scene.post("/bookings/hold", by: .sara, body)
        #expect(physics.faults == ["/subject": "not_offered"])
        let bare: JSONObject = ["tutor_id": tutor, "starts_at": .string(LessonScene.rome(10))]
        let missing = try await scene.post("/bookings/hold", by: .sara, bare)
        #expect(missing.faults == ["/subject": "needed_without_lot", "/minutes": "needed_without_lot"])
        let unverified = try await scene.hold(LessonScene.rome(10), with: .tess)
        #expect(unverified.status == 409 && unverified.problem == .tutorNotVerified)
    }

    @Test func `a lot must be the student's own, fit, and outlive the start`() async throws {
        let scene = try await LessonScene.open()
        let foreign = try await scene.lot(of: .sami)
        #expect(try await scene.hold(LessonScene.rome(10), lot: foreign).status == 404)
        let ofTheo = try await scene.lot(with: .theo)
        let wrong = try await scene.hold(LessonScene.rome(10), lot: ofTheo)
        #expect(wrong.status == 409 && wrong.problem == .creditsNone)
        let short = try await scene.lot(validDays: 1)
        let late = try await scene.hold(LessonScene.rome(10), lot: short)
        #expect(late.status == 409 && late.problem == .creditsExpireFirst)
    }

    @Test func `only students hold, and only their own holds are released`() async throws {
        let scene = try await LessonScene.open()
        let hold = try await scene.held(LessonScene.rome(10))
        #expect(try await scene.hold(LessonScene.rome(12), by: .tina).status == 403)
        let stranger = try await scene.world.as(.sami).delete("/api/v1/bookings/hold/\(hold)")
        #expect(stranger.status == 404)
        #expect(try await scene.get("/bookings/\(hold)", by: .sami).status == 404)
        #expect(try await scene.get("/bookings/\(hold)", by: .tina).status == 200)
    }

    @Test func `the end of a hold is an event of the student's socket`() async throws {
        let scene = try await LessonScene.open()
        let hold = try await scene.held(LessonScene.rome(10))
        _ = try await scene.world.as(.sara).delete("/api/v1/bookings/hold/\(hold)")
        let lot = try await scene.lot()
        _ = try await scene.booked(LessonScene.rome(10), lot: lot)

        let events = try await scene.events()
        #expect(events.contains("hold:ended") && events.contains("booking:changed"))
    }
}
