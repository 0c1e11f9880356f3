import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct PersonalReportLifecycleTests {
    private let path = "/api/v1/reports"
    private let form: JSONValue = [
        "kind": "diary", "from": "2026-11-01", "to": "2026-11-21", "format": "csv",
    ]

    private func ordered(_ world: World) async throws -> (path: String, id: ID<PersonalReport>) {
        let id = try await world.order(.anna, form).id ?? ""
        return ("\(path)/\(id)", try #require(ID(id)))
    }

    @Test func `a file ends after seven days, and the report after ninety`() async throws {
        let world = try await cast()
        let report = try await ordered(world).path
        try await world.runJobs()
        world.clock.advance(by: .days(7) - .minutes(1))
        #expect(try await world.as(.anna).get(report + "/download").status == 200)
        world.clock.advance(by: .minutes(2))

        let over = try await world.as(.anna).get(report + "/download")
        #expect(over.status == 410 && over.problem == .reportExpired)
        #expect(try await world.as(.anna).get(report)["state"] == "expired", "the clock decides, not the job")
        #expect(try await world.number(of: "personal_report WHERE file IS NOT NULL") == 1)
        world.clock.advance(by: .hours(1))
        try await world.tick()
        #expect(try await world.number(of: "personal_report WHERE file IS NOT NULL") == 0)
        #expect(try await world.as(.anna).get(report + "/download").status == 410)
        #expect(try await world.number(of: "personal_report WHERE state = 'expired'") == 1)

        world.clock.advance(by: .days(90))
        try await world.tick()
        #expect(try await world.as(.anna).get(report).status == 404)
        #expect(try await world.number(of: "history WHERE subject_kind = 'personal_report'") == 0)
    }

    @Test func `report deleted while running: no file`() async throws {
        let world = try await cast()
        let report = try await ordered(world)
        let call = world.site.call(as: .system, with: .personalReportMake)
        let started = try await world.db.write { tx in try MakePersonalReport.start(report.id, call, tx) }
        #expect(started?.status == .running)
        #expect(try await world.as(.anna).get(report.path)["state"] == "running")

        #expect(try await world.as(.anna).delete(report.path).status == 204)
        let isKept = try await world.db.write { tx in
            try MakePersonalReport.deliver([1, 2, 3], report.id, call, tx)
        }

        #expect(!isKept)
        try await world.runJobs()
        #expect(try await world.number(of: "personal_report") == 0)
        #expect(world.cabinet.files.isEmpty)
        #expect(try await world.as(.anna).get(report.path).status == 404)
    }

    @Test func `deletions against the job leave the report whole or gone`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(20, 7)], of: .anna)
        for _ in 0..<5 {
            let report = try await ordered(world)
            async let made = world.runJobs()
            async let deleted = world.as(.anna).delete(report.path)
            _ = try await made
            #expect(try await deleted.status == 204)
            try await world.runJobs()
            #expect(try await world.number(of: "personal_report") == 0)
        }
    }

    @Test func `after five attempts it has failed, and the job has the reason`() async throws {
        let world = try await cast()
        try await world.write(["mood": [7]], of: .anna)
        try await world.log(.anna, "sleep", 7, note: "a note")
        var notes = form
        notes["include_notes"] = true
        let report = "\(path)/\(try await world.order(.anna, notes).id ?? "")"
        // The note was moved to another row, so it cannot be opened.
        try await world.db.write { tx in
            _ = try tx.execute(
                "UPDATE wellness_log SET note = (SELECT n.note FROM wellness_log n WHERE n.note IS NOT NULL) WHERE note IS NULL"
            )
        }
        for _ in 0..<4 {
            try await world.runJobs()
            #expect(try await world.as(.anna).get(report)["state"] == "running")
            world.clock.advance(by: .minutes(10))
        }
        try await world.runJobs()

        let failed = try await world.as(.anna).get(report)
        #expect(failed["state"] == "failed" && failed["failure"] == "broken" && failed["size"] == nil)
        let download = try await world.as(.anna).get(report + "/download")
        #expect(download.status == 409 && download.problem == .reportNotReady)
        #expect(try await world.as(.anna).delete(report).status == 204)
    }

    @Test func `a report whose job is gone fails after two days`() async throws {
        let world = try await cast()
        let report = try await ordered(world).path
        try await world.db.write { tx in
            _ = try tx.execute("DELETE FROM job WHERE kind = 'wellness.make_personal_report'")
        }
        world.clock.advance(by: .days(2) + .hours(1))
        try await world.tick()
        #expect(try await world.as(.anna).get(report)["state"] == "failed")
    }

    @Test func `order, download and deletion are audited without their contents`() async throws {
        let world = try await cast()
        let report = try await ordered(world).path
        try await world.runJobs()
        _ = try await world.as(.anna).get(report + "/download")
        _ = try await world.as(.anna).delete(report)
        let actions = try await world.audit().filter { $0.hasPrefix("personal_report.") }
        #expect(
            actions == [
                "personal_report.order", "personal_report.start", "personal_report.finish",
                "personal_report.download",
                "personal_report.delete",
            ]
        )
    }

    @Test func `thirty days after the withdrawal of the diary the figures are erased with it`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(20, 7)], of: .anna)
        _ = try await ordered(world)
        try await world.runJobs()
        _ = try await world.as(.anna).get("/api/v1/reports/weekly")
        try await RecomputeScores().run(at: world)
        try await world.consent(.anna, to: "diary", granted: false)

        world.clock.advance(by: .days(31))
        try await world.tick()

        for table in ["wellness_score", "weekly_summary", "personal_report", "wellness_log"] as [SQL] {
            #expect(try await world.number(of: "\(table)") == 0, "\(table)")
        }
    }
}
