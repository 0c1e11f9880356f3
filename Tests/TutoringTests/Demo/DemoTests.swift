import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct DemoTests {
    private func demo(twice: Bool = false) async throws -> World {
        try await World(tutoring, cast: twice ? "demo twice" : "demo") { site in
            try await tutoring.demo(site)
            if twice { try await tutoring.demo(site) }
        }
    }

    @Test func `the demo can be set up twice, with six tutors and ten students in three zones`() async throws
    {
        let world = try await demo(twice: true)

        let (tutors, students, zones) = try await world.db.read { tx in
            (
                try tx.value("SELECT COUNT(*) FROM tutor", as: Int.self),
                try tx.value("SELECT COUNT(*) FROM student", as: Int.self),
                try tx.values(
                    "SELECT DISTINCT s.time_zone FROM person_setting s JOIN student n ON n.account_id = s.account_id",
                    as: String.self
                )
            )
        }

        #expect(tutors == 6 && students == 10)
        #expect(Set(zones) == ["Europe/Rome", "America/New_York", "Asia/Kolkata"])
    }

    @Test func `there are lessons in every state that stays, and a dispute to decide`() async throws {
        let world = try await demo()

        let states = try await world.db.read { tx in
            Set(try tx.values("SELECT state FROM lesson", as: Lesson.Status.self))
        }
        let disputes = try await world.as(.ada).get("/api/v1/admin/disputes?state=open")

        #expect(
            states.isSuperset(of: [
                .requested, .confirmed, .declined, .cancelled, .completed, .studentAbsent, .disputed,
                .settled,
            ]),
            "\(states)"
        )
        #expect(disputes["data"]?.arrayValue?.count == 1, "\(disputes)")
    }

    @Test func `the guest has half a package left and a lesson ahead`() async throws {
        let world = try await demo()

        let credits = try await world.as(.sara).get("/api/v1/credits")
        let lessons = try await world.as(.sara).get("/api/v1/bookings?state=confirmed")

        #expect(credits["data"]?[0]?["used"] == 500 && credits["data"]?[0]?["reserved"] == 100, "\(credits)")
        #expect(lessons["data"]?.arrayValue?.count == 1, "\(lessons)")
    }

    @Test func `a series crosses the next change of the clocks at the same wall time`() async throws {
        let world = try await demo()

        let starts = try await world.db.read { tx in
            try tx.values(
                "SELECT l.starts_at FROM lesson l WHERE l.series_id IS NOT NULL ORDER BY l.starts_at",
                as: Instant.self
            )
        }

        #expect(starts.count == 4)
        #expect(Set(starts.map { Zone.rome.civil($0).time }) == [LocalTime(unchecked: "17:00")])
        #expect(Set(starts.map { Zone.rome.offset(at: $0) }).count == 2, "\(starts)")
    }

    @Test func `a tutor sees the assigned students with lots and lessons, and others do not`() async throws {
        let world = try await demo()

        let students = try await world.as(.tina).get("/api/v1/tutors/me/students")
        let sara = students["data"]?.arrayValue?.first { $0["name"] == "Sara C." }
        let tess = try await world.as(.tess).get("/api/v1/tutors/me/students")

        #expect(
            students["data"]?.arrayValue?.map { $0["name"] } == ["Sara C.", "Marco F.", "Arun N."],
            "\(students)"
        )
        #expect(sara?["lots"]?[0]?["available"] == 400 && sara?["next_lesson_at"] != nil, "\(students)")
        #expect(sara?["last_lesson_at"] != nil && tess["data"] == [])
    }

    @Test func `the books of the demo sum to zero, and the lots to their grants`() async throws {
        let world = try await demo()

        let (sum, uneven) = try await world.db.read { tx in
            (
                try tx.value("SELECT \(SQL.sum(of: "amount")) FROM ledger_entry", as: Int64.self),
                try tx.value(
                    "SELECT COUNT(*) FROM lot l WHERE l.available + l.reserved + l.used + l.expired + l.refunded <> l.granted",
                    as: Int.self
                )
            )
        }

        #expect(sum == 0 && uneven == 0)
    }

    @Test func `nothing of the demo is overdue, so that a server begins in peace`() async throws {
        let world = try await demo()

        let overdue = try await world.db.read { tx in
            try tx.values("SELECT subject_kind FROM deadline WHERE due_at <= \(tx.now)", as: String.self)
        }

        #expect(overdue.isEmpty)
    }
}
