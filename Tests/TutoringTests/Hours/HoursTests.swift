import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct HoursTests {
    private let path = "/api/v1/tutors/me/availability-rules"

    @Test func `the whole list of rules replaces the week, and lessons outside stay`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
        let rules: JSONValue = [
            "rules": [
                ["weekday": 1, "from": "14:00", "until": "16:00"],
                ["weekday": 3, "from": "22:00", "until": "00:00"],
            ]
        ]
        let answer = try await scene.world.as(.tina).put(path, rules)

        #expect(answer.status == 200 && answer["zone"] == "Europe/Rome", "\(answer)")
        #expect(answer["rules"]?.arrayValue?.count == 2)
        #expect(answer["outside"]?.arrayValue?.compactMap(\.stringValue) == [lesson])
        #expect(
            try await scene.starts()
                == [14, 14, 15].enumerated().map { LessonScene.rome($1, $0 == 1 ? 30 : 0) }
        )
        let shown = try await scene.world.as(.tina).get(path)
        #expect(shown["rules"] == answer["rules"] && shown["outside"] == answer["outside"])
        #expect(try await scene.state(of: lesson) == "confirmed")
        #expect(try await scene.world.as(.sara).put(path, rules).status == 403)
    }

    @Test func `an overlap is a fault of its line`() async throws {
        let scene = try await LessonScene.open()
        let rules: JSONValue = [
            "rules": [
                ["weekday": 1, "from": "09:00", "until": "12:00"],
                ["weekday": 1, "from": "11:30", "until": "13:00"],
            ]
        ]
        let answer = try await scene.world.as(.tina).put(path, rules)
        #expect(answer.status == 422 && answer.faults == ["/rules/1": "overlaps_another"])
        let backwards: JSONValue = ["rules": [["weekday": 1, "from": "12:00", "until": "09:00"]]]
        let fault = try await scene.world.as(.tina).put(path, backwards)
        #expect(fault.faults == ["/rules/0/until": "ends_before_it_begins"])
    }

    @Test func `a closed day keeps its lessons, and an extra one opens a holiday`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
        let exceptions = "/tutors/me/availability-exceptions"
        let closed = try await scene.post(exceptions, by: .tina, ["day": "2026-11-23", "kind": "closed"])
        #expect(
            closed.status == 201 && closed["inside"]?.arrayValue?.compactMap(\.stringValue) == [lesson],
            "\(closed)"
        )
        #expect(try await scene.starts().isEmpty)
        let holiday: JSONObject = ["day": "2026-12-08", "kind": "extra", "from": "10:00", "until": "11:00"]
        #expect(try await scene.starts(on: "2026-12-08").isEmpty)
        #expect(try await scene.post(exceptions, by: .tina, holiday).status == 201)
        #expect(try await scene.starts(on: "2026-12-08") == [LessonScene.rome(10, on: "2026-12-08")])
        let past = try await scene.post(exceptions, by: .tina, ["day": "2026-11-20", "kind": "closed"])
        #expect(past.faults == ["/day": "in_the_past"])

        let listed = try await scene.get(exceptions, by: .tina)["data"]?.arrayValue ?? []
        #expect(listed.compactMap { $0["day"]?.stringValue } == ["2026-11-23", "2026-12-08"])
        let gone = try await scene.world.as(.tina).delete("/api/v1\(exceptions)/\(closed.id ?? "")")
        #expect(gone.status == 204)
        #expect(try await !scene.starts().isEmpty)
        #expect(
            try await scene.world.as(.theo).delete("/api/v1\(exceptions)/\(closed.id ?? "")").status == 404
        )
    }

    @Test func `holidays are open for tutors who do not keep them`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.world.as(.tina).patch("/api/v1/tutors/me", ["terms": ["keeps_holidays": false]])
        #expect(try await !scene.starts(on: "2026-12-08").isEmpty)
    }

    @Test func `zones of tutor and student that differ show the same instants`() async throws {
        let scene = try await LessonScene.open()
        let tutor = try await scene.world.tutor(of: .theo)
        let query = "from=2026-11-23&until=2026-11-23&minutes=60&zone=Asia/Kolkata"
        let answer = try await scene.world.anonymous.get("/api/v1/tutors/\(tutor)/availability?\(query)")
        let starts = answer["starts"]?.arrayValue?.compactMap(\.stringValue) ?? []
        #expect(
            answer["zone"] == "Asia/Kolkata" && answer["mode"] == "confirm"
                && answer["calendar_stale"] == false
        )
        // Midnight in Kolkata is 18:30Z: Theo's Monday from 9:00 to 13:00 in New York is still the 23rd there.
        #expect(starts.first == LessonScene.newYork(9) && starts.last == LessonScene.newYork(13), "\(starts)")
        let late = try await scene.world.anonymous.get(
            "/api/v1/tutors/\(tutor)/availability?from=2026-11-23&until=2026-12-24&minutes=60"
        )
        #expect(late.faults == ["query/until": "span_too_long"])
        let unknown = try await scene.world.anonymous.get(
            "/api/v1/tutors/\(ID<Tutor>.new(at: scene.world.clock.now))/availability?\(query)"
        )
        #expect(unknown.status == 404)
    }

    @Test func `a tutor who changes zone moves no lesson`() async throws {
        let scene = try await LessonScene.open()
        let lesson = try await scene.booked(LessonScene.rome(10), lot: scene.lot())
        let answer = try await scene.world.as(.tina).patch(
            "/api/v1/tutors/me",
            ["time_zone": "America/New_York"]
        )
        #expect(answer.status == 200, "\(answer)")

        let view = try await scene.get("/bookings/\(lesson)")
        #expect(view["starts_at"]?.stringValue == LessonScene.rome(10))
        #expect(try await scene.starts().first == LessonScene.newYork(9), "the hours are in the new zone")
        let outside = try await scene.world.as(.tina).get(path)["outside"]?.arrayValue
        #expect(outside?.count == 1)
    }

    @Test func `wall times in the gap and the fold, and the leap day`() async throws {
        let scene = try await LessonScene.open()
        let rules: JSONValue = [
            "rules": [
                ["weekday": 7, "from": "01:00", "until": "05:00"],
                ["weekday": 2, "from": "09:00", "until": "10:00"],
            ]
        ]
        try scene.go(to: "2027-03-20T08:00:00Z")
        _ = try await scene.world.as(.tina).put(path, rules)
        #expect(
            try await scene.starts(on: "2027-03-28")
                == ["00:00", "00:30", "01:00", "01:30", "02:00"].map { "2027-03-28T\($0):00Z" }
        )
        try scene.go(to: "2027-10-20T08:00:00Z")
        let fold = try await scene.starts(on: "2027-10-31")
        #expect(
            fold.count == 7 && fold.contains("2027-10-31T00:30:00Z") && !fold.contains("2027-10-31T01:00:00Z")
        )
        let second = try await scene.hold("2027-10-31T01:30:00Z")
        #expect(second.faults == ["/starts_at": "not_a_slot"])
        try scene.go(to: "2028-02-20T08:00:00Z")
        let lesson = try await scene.booked("2028-02-29T08:00:00Z", lot: scene.lot())
        #expect(try await scene.state(of: lesson) == "confirmed")
    }

    @Test func `nothing is free with a tutor who is not verified`() async throws {
        let scene = try await LessonScene.open()
        #expect(try await scene.starts(of: .tess).isEmpty)
    }
}
