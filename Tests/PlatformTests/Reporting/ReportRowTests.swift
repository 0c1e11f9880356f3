import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct ReportRowTests {
    @Test func `the reports are listed with their columns and filters`() async throws {
        let world = try await aKiosk()

        let list = try await world.as(.sara).get("/api/admin/reports", headers: ["Accept-Language": "it"])

        #expect(list["data"]?[0]?["title"] == "Vendite")
        #expect(list["data"]?[0]?["filters"] == ["from", "to", "seller"])
        #expect(list["data"]?[0]?["columns"]?[3]?["kind"] == "money")
    }

    @Test func `only who may read reports reads them`() async throws {
        let world = try await aKiosk()

        #expect(try await world.as(.giulia).get("/api/admin/reports").status == 403)
        #expect(try await world.as(.giulia).get("/api/admin/reports/sales/rows").status == 403)
        #expect(try await world.order(["report": "sales", "format": "csv"], as: .giulia).status == 403)
        #expect(try await world.jobs().isEmpty)
    }

    @Test func `rows are paged and sorted by any column, each once`() async throws {
        let world = try await aKiosk()
        try await world.sellMany(25)
        let sara = world.as(.sara)

        for sort in ["", "&sort=cents", "&sort=-cents", "&sort=seller", "&sort=-note"] {
            var seen: [String] = []
            var cursor = ""
            repeat {
                let page = try await sara.get("/api/admin/reports/sales/rows?limit=10\(sort)\(cursor)")
                seen += (page["data"]?.arrayValue ?? []).compactMap { $0["note"]?.stringValue }
                cursor = page["page"]?["next_cursor"]?.stringValue.map { "&cursor=\($0)" } ?? ""
            } while !cursor.isEmpty && seen.count < 100
            #expect(seen.count == 25 && Set(seen).count == 25, "\(sort)")
            if sort == "&sort=-cents" { #expect(seen.first == "sale 24") }
        }
        let numbered = try await sara.get("/api/admin/reports/sales/rows?limit=10&page=3&sort=cents")
        #expect(numbered["page"]?["total"] == 25)
        #expect(numbered["data"]?.arrayValue?.count == 5)
    }

    @Test func `days are those of the office`() async throws {
        let world = try await aKiosk()
        // Rome leaves summer time in the night to the 25th, which has 25 hours.
        for (note, time) in [
            ("before", "2026-10-24T21:59:59Z"), ("first", "2026-10-24T22:00:00Z"),
            ("last", "2026-10-25T22:59:59Z"),
            ("after", "2026-10-25T23:00:00Z"),
        ] {
            try await world.sell(note, at: #require(Instant(time)))
        }

        let rows = try await world.as(.sara).get(
            "/api/admin/reports/sales/rows?from=2026-10-25&to=2026-10-25"
        )

        #expect((rows["data"]?.arrayValue ?? []).map { $0["note"] } == ["first", "last"])
    }

    @Test(arguments: [
        ("from=2026-13-01", "query/from", "invalid_date"),
        ("from=2026-02-01&to=2026-01-01", "query/to", "ends_before_it_begins"),
        ("from=0001-01-01", "query/from", "out_of_range"),
        ("to=9999-12-31", "query/to", "out_of_range"),
        ("from=2026-01-01&from=2026-01-02", "query/from", "repeated"),
        ("seller=%00", "query/seller/0", "not_plain_text"),
        ("colour=red", "query/colour", "unknown_member"),
        ("sort=price", "query/sort", "no_such_column"),
        ("sort=cents;DROP", "query/sort", "no_such_column"),
        ("cursor=MDE5", "query/cursor", "invalid_cursor"),
        ("limit=1000", "query/limit", "out_of_range"),
    ])
    func `what is wrong is named`(query: String, pointer: String, code: String) async throws {
        let world = try await aKiosk()

        let answer = try await world.as(.sara).get("/api/admin/reports/sales/rows?\(query)")

        #expect(answer.status == 422)
        #expect(answer.faults == [pointer: code])
    }

    @Test func `what is no report is not found`() async throws {
        let world = try await aKiosk()

        for name in ["purchases", "%00", "sales'", String(repeating: "a", count: 200)] {
            #expect(try await world.as(.sara).get("/api/admin/reports/\(name)/rows").status == 404, "\(name)")
        }
    }
}
