import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct AppointmentTests {
    @Test func `an appointment is booked, moved, and over when it is over`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")

        let made = try await world.book(type, at: "\(monday)T08:00:00Z", ["note": "Porto la CU"])
        let meeting = try Meeting(made)
        let early = try await world.as(.marco).patch(meeting.adminPath + "/complete")
        let moved = try await world.move(meeting, to: "\(monday)T10:30:00Z")
        world.clock.set(to: Instant("\(monday)T10:31:00Z") ?? world.clock.now)
        let late = try await world.as(.giulia).delete(meeting.path + "/cancel")
        let missed = try await world.as(.marco).patch(meeting.adminPath + "/no-show")
        let done = try await world.as(.marco).patch(meeting.adminPath + "/complete")

        #expect(made["title"] == "Consulenza ISEE" && made["note"] == "Porto la CU")
        #expect(made["ends_at"] == "\(monday)T08:30:00Z" && made["time_zone"] == "Europe/Rome")
        #expect(made["operator_name"] == "Marco Ferri")
        #expect(early.problem == .guardFailed && early.faults == ["/starts_at": "not_begun_yet"])
        #expect(moved.status == 200 && moved["starts_at"] == "\(monday)T10:30:00Z")
        #expect(late.problem == .guardFailed)
        #expect(missed["status"] == "no_show")
        #expect(done["status"] == "completed")
        let history = try await world.as(.giulia).get(meeting.path + "/history")["data"]?.arrayValue ?? []
        let events = history.compactMap { $0["event"]?.stringValue }
        #expect(events == ["book", "reschedule", "note_absence", "complete"])
    }

    @Test func `a cancelled appointment gives its time back and stays so`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "09:30")
        let meeting = try await world.booked(type, at: "\(monday)T08:00:00Z")
        let full = try await world.slots(type, on: monday)

        let over = try await world.as(.giulia).delete(meeting.path + "/cancel", ["reason": "Non posso"])
        let again = try await world.as(.giulia).delete(meeting.path + "/cancel")
        let moved = try await world.move(meeting, to: "\(monday)T08:00:00Z")

        #expect(full == [])
        #expect(over["status"] == "cancelled" && over["status_reason"] == "Non posso")
        #expect(again.problem == .illegalTransition && moved.problem == .illegalTransition)
        #expect(try await world.slots(type, on: monday) == [meeting.start])
        let reminders = try await world.jobs().filter { $0.kind == RemindOfAppointment.kind }
        #expect(reminders.map(\.state) == [.cancelled])
    }

    @Test func `whoever has least that day is given the next one`() async throws {
        let world = try await crowdedOffice(customers: 4)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        try await world.hours(of: .elena, on: [1], "09:00", "12:00")
        let (marco, elena) = (try await world.id(of: .marco), try await world.id(of: .elena))

        var holders: [String?] = []
        for index in 0..<4 {
            let start = "\(monday)T0\(8 + index / 2):\(index % 2 == 0 ? "00" : "30"):00Z"
            try await holders.append(world.booked(type, at: start, as: .customer(index)).assignee)
        }
        let named = try await world.book(type, at: "\(monday)T10:00:00Z", ["operator_id": .string(elena)])

        #expect(holders.filter { $0 == marco }.count == 2 && holders.filter { $0 == elena }.count == 2)
        #expect(holders[0] != holders[1])
        #expect(named["operator_id"]?.stringValue == elena)
    }

    @Test func `who is named for a kind holds it, and nobody else`() async throws {
        let world = try await crowdedOffice(customers: 1)
        let elena = try await world.id(of: .elena)
        let type = try await world.appointmentType(["operator_ids": .array([.string(elena)])])
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        try await world.hours(of: .elena, on: [1], "10:00", "12:00")
        let marco = try await world.id(of: .marco)

        let slots = try await world.slots(type, on: monday)
        let refused = try await world.book(type, at: "\(monday)T09:00:00Z", ["operator_id": .string(marco)])
        let meeting = try await world.booked(type, at: "\(monday)T09:00:00Z")
        let given = try await world.as(.sara).patch(
            meeting.adminPath + "/assign",
            ["operator_id": .string(marco)]
        )

        #expect(slots.first == "\(monday)T09:00:00Z")
        #expect(refused.faults == ["/operator_id": "not_qualified"])
        #expect(meeting.assignee == elena)
        #expect(given.faults == ["/operator_id": "not_qualified"])
    }

    @Test func `an appointment is handed over unless the other one is booked then`() async throws {
        let world = try await crowdedOffice(customers: 2)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        try await world.hours(of: .elena, on: [1], "09:00", "12:00")
        let (first, second) = (
            try await world.booked(type, at: "\(monday)T08:00:00Z", as: .customer(0)),
            try await world.booked(type, at: "\(monday)T08:00:00Z", as: .customer(1))
        )
        let third = try await world.booked(type, at: "\(monday)T09:00:00Z")
        let other: JSONValue = ["operator_id": .string(second.assignee ?? "")]
        let (marco, elena) = (try await world.id(of: .marco), try await world.id(of: .elena))
        let notHolder = third.assignee == marco ? elena : marco

        let taken = try await world.as(.sara).patch(first.adminPath + "/assign", other)
        let given = try await world.as(.sara).patch(
            third.adminPath + "/assign",
            ["operator_id": .string(notHolder)]
        )
        let byOperator = try await world.as(.marco).patch(third.adminPath + "/assign", other)
        let same = try await world.as(.sara).patch(
            third.adminPath + "/assign",
            ["operator_id": .string(notHolder)]
        )

        #expect(taken.problem == .slotTaken)
        #expect(given["operator_id"]?.stringValue == notHolder, "\(given)")
        #expect(byOperator.status == 403)
        #expect(same["version"] == given["version"], "nothing changes when it is theirs already")
    }

    @Test func `a stranger cannot tell that the appointment exists`() async throws {
        let world = try await crowdedOffice(customers: 0)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let meeting = try await world.booked(type, at: "\(monday)T08:00:00Z")

        for person in [Person.luca, .elena] {
            let client = world.as(person)
            #expect(try await client.get(meeting.path).status == 404)
            #expect(try await client.get(meeting.path + "/history").status == 404)
            #expect(try await world.move(meeting, to: "\(monday)T09:00:00Z", as: person).status == 404)
            #expect(try await client.delete(meeting.path + "/cancel").status == 404)
            #expect(try await client.get("/appointments")["data"] == [])
        }
        #expect(try await world.as(.elena).patch(meeting.adminPath + "/complete").status == 404)
        #expect(try await world.as(.marco).get(meeting.path).status == 200)
        #expect(try await world.as(.marco).get("/admin/appointments")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.sara).get("/admin/appointments?page=1")["page"]?["total"] == 1)
        #expect(try await world.as(.giulia).get("/appointments?status=cancelled")["data"] == [])
    }

    @Test func `bad wishes are refused where they are wrong`() async throws {
        let world = try await office()
        let (type, draft) = (try await world.appointmentType(), try await world.draft())
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let start = "\(monday)T08:00:00Z"
        let (sara, luca) = (try await world.id(of: .sara), try await world.id(of: .luca))

        func faults(_ more: JSONValue, as person: Person = .giulia) async throws -> [String: String] {
            try await world.book(type, at: start, as: person, more).faults
        }
        #expect(try await faults(["type_id": .string(sara)]) == ["/type_id": "not_an_appointment_type"])
        #expect(try await faults(["operator_id": .string(sara)]) == ["/operator_id": "not_qualified"])
        #expect(try await faults(["customer_id": .string(luca)]) == ["/customer_id": "only_for_oneself"])
        #expect(try await faults([:], as: .sara) == ["/customer_id": "not_a_customer"])
        #expect(
            try await faults(["customer_id": .string(sara)], as: .sara) == ["/customer_id": "not_a_customer"]
        )
        #expect(
            try await faults(["service_request_id": .string(draft.id)], as: .luca)
                == ["/service_request_id": "not_their_request"]
        )
        #expect(try await faults(["starts_at": "\(monday)T08:10:00Z"]) == ["/starts_at": "not_a_slot"])
        #expect(try await faults(["starts_at": "domani"]).keys.contains("/starts_at"))
        #expect(try await faults(["note": "a\u{0}b"]).keys.contains("/note"))
        #expect(try await world.activeBookings().isEmpty)
        let linked = try await world.book(type, at: start, ["service_request_id": .string(draft.id)])
        #expect(linked["service_request_id"]?.stringValue == draft.id)
        #expect(try await world.as(.giulia).delete(draft.path).status == 204)
        #expect(
            try await world.as(.giulia).get("/appointments/\(linked.id ?? "")")["service_request_id"] == nil
        )
    }

    @Test func `the office books for a customer`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let luca = try await world.id(of: .luca)

        let made = try await world.book(
            type,
            at: "\(monday)T08:00:00Z",
            as: .marco,
            ["customer_id": .string(luca)]
        )

        #expect(made.status == 201)
        #expect(try await world.as(.luca).get("/appointments")["data"]?[0]?["id"]?.stringValue == made.id)
    }

    @Test func `the same request twice is one appointment`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let body: JSONValue = ["type_id": .string(type), "starts_at": "\(monday)T08:00:00Z"]
        let key = ["Idempotency-Key": "prenota-1"]

        let first = try await world.as(.giulia).post("/appointments", body, headers: key)
        let second = try await world.as(.giulia).post("/appointments", body, headers: key)

        #expect(first.status == 201 && second.status == 201)
        #expect(first.id == second.id)
        #expect(try await world.activeBookings().count == 1)
    }
}
