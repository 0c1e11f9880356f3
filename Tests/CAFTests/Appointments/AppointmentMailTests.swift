import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

extension World {
    fileprivate func invitations(to person: Person) throws -> [PythonCalendar] {
        try mails(to: person).flatMap(\.attachments).filter { $0.mediaType.hasPrefix("text/calendar") }
            .map { try PythonCalendar($0.bytes) }
    }
}

@Suite struct AppointmentMailTests {
    @Test func `every step brings the entry for the calendar`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")

        let meeting = try await world.booked(type, at: "\(monday)T08:00:00Z")
        try await world.runJobs()
        _ = try await world.move(meeting, to: "\(monday)T09:30:00Z")
        try await world.runJobs()
        _ = try await world.as(.giulia).delete(meeting.path + "/cancel", ["reason": "Sono malata"])
        try await world.runJobs()

        let subjects = world.mails(to: .giulia).map(\.subject)
        #expect(
            subjects == [
                "Consulenza ISEE: lunedì 23 novembre 2026, ore 09:00",
                "Variazione: Consulenza ISEE, lunedì 23 novembre 2026, ore 10:30",
                "Annullato: Consulenza ISEE, lunedì 23 novembre 2026, ore 10:30",
            ]
        )
        #expect(world.mails(to: .giulia).last?.text.contains("Sono malata") == true)
        let files = try world.invitations(to: .giulia)
        #expect(files.map(\.method) == ["REQUEST", "REQUEST", "CANCEL"])
        let events = files.compactMap(\.events.first)
        #expect(Set(events.map(\.uid)) == [meeting.id])
        #expect(events.map(\.sequence) == [0, 1, 2])
        #expect(events.map(\.status) == ["CONFIRMED", "CONFIRMED", "CANCELLED"])
        #expect(events.map(\.start) == ["\(monday)T08:00:00Z", "\(monday)T09:30:00Z", "\(monday)T09:30:00Z"])
        #expect(events[0].end == "\(monday)T08:30:00Z" && events[0].location == "Via Appia 10; Roma")
        #expect(events[0].attendee == "mailto:giulia.rossi@example.com")
        #expect(events[0].attendeeName == "Giulia Rossi" && events[0].organizer?.hasPrefix("mailto:") == true)
        #expect(world.mails(to: .marco).count == 3)
        #expect(try world.invitations(to: .marco).map(\.method) == ["REQUEST", "REQUEST", "CANCEL"])
    }

    @Test func `a day before there is a reminder, once`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [3], "09:00", "12:00")
        let meeting = try await world.booked(type, at: "2026-11-25T09:00:00Z")
        try await world.runJobs()
        let booked = world.mails(to: .giulia).count

        world.clock.set(to: Instant("2026-11-24T08:59:00Z") ?? world.clock.now)
        try await world.runJobs()
        let before = world.mails(to: .giulia).count
        world.clock.set(to: Instant("2026-11-24T09:00:01Z") ?? world.clock.now)
        try await world.runJobs()
        try await world.runJobs()

        #expect(booked == 1 && before == 1)
        let reminders = world.mails(to: .giulia).filter { $0.subject.hasPrefix("Promemoria") }
        #expect(reminders.count == 1 && world.mails(to: .giulia).count == 2)
        let file = try world.invitations(to: .giulia).last
        #expect(file?.events.first?.uid == meeting.id)
    }

    @Test func `the reminder moves with the appointment, and goes with it`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [3, 5], "09:00", "12:00")
        let moved = try await world.booked(type, at: "2026-11-25T09:00:00Z")
        let cancelled = try await world.booked(type, at: "2026-11-25T10:00:00Z", as: .luca)
        _ = try await world.move(moved, to: "2026-11-27T09:00:00Z")
        _ = try await world.as(.luca).delete(cancelled.path + "/cancel")

        func reminders() -> Int {
            world.mailbox.mails.filter { $0.subject.hasPrefix("Promemoria") }.count
        }
        world.clock.set(to: Instant("2026-11-24T10:30:00Z") ?? world.clock.now)
        try await world.runJobs()
        let early = reminders()
        world.clock.set(to: Instant("2026-11-26T09:01:00Z") ?? world.clock.now)
        try await world.runJobs()

        #expect(early == 0)
        #expect(reminders() == 1)
        #expect(world.mails(to: .luca).allSatisfy { !$0.subject.hasPrefix("Promemoria") })
    }

    @Test func `when it is handed over, one calendar loses it and another gets it`() async throws {
        let world = try await crowdedOffice(customers: 0)
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let meeting = try await world.booked(type, at: "\(monday)T08:00:00Z")
        try await world.hours(of: .elena, on: [1], "09:00", "12:00")
        let elena = try await world.id(of: .elena)

        _ = try await world.as(.sara).patch(meeting.adminPath + "/assign", ["operator_id": .string(elena)])
        try await world.runJobs()

        #expect(try world.invitations(to: .marco).map(\.method) == ["REQUEST", "CANCEL"])
        #expect(try world.invitations(to: .elena).map(\.method) == ["REQUEST"])
        #expect(world.mails(to: .giulia).last?.text.contains("Elena Russo") == true)
    }

    @Test func `the customer reads it in their language`() async throws {
        let world = try await office()
        _ = try await world.as(.giulia).patch("/users/me", ["locale": "en"])
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        _ = try await world.booked(type, at: "\(monday)T08:00:00Z")

        try await world.runJobs()

        #expect(world.mails(to: .giulia).map(\.subject) == ["ISEE advice: Monday 23 November 2026, 09:00"])
    }
}
