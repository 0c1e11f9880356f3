import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

extension World {
    fileprivate func count(_ sql: SQL) async throws -> Int {
        try await db.read { tx in try tx.value("SELECT COUNT(*) FROM \(sql)", as: Int.self) ?? 0 }
    }
}

@Suite struct AppointmentPrivacyTests {
    @Test func `who leaves gives back the times they had`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "09:30")
        _ = try await world.booked(type, at: "\(monday)T08:00:00Z")
        let copy = try PythonZip(await world.as(.giulia).get("/users/me/export").body)

        let gone = try await world.as(.giulia).delete(
            "/users/me/account",
            ["password": .string(Person.demoPassword)]
        )
        try await world.runJobs()
        let again = try await world.book(type, at: "\(monday)T08:00:00Z", as: .luca)
        world.clock.set(to: Instant("2026-11-22T08:01:00Z") ?? world.clock.now)
        try await world.runJobs()

        #expect(try copy.json("appointments.json")[0]?["starts_at"] == "\(monday)T08:00:00Z")
        #expect(try copy.json("bookings.json")[0]?["is_active"] == true)
        #expect(gone.status == 204)
        #expect(again.status == 201, "\(again)")
        #expect(try await world.count("appointment") == 1)
        #expect(try await world.count("booking WHERE holder_id IS NULL") == 1)
        #expect(try await world.count("history WHERE subject_kind = 'appointment'") == 1)
    }

    @Test func `what is two years past goes in the night`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1], "09:00", "12:00")
        let old = try await world.booked(type, at: "\(monday)T08:00:00Z")
        world.clock.set(to: Instant("2028-11-22T09:00:00Z") ?? world.clock.now)
        let recent = try await world.booked(type, at: "2028-11-27T08:00:00Z")
        try await world.tick()
        let before = try await world.count("appointment")

        world.clock.set(to: Instant("2028-11-24T09:00:00Z") ?? world.clock.now)
        try await world.tick()

        #expect(before == 2)
        #expect(try await world.as(.giulia).get(old.path).status == 404)
        #expect(try await world.as(.giulia).get(recent.path).status == 200)
        #expect(try await world.count("booking") == 1)
        #expect(try await world.count("history WHERE subject_kind = 'appointment'") == 1)
    }
}
