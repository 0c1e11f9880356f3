import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct ReportAccessTests {
    @Test(arguments: [
        "/admin/dashboard/stats", "/admin/reports", "/admin/reports/service-requests",
        "/admin/reports/performance",
        "/admin/reports/requests/rows", "/admin/reports/exports",
    ])
    func `operators and customers read none of it`(path: String) async throws {
        let world = try await office()

        #expect(try await world.as(.marco).get(path).status == 403)
        #expect(try await world.as(.giulia).get(path).status == 403)
        #expect(try await world.as(.sara).get(path).status == 200)
    }

    @Test(arguments: [
        ("from=2026-02-30", "query/from"), ("to=yesterday", "query/to"), ("service=TARI", "query/service/0"),
        ("operator=marco", "query/operator"), ("from=2026-02-01&to=2026-01-31", "query/to"),
        ("status=open", "query/status"),
        ("from=1000-01-01", "query/from"),
    ])
    func `a filter that means nothing is named`(query: String, pointer: String) async throws {
        let world = try await office()

        for path in ["service-requests", "performance", "requests/rows"] {
            let answer = try await world.as(.sara).get("/admin/reports/\(path)?\(query)")
            #expect(answer.status == 422, "\(path)?\(query)")
            #expect(Array(answer.faults.keys) == [pointer], "\(path)?\(query)")
        }
    }

    @Test func `the table of reports is sound`() {
        #expect(caf.reports.flatMap(\.flaws) == [])
        #expect(Set(caf.reports.map(\.name)).count == caf.reports.count)
    }
}
