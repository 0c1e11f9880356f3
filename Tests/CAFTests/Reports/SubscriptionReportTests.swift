import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct SubscriptionReportTests {
    private static let filters: [(from: String?, to: String?, plan: String?)] = [
        (nil, nil, nil), ("2026-03-29", "2026-10-25", nil), ("2026-06-01", nil, "family"),
        (nil, "2026-06-30", "solo"),
        ("2020-01-01", "2020-03-31", nil),
    ]

    private static func query(_ filter: (from: String?, to: String?, plan: String?)) -> String {
        [filter.from.map { "from=\($0)" }, filter.to.map { "to=\($0)" }, filter.plan.map { "plan=\($0)" }]
            .compactMap(\.self).joined(separator: "&")
    }

    @Test func `subscriptions by plan are those of a recount`() async throws {
        let world = try await payingOffice()
        let raw = try await world.rawSubscriptions()

        for filter in Self.filters {
            let report = try await world.as(.sara).get("/admin/reports/subscriptions?\(Self.query(filter))")
            let real = raw.filter { filter.plan == nil || $0.plan == filter.plan }.filter(\.isReal)
            let rows = report["by_plan"]?.arrayValue ?? []
            #expect(rows.count == Set(real.map(\.plan)).count)
            #expect(report["active"]?.integerValue == Int64(real.count(where: \.isActive)))
            #expect(report["expired"]?.integerValue == Int64(real.count { !$0.isActive }))
            for row in rows {
                let mine = real.filter { $0.plan == row["plan"]?.stringValue }
                #expect(row["active"]?.integerValue == Int64(mine.count(where: \.isActive)))
                #expect(row["trialing"]?.integerValue == Int64(mine.count { $0.status == "trialing" }))
                #expect(row["ending"]?.integerValue == Int64(mine.count { $0.isActive && $0.isEnding }))
            }
        }
        let stats = try await world.as(.sara).get("/admin/dashboard/stats")
        #expect(stats["active_subscriptions"]?.integerValue == Int64(raw.count(where: \.isActive)))
    }

    @Test func `revenue is what was paid less what was given back, to the cent`() async throws {
        let world = try await payingOffice()
        let (payments, refunds) = try await world.rawMoney()
        #expect(payments.count > 500 && refunds.count > 50)

        for filter in Self.filters {
            let report = try await world.as(.sara).get("/admin/reports/subscriptions?\(Self.query(filter))")
            let period = RawFilter(from: filter.from, to: filter.to)
            var gross: [String: Int64] = [:]
            var refunded: [String: Int64] = [:]
            for line in payments where period.covers(line.at) { gross[line.plan, default: 0] += line.cents }
            for line in refunds where period.covers(line.at) { refunded[line.plan, default: 0] += line.cents }
            let plans = Set(gross.keys).union(refunded.keys).filter {
                filter.plan == nil || $0 == filter.plan
            }

            let rows = report["revenue_by_plan"]?.arrayValue ?? []
            #expect(Set(rows.compactMap { $0["plan"]?.stringValue }) == plans, "\(Self.query(filter))")
            for row in rows {
                let plan = row["plan"]?.stringValue ?? ""
                #expect(row["gross"]?.integerValue == gross[plan, default: 0])
                #expect(row["refunded"]?.integerValue == refunded[plan, default: 0])
                #expect(row["net"]?.integerValue == gross[plan, default: 0] - refunded[plan, default: 0])
            }
            let net = plans.reduce(0) { $0 + gross[$1, default: 0] - refunded[$1, default: 0] }
            #expect(report["revenue"]?["amount_minor"]?.integerValue == net)
        }
    }

    @Test func `churn is counted month by month as a recount has it`() async throws {
        let world = try await payingOffice()
        let raw = try await world.rawSubscriptions().filter(\.isReal)

        let report = try await world.as(.sara).get(
            "/admin/reports/subscriptions?from=2026-01-15&to=2026-11-20"
        )
        let rows = report["churn"]?.arrayValue ?? []

        #expect(rows.map { $0["month"]?.stringValue } == (1...11).map { "2026-\($0 < 10 ? "0" : "")\($0)" })
        for row in rows {
            let month = row["month"]?.stringValue ?? ""
            let before = raw.filter { $0.startMonth < month && ($0.endMonth.map { $0 >= month } ?? true) }
            let lost = before.count { $0.endMonth == month }
            #expect(row["at_start"]?.integerValue == Int64(before.count), "\(month)")
            #expect(row["started"]?.integerValue == Int64(raw.count { $0.startMonth == month }), "\(month)")
            #expect(row["ended"]?.integerValue == Int64(raw.count { $0.endMonth == month }), "\(month)")
            #expect(row["churned"]?.integerValue == Int64(lost), "\(month)")
            let percent = before.isEmpty ? nil : Double(lost * 10_000 / before.count) / 100
            #expect(row["churn_percent"]?.doubleValue == percent, "\(month)")
        }
        let year = try await world.as(.sara).get("/admin/reports/subscriptions")
        #expect(year["churn"]?.arrayValue?.count == 12)
        #expect(year["churn"]?[11]?["month"] == "2026-11")
    }

    @Test(arguments: [
        ("from=2000-01-01&to=2026-01-01", "query/from"), ("plan=%00", "query/plan/0"),
        ("to=2026-02-31", "query/to"),
        ("from=2026-02-01&to=2026-01-31", "query/to"), ("service=ISEE", "query/service"),
    ])
    func `a filter that means nothing is named`(query: String, pointer: String) async throws {
        let world = try await office()

        let answer = try await world.as(.sara).get("/admin/reports/subscriptions?\(query)")

        #expect(answer.status == 422)
        #expect(Array(answer.faults.keys) == [pointer])
        #expect(try await world.as(.marco).get("/admin/reports/subscriptions").status == 403)
    }

    @Test(arguments: ["revenue-by-plan", "subscriptions-by-plan", "churn"])
    func `each is a report of its own too`(name: String) async throws {
        let world = try await payingOffice()

        let rows = try await world.as(.sara).get("/admin/reports/\(name)/rows")
        let ordered = try await world.as(.sara).post(
            "/admin/reports/export",
            ["report": .string(name), "format": "csv"]
        )
        try await world.runJobs()
        let shown = try await world.as(.sara).get(ordered.header("Location") ?? "")

        #expect(rows["data"]?.arrayValue?.isEmpty == false)
        #expect(shown["state"] == "ready")
        #expect(shown["row_count"]?.integerValue == rows["data"]?.arrayValue.map { Int64($0.count) })
    }
}
