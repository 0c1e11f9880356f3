import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ReportExportRaceTests {
    static let csv: JSONValue = ["report": "sales", "format": "csv"]

    @Test func `ordered twelve times at once with one key it is one export`() async throws {
        let world = try await aKiosk()
        try await world.sellMany(2)

        let answers = try await world.atOnce(12) { _ in try await world.order(Self.csv, key: "once") }
        try await world.runJobs()

        #expect(Set(answers.map(\.status)).isSubset(of: [202, 409]))
        #expect(Set(answers.filter { $0.status == 202 }.compactMap(\.id)).count == 1)
        #expect(try await world.order(Self.csv, key: "once").header("Idempotent-Replayed") == "true")
        #expect(try await world.as(.sara).get("/api/admin/reports/exports")["data"]?.arrayValue?.count == 1)
        #expect(try await world.files() == 1)
    }

    @Test func `a job that runs many times at once makes one file`() async throws {
        let world = try await aKiosk()
        try await world.sellMany(2)
        let ordered = try await world.order(Self.csv)
        let id = try #require(ID<ReportExport>(ordered.id ?? ""))
        let call = JobCall(
            site: world.site,
            id: .new(at: world.clock.now),
            attempt: 1,
            isLastAttempt: false,
            log: world.site.log
        )

        let outcomes = try await world.atOnce(8) { _ in try await MakeReportExport(export: id).run(call) }
        try await world.runJobs()

        #expect(outcomes.filter { $0 == .done }.count == 1)
        #expect(try await world.files() == 1)
        #expect(try PythonCSV(await world.fetch(ordered)).rows.count == 3)
    }

    @Test func `an export is its owner's alone`() async throws {
        let world = try await aKiosk()
        let ordered = try await world.order(Self.csv)

        #expect(try await world.as(.nora).get(ordered.header("Location") ?? "").status == 404)
        #expect(
            try await world.as(.nora).get("/api/admin/reports/exports")["data"]?.arrayValue?.isEmpty == true
        )
    }

    @Test func `who may no longer read reports gets no file`() async throws {
        let world = try await aKiosk()
        let ordered = try await world.order(Self.csv)
        try await world.db.write { tx in
            try tx.execute("UPDATE account SET role = 'buyer' WHERE email = \(Person.sara.email)")
        }

        try await world.runJobs()

        let id = try #require(ID<ReportExport>(ordered.id ?? ""))
        let state = try await world.db.read { tx in
            try tx.value("SELECT failure FROM report_export WHERE id = \(id)", as: String.self)
        }
        #expect(state == "forbidden")
        #expect(try await world.files() == 0)
    }

    @Test func `a file's time ends, for its address and for itself`() async throws {
        let world = try await aKiosk()
        let ordered = try await world.order(Self.csv)
        try await world.runJobs()
        let place = ordered.header("Location") ?? ""
        let url = try await world.as(.sara).get(place)["download"]?["url"]?.stringValue ?? ""

        world.clock.advance(by: .minutes(6))
        #expect(
            try await world.anonymous.get(String(url.dropFirst("https://world.example".count))).status == 410
        )
        world.clock.advance(by: .hours(24))
        #expect(try await world.as(.sara).get(place)["state"] == "expired")
        try await world.tick()

        #expect(try await world.files() == 0)
        let shown = try await world.as(.sara).get(place)
        #expect(shown["state"] == "expired")
        #expect(shown["download"] == nil)
    }
}
