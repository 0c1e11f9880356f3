import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct AppointmentTypeTests {
    @Test func `kinds are made, changed, closed and deleted`() async throws {
        let world = try await office()
        let (sara, id) = (world.as(.sara), try await world.appointmentType())
        let path = "/admin/appointment-types/\(id)"

        let seen = try await world.anonymous.get("/appointment-types", headers: ["Accept-Language": "en"])
        let changed = try await sara.patch(path, ["duration_minutes": 45], headers: ["If-Match": "\"1\""])
        let stale = try await sara.patch(path, ["duration_minutes": 60], headers: ["If-Match": "\"1\""])
        let closed = try await sara.patch(path, ["is_active": false])
        let open = try await world.anonymous.get("/appointment-types")["data"]
        let all = try await sara.get("/admin/appointment-types")["data"]?.arrayValue?.count
        let gone = try await sara.delete(path)

        #expect(seen["data"]?[0]?["title"] == "ISEE advice")
        #expect(changed["duration_minutes"] == 45 && changed["notice_minutes"] == 60)
        #expect(stale.status == 412)
        #expect(closed["is_active"] == false)
        #expect(open == [] && all == 1)
        #expect(gone.status == 204)
        #expect(try await sara.get(path).status == 404)
    }

    @Test func `a kind that was booked stays`() async throws {
        let world = try await office()
        let id = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let meeting = try await world.booked(id, at: "\(monday)T08:00:00Z")
        _ = try await world.as(.giulia).delete(meeting.path + "/cancel")

        let answer = try await world.as(.sara).delete("/admin/appointment-types/\(id)")

        #expect(answer.problem == .appointmentTypeUsed)
    }

    @Test func `what makes no sense is refused`() async throws {
        let world = try await office()
        let (sara, luca) = (world.as(.sara), try await world.id(of: .luca))
        let bad: JSONValue = [
            "service": "TARI", "title": ["en": "x"], "duration_minutes": 0, "step_minutes": 1e300,
            "horizon_days": 366, "operator_ids": "all",
        ]
        let named: JSONValue = [
            "service": "IMU", "title": ["it": "IMU"], "duration_minutes": 30,
            "operator_ids": .array([.string(luca)]),
        ]

        let answer = try await sara.post("/admin/appointment-types", bad)
        let stranger = try await sara.post("/admin/appointment-types", named)

        #expect(
            Set(answer.faults.keys) == [
                "/service", "/title/it", "/duration_minutes", "/step_minutes", "/horizon_days",
                "/operator_ids",
            ],
            "\(answer)"
        )
        #expect(stranger.faults == ["/operator_ids/0": "not_an_active_operator"])
    }

    @Test func `hours that overlap or end before they begin are refused`() async throws {
        let world = try await office()
        let (sara, marco) = (world.as(.sara), try await world.id(of: .marco))
        let path = "/admin/operators/\(marco)/hours"
        func line(_ day: Int64, _ from: String, _ until: String) -> JSONValue {
            ["weekday": .integer(day), "from": .string(from), "until": .string(until)]
        }

        let back = try await sara.put(path, ["weekly": .array([line(1, "12:00", "09:00")])])
        let twice = try await sara.put(
            path,
            [
                "weekly": .array([
                    line(1, "09:00", "12:00"), line(2, "09:00", "12:00"), line(1, "11:00", "00:00"),
                ])
            ]
        )
        let day = try await sara.put(path, ["weekly": .array([line(8, "09:00", "12:00")])])
        let zone = try await sara.put(path, ["weekly": [], "time_zone": "Europe/Atlantis"])
        let customer = try await sara.put(
            "/admin/operators/\(world.id(of: .luca))/hours",
            ["weekly": []]
        )
        let night = try await sara.put(path, ["weekly": .array([line(1, "20:00", "00:00")])])

        #expect(back.faults == ["/weekly/0/until": "ends_before_it_begins"])
        #expect(twice.faults == ["/weekly/2": "overlaps_another"])
        #expect(day.faults.keys.contains("/weekly/0/weekday"))
        #expect(zone.faults.keys.contains("/time_zone"))
        #expect(customer.status == 404)
        #expect(night["weekly"]?[0]?["until"] == "00:00", "\(night)")
        #expect(try await sara.get(path)["weekly"]?[0]?["from"] == "20:00")
    }

    @Test func `exceptions and closures say what they mean`() async throws {
        let world = try await office()
        let (sara, marco) = (world.as(.sara), try await world.id(of: .marco))
        let path = "/admin/operators/\(marco)/exceptions"

        let noTime = try await sara.post(path, ["day": .string(monday), "kind": "extra"])
        let half = try await sara.post(path, ["day": .string(monday), "kind": "closed", "from": "09:00"])
        let whole = try await sara.post(path, ["day": .string(monday), "kind": "closed"])
        let foreign = try await sara.delete("\(path)/\(marco)")
        let back = try await sara.post(
            "/admin/closures",
            ["from": "2026-12-24", "until": "2026-12-23", "title": "Natale"]
        )
        let none = try await sara.delete("/admin/closures/\(marco)")

        #expect(noTime.faults == ["/from": "time_missing"])
        #expect(half.faults == ["/until": "time_missing"])
        #expect(whole["from"] == "00:00" && whole["until"] == "00:00")
        #expect(foreign.status == 404 && none.status == 404)
        #expect(back.faults == ["/until": "ends_before_it_begins"])
    }
}
