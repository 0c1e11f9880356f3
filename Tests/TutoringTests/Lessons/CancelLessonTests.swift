import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct CancelLessonTests {
    /// The vectors of the page: the lesson is on the Sunday on which the clocks change.
    @Test func `lesson 28 Mar 18:00 cancelled at the tiers`() async throws {
        let moments: [(String, Duration, Int64)] = [
            ("2027-03-27T16:00:00Z", .milliseconds(-500), 100), ("2027-03-27T16:00:01Z", .zero, 50),
            ("2027-03-28T04:00:00Z", .milliseconds(-500), 50), ("2027-03-28T04:00:01Z", .zero, 0),
        ]
        for (moment, more, share) in moments {
            let scene = try await LessonScene.open()
            try scene.go(to: "2027-03-20T08:00:00Z")
            let rules: JSONValue = ["rules": [["weekday": 7, "from": "09:00", "until": "20:00"]]]
            _ = try await scene.world.as(.tina).put("/api/v1/tutors/me/availability-rules", rules)
            let lot = try await scene.lot(3, price: 10_000)
            let lesson = try await scene.booked("2027-03-28T16:00:00Z", lot: lot)
            try scene.go(to: moment, more)
            let preview = try await scene.get("/bookings/\(lesson)")["cancel"]
            let answer = try await scene.move(
                lesson,
                "cancel",
                by: .sara,
                ["expected_share": .integer(share)]
            )

            #expect(answer.status == 200 && answer["booking"]?["state"] == "cancelled", "\(answer)")
            #expect(answer["units"] == .integer(share) && preview?["share"] == .integer(share))
            let units = try await scene.units(lot)
            #expect(units["available"] == 200 + share && units["used"] == 100 - share, "\(moment)")
        }
    }

    @Test func `an expected share that has changed refuses the cancellation`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
        try scene.go(to: LessonScene.rome(16, on: "2026-11-22"))
        let answer = try await scene.move(lesson, "cancel", by: .sara, ["expected_share": 100])
        #expect(answer.status == 409 && answer.problem == .shareChanged && answer["share"] == 50)
        #expect(try await scene.state(of: lesson) == "confirmed")
    }

    @Test func `T and A give 100% back with 14 d more, and T under 24 h gets a strike`() async throws {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(5)
        let (first, second) = (
            try await scene.booked(LessonScene.rome(10), lot: lot),
            try await scene.booked(LessonScene.rome(14), lot: lot)
        )
        #expect(try await scene.move(first, "cancel", by: .tina).faults == ["/reason": "required"])
        let early = try await scene.move(second, "cancel", by: .ada, ["reason": "A duplicate."])
        #expect(early["booking"]?["state"] == "cancelled" && early["units"] == 100, "\(early)")
        #expect(try await scene.count("strike") == 0)
        try scene.go(to: LessonScene.rome(11, on: "2026-11-22"))
        let late = try await scene.move(first, "cancel", by: .tina, ["reason": "I am ill."])

        #expect(late["units"] == 100)
        #expect(try await scene.count("strike") == 1)
        #expect(try await scene.units(lot)["available"] == 500)
        #expect(try await scene.starts().contains(LessonScene.rome(10)))
    }

    @Test func `a request costs nothing, and nothing is cancelled after the start`() async throws {
        let scene = try await LessonScene.open()
        let lots = (try await scene.lot(with: .theo), try await scene.lot())
        let request = try await scene.booked(LessonScene.newYork(10), with: .theo, lot: lots.0)
        let lesson = try await scene.booked(LessonScene.rome(9), lot: lots.1)
        let answer = try await scene.move(request, "cancel", by: .sara)
        #expect(answer["booking"]?["state"] == "cancelled")
        #expect(try await scene.units(lots.0)["available"] == 300)
        try scene.go(to: LessonScene.rome(9))
        let late = try await scene.move(lesson, "cancel", by: .sara)
        #expect(late.status == 409 && late.problem == .illegalTransition)
        #expect(late["window"]?["until"]?.stringValue == LessonScene.rome(9), "\(late)")
        #expect(late["detail"]?.stringValue?.contains("window.until") == true, "\(late)")
        #expect(try await scene.move(lesson, "cancel", by: .sami).status == 404)
    }
}
