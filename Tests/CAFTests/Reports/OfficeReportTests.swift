import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct OfficeReportTests {
    /// With both days on which the clocks change, a day alone, and a time before all requests.
    static let filters: [RawFilter] = [
        RawFilter(),
        RawFilter(from: "2026-03-29", to: "2026-10-25"),
        RawFilter(from: "2026-10-25", to: "2026-10-25"),
        RawFilter(from: "2026-06-01", services: ["ISEE"]),
        RawFilter(to: "2026-06-30", services: ["IMU", "MODELLO_PF"]),
        RawFilter(from: "2020-01-01", to: "2020-12-31"),
    ]

    @Test func `requests are counted by service and status as a recount has it`() async throws {
        let world = try await busyOffice()
        let raw = try await world.rawRequests()
        #expect(raw.count == 3_000)

        for filter in Self.filters {
            let report = try await world.as(.sara).get("/admin/reports/service-requests?\(filter.query)")
            let opened = raw.filter { filter.matches($0, at: $0.created) }

            #expect(report["requests"]?.integerValue == Int64(opened.count), "\(filter.query)")
            #expect(report.counts("by_service", by: "service") == counts(of: opened, by: \.service))
            #expect(report.counts("by_status", by: "status") == counts(of: opened, by: \.status))
            for row in report["by_service"]?.arrayValue ?? [] {
                let mine = opened.filter { $0.service == row["service"]?.stringValue }
                #expect(row["drafts"]?.integerValue == Int64(mine.count { $0.status == "draft" }))
                #expect(row["pending"]?.integerValue == Int64(mine.count(where: \.isPending)))
                #expect(row["rejected"]?.integerValue == Int64(mine.count { $0.status == "rejected" }))
                let done = mine.count { ["completed", "closed"].contains($0.status) }
                #expect(row["completed"]?.integerValue == Int64(done))
            }
        }
    }

    @Test func `times and promises are those of a recount, over all and by service`() async throws {
        let world = try await busyOffice()
        let raw = try await world.rawRequests()

        for filter in Self.filters {
            let report = try await world.as(.sara).get("/admin/reports/performance?\(filter.query)")
            let finished = raw.filter { filter.matches($0, at: $0.stopped) }

            #expect(Recount(report["resolution"] ?? .null) == Recount(finished), "\(filter.query)")
            let rows = report["by_service"]?.arrayValue ?? []
            #expect(rows.count == Set(finished.map(\.service)).count)
            for row in rows {
                let mine = finished.filter { $0.service == row["service"]?.stringValue }
                #expect(Recount(row["time"] ?? .null) == Recount(mine), "\(filter.query) \(row)")
            }
        }
    }

    @Test func `the operators' desks and what they finished are those of a recount`() async throws {
        let world = try await busyOffice()
        let raw = try await world.rawRequests()
        let workers = Set(raw.compactMap(\.worker)).sorted { $0.description < $1.description }
        #expect(workers.count == 3)

        for filter in Self.filters + [RawFilter(worker: workers[1])] {
            let report = try await world.as(.sara).get("/admin/reports/performance?\(filter.query)")
            let rows = report["operators"]?.arrayValue ?? []

            #expect(rows.count == (filter.worker == nil ? 3 : 1))
            for row in rows {
                let worker = ID<Account>(row["operator_id"]?.stringValue ?? "")
                let mine = raw.filter { $0.worker == worker }
                let desk = mine.filter { $0.isPending && filter.matches($0) }
                let running = desk.filter { $0.paused == nil }
                #expect(row["assigned"]?.integerValue == Int64(desk.count))
                #expect(row["paused"]?.integerValue == Int64(desk.count - running.count))
                let late = running.count { ($0.due ?? world.clock.now) < world.clock.now }
                #expect(row["overdue"]?.integerValue == Int64(late))
                let finished = mine.filter { filter.matches($0, at: $0.stopped) }
                #expect(Recount(row["resolution"] ?? .null) == Recount(finished), "\(filter.query)")
            }
        }
    }

    @Test func `the rows of a report are what its page says`() async throws {
        let world = try await busyOffice()
        let filter = RawFilter(from: "2026-02-01", services: ["ISEE", "IMU"])
        let times = try await world.as(.sara).get("/admin/reports/performance?\(filter.query)")
        let rows = try await world.as(.sara).get("/admin/reports/processing-time/rows?\(filter.query)")
        let sorted = try await world.as(.sara).get(
            "/admin/reports/operator-workload/rows?sort=-finished&limit=1"
        )

        let told = (times["by_service"]?.arrayValue ?? []).map { Recount($0["time"] ?? .null) }
        #expect((rows["data"]?.arrayValue ?? []).map(Recount.init) == told)
        let raw = try await world.rawRequests().filter { $0.stopped != nil && $0.worker != nil }
        let most = Dictionary(grouping: raw, by: \.worker).map(\.value.count).max() ?? 0
        #expect(sorted["data"]?[0]?["finished"]?.integerValue == Int64(most))
    }

    @Test func `the whole table comes back from a file`() async throws {
        let world = try await busyOffice()
        let raw = try await world.rawRequests()
        let body: JSONValue = [
            "report": "requests", "format": "csv", "filters": ["from": "2026-01-01"], "language": "en",
        ]

        let ordered = try await world.as(.sara).post("/admin/reports/export", body)
        try await world.runJobs()
        let shown = try await world.as(.sara).get(ordered.header("Location") ?? "")
        let url = shown["download"]?["url"]?.stringValue ?? ""
        let file = try await world.anonymous.get(String(url.dropFirst("https://world.example".count)))
        let table = try PythonCSV(file.body).rows

        let wanted = raw.filter { RawFilter(from: "2026-01-01").matches($0, at: $0.created) }
        #expect(table.count == wanted.count + 1)
        #expect(shown["row_count"]?.integerValue == Int64(wanted.count))
        #expect(Set(table.dropFirst().map { $0[0] }).count == wanted.count)
        let isee = wanted.count { $0.service == "ISEE" && $0.status == "closed" }
        #expect(table.count { $0[1] == "ISEE" && $0[3] == "Closed" } == isee)
        let opened = table.dropFirst().map { $0[6] }
        #expect(opened == opened.sorted(by: >))
    }

    private func counts(of requests: [RawRequest], by key: (RawRequest) -> String) -> [String: Int64] {
        Dictionary(grouping: requests, by: key).mapValues { Int64($0.count) }
    }
}

extension TestResponse {
    fileprivate func counts(_ member: String, by key: String) -> [String: Int64] {
        let rows = self[member]?.arrayValue ?? []
        return Dictionary(
            rows.map { ($0[key]?.stringValue ?? "", $0["requests"]?.integerValue ?? -1) },
            uniquingKeysWith: +
        )
    }
}
