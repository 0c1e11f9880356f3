import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct AvailabilityTests {
    @Test func `the slots of a day are what its hours hold`() async throws {
        let world = try await office()
        let type = try await world.appointmentType(["step_minutes": 15])
        try await world.hours(of: .marco, on: [1], "09:00", "10:00")

        let slots = try await world.slots(type, on: "2026-11-22", until: "2026-11-29")

        #expect(slots == ["2026-11-23T08:00:00Z", "2026-11-23T08:15:00Z", "2026-11-23T08:30:00Z"])
    }

    /// On 28 March 2027 the clocks of Rome go from 02:00 to 03:00.
    @Test func `a time that the clocks skip is no slot`() async throws {
        let world = try await office()
        world.clock.set(to: Instant("2027-03-20T09:00:00Z") ?? world.clock.now)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [7], "01:00", "05:00")

        let slots = try await world.slots(type, on: "2027-03-28")

        let times = ["00:00", "00:30", "01:00", "01:30", "02:00", "02:30"]
        #expect(slots == times.map { "2027-03-28T\($0):00Z" })
        #expect(Set(slots).count == slots.count)
    }

    /// On 31 October 2027 they go from 03:00 back to 02:00.
    @Test func `a time that comes twice is offered once, the first time`() async throws {
        let world = try await office()
        world.clock.set(to: Instant("2027-10-20T09:00:00Z") ?? world.clock.now)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [7], "01:30", "04:00")

        let slots = try await world.slots(type, on: "2027-10-31")
        let second = try await world.book(type, at: "2027-10-31T01:00:00Z")
        let first = try await world.book(type, at: "2027-10-31T00:00:00Z")

        #expect(
            slots == [
                "2027-10-30T23:30:00Z", "2027-10-31T00:00:00Z", "2027-10-31T00:30:00Z",
                "2027-10-31T02:00:00Z",
                "2027-10-31T02:30:00Z",
            ]
        )
        #expect(second.faults == ["/starts_at": "not_a_slot"])
        #expect(first.status == 201, "\(first)")
    }

    @Test func `the same hour on the wall is another moment after the change of clocks`() async throws {
        let world = try await office()
        world.clock.set(to: Instant("2027-03-20T09:00:00Z") ?? world.clock.now)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "09:30")

        let slots = try await world.slots(type, on: "2027-03-22", until: "2027-03-29")

        #expect(slots == ["2027-03-22T08:00:00Z"], "the 29th is Easter Monday")
        _ = try await world.as(.sara).put("/admin/closures/holidays", ["keeps_holidays": false])
        let all = try await world.slots(type, on: "2027-03-22", until: "2027-03-29")
        #expect(all == ["2027-03-22T08:00:00Z", "2027-03-29T07:00:00Z"])
    }

    @Test func `holidays and closures shut the office, an extra opening of that day opens it`() async throws {
        let world = try await office()
        let (type, marco) = (try await world.appointmentType(), try await world.id(of: .marco))
        try await world.hours(of: .marco, on: [1, 2, 3], "09:00", "09:30")
        let closure: JSONValue = ["from": "2026-12-09", "title": "Inventario"]
        let closed = try await world.as(.sara).post("/admin/closures", closure)

        let shut = try await world.slots(type, on: "2026-12-07", until: "2026-12-09")
        let extra: JSONValue = ["day": "2026-12-08", "kind": "extra", "from": "15:00", "until": "15:30"]
        let opened = try await world.as(.sara).post("/admin/operators/\(marco)/exceptions", extra)
        let open = try await world.slots(type, on: "2026-12-07", until: "2026-12-09")
        let refused = try await world.book(type, at: "2026-12-09T08:00:00Z")
        let removed = try await world.as(.sara).delete("/admin/closures/\(closed.id ?? "")")

        #expect(shut == ["2026-12-07T08:00:00Z"], "8 December is a holiday")
        #expect(opened.status == 201)
        #expect(open == ["2026-12-07T08:00:00Z", "2026-12-08T14:00:00Z"])
        #expect(refused.faults == ["/starts_at": "not_a_slot"])
        #expect(removed.status == 204)
        #expect(try await world.slots(type, on: "2026-12-09") == ["2026-12-09T08:00:00Z"])
    }

    @Test func `hours of one day are closed, with word of who is booked in them`() async throws {
        let world = try await office()
        let (type, marco) = (try await world.appointmentType(), try await world.id(of: .marco))
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let meeting = try await world.booked(type, at: "\(monday)T09:30:00Z")
        let body: JSONValue = ["day": .string(monday), "kind": "closed", "from": "10:00", "until": "11:30"]

        let made = try await world.as(.sara).post("/admin/operators/\(marco)/exceptions", body)
        let slots = try await world.slots(type, on: monday)
        let path = "/admin/operators/\(marco)/exceptions"
        let listed = try await world.as(.sara).get(path)["data"]?.arrayValue?.count
        let gone = try await world.as(.sara).delete("\(path)/\(made.id ?? "")")

        #expect(made["affected_appointments"] == .array([.string(meeting.id)]))
        #expect(slots == ["\(monday)T08:00:00Z", "\(monday)T08:30:00Z", "\(monday)T10:30:00Z"])
        #expect(listed == 1 && gone.status == 204)
        #expect(try await world.slots(type, on: monday).count == 5)
    }

    @Test func `notice and horizon bound what can be booked`() async throws {
        let world = try await office()
        let type = try await world.appointmentType(["notice_minutes": 2880, "horizon_days": 9])
        try await world.hours(of: .marco, on: [1], "09:00", "11:00")

        let soon = try await world.book(type, at: "\(monday)T08:30:00Z")
        let exact = try await world.slots(type, on: monday)
        let far = try await world.book(type, at: "2026-12-07T08:30:00Z")
        let past = try await world.book(type, at: "0001-01-01T00:00:00Z")
        let never = try await world.book(type, at: "9999-12-31T23:59:59Z")

        #expect(soon.faults == ["/starts_at": "too_soon"], "\(soon)")
        #expect(exact == ["\(monday)T09:30:00Z"], "48 hours before nine is passed by milliseconds")
        #expect(far.faults == ["/starts_at": "too_far_away"])
        #expect(past.faults == ["/starts_at": "too_soon"])
        #expect(never.faults == ["/starts_at": "too_far_away"])
    }

    @Test func `buffers are kept free between kinds of appointments`() async throws {
        let world = try await office()
        let long = try await world.appointmentType(["buffer_after_minutes": 15, "step_minutes": 15])
        let short = try await world.appointmentType(["duration_minutes": 15, "step_minutes": 15])
        try await world.hours(of: .marco, on: [1], "09:00", "10:30")
        _ = try await world.booked(long, at: "\(monday)T08:30:00Z")

        let slots = try await world.slots(short, on: monday)
        let within = try await world.book(short, at: "\(monday)T09:00:00Z", as: .luca)
        let after = try await world.book(short, at: "\(monday)T09:15:00Z", as: .luca)

        #expect(slots == ["\(monday)T08:00:00Z", "\(monday)T08:15:00Z", "\(monday)T09:15:00Z"])
        #expect(within.problem == .slotTaken)
        #expect(after.status == 201)
    }

    @Test func `what is asked badly is refused where it is wrong`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        let path = "/appointments/availability?type_id="
        let giulia = world.as(.giulia)

        let long = try await giulia.get("\(path)\(type)&from=2026-12-01&until=2027-01-01")
        let back = try await giulia.get("\(path)\(type)&from=2026-12-01&until=2026-11-30")
        let unknown = try await giulia.get(path + ID<AppointmentType>.placeholder.description)
        let noDate = try await giulia.get("\(path)\(type)&from=yesterday")
        let far = try await giulia.get("\(path)\(type)&from=9999-12-31")

        #expect(long.faults == ["query/until": "too_many_days"])
        #expect(back.faults == ["query/until": "too_many_days"])
        #expect(unknown.faults == ["query/type_id": "not_an_appointment_type"])
        #expect(noDate.status == 422 && noDate.faults.keys.contains("query/from"))
        #expect(far.status == 200 && far["slots"] == [])
    }
}
