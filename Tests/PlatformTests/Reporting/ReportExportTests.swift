import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ReportExportTests {
    static let csv: JSONValue = ["report": "sales", "format": "csv"]

    @Test func `an export is ordered, made by a job and fetched under a signed address`() async throws {
        let world = try await aKiosk()
        try await world.sellMany(3)

        let ordered = try await world.order(Self.csv)
        #expect(ordered.status == 202)
        #expect(ordered.header("Location") == "/api/admin/reports/exports/\(ordered.id ?? "")")
        #expect(ordered["state"] == "waiting")
        #expect(ordered["download"] == nil)
        try await world.runJobs()
        let shown = try await world.as(.sara).get(ordered.header("Location") ?? "")
        #expect(shown["state"] == "ready")
        #expect(shown["row_count"] == 3)
        let table = try PythonCSV(await world.fetch(ordered))

        #expect(table.rows.count == 4)
        #expect(table.rows[0] == ["Sale", "Seller", "Note", "Amount", "Sold"])
        #expect(table.rows[3].suffix(4) == ["On line", "sale 2", "0.02", "2026-11-21 10:02:00"])
        #expect(try await world.audit().suffix(3) == ["report.export", "file.keep", "file.download"])
    }

    @Test func `what would be a formula is none, and what has commas, quotes and lines comes back`()
        async throws
    {
        let world = try await aKiosk()
        let notes = [
            "=1+2", "+39 06 1", "-2", "@SUM(A1)", "\tx", "\rx", "\n=1", "a,b;c", "\"quoted\"", "two\r\nlines",
            "", "è 漢字 👩‍👩‍👧",
            "'already", " =1", "＝1+2", "＠SUM(A1)", "\u{200E}+1+2", "\u{A0}\u{7}-2", " è =1", "+9647701000006",
        ]
        for (index, note) in notes.enumerated() {
            try await world.sell(note, by: nil, for: -5, at: TestClock.start + .minutes(index))
        }

        let ordered = try await world.order(Self.csv)
        try await world.runJobs()
        let table = try PythonCSV(await world.fetch(ordered)).rows.dropFirst()

        let guarded: Set<String> = [
            "=1+2", "+39 06 1", "-2", "@SUM(A1)", "\tx", "\rx", "\n=1", " =1", "＝1+2", "＠SUM(A1)",
            "\u{200E}+1+2", "\u{A0}\u{7}-2",
        ]
        let harmless = notes.map {
            // A telephone number is a text in groups, to a person, a spreadsheet and a program.
            $0 == "+9647701000006" ? "+964 770 100 0006" : guarded.contains($0) ? "'\($0)" : $0
        }
        #expect(table.map { $0[2] } == harmless)
        #expect(Set(table.map { $0[1] }) == [""])
        // A number is not a text.
        #expect(Set(table.map { $0[3] }) == ["-0.05"])
    }

    @Test func `in the manner of an Italian spreadsheet`() async throws {
        let world = try await aKiosk()
        try await world.sell("perché no", at: TestClock.start)

        let ordered = try await world.order([
            "report": "sales", "format": "csv", "language": "it", "delimiter": "semicolon",
            "byte_order_mark": true,
        ])
        try await world.runJobs()
        let bytes = try await world.fetch(ordered)

        #expect(bytes.starts(with: CSV.byteOrderMark))
        let table = try PythonCSV(Array(bytes.dropFirst(3)), delimiter: ";").rows
        #expect(table[0] == ["Vendita", "Venditore", "Nota", "Importo", "Venduto il"])
        #expect(table[1].suffix(4) == ["In rete", "perché no", "12,50", "2026-11-21 10:00:00"])
    }

    @Test func `filters narrow the file as they do the rows`() async throws {
        let world = try await aKiosk()
        try await world.sell("web", at: TestClock.start)
        try await world.sell("anna", by: "anna", at: TestClock.start)

        let ordered = try await world.order([
            "report": "sales", "format": "csv", "filters": ["seller": ["anna"]],
        ])
        try await world.runJobs()

        #expect(try PythonCSV(await world.fetch(ordered)).rows.dropFirst().map { $0[2] } == ["anna"])
    }

    @Test(
        arguments: [
            (["report": "purchases", "format": "csv"], "/report"),
            (["report": "sales", "format": "exe"], "/format"),
            (["report": "sales", "format": "csv", "filters": ["from": "tomorrow"]], "/filters/from"),
            (["report": "sales", "format": "csv", "filters": ["seller": "anna"]], "/filters/seller"),
            (["report": "sales", "format": "csv", "filters": ["colour": 1]], "/filters/colour"),
            (["report": "sales", "format": "csv", "filters": [1]], "/filters"),
            (
                ["report": "sales", "format": "csv", "filters": ["from": "2026-02-01", "to": "2026-01-01"]],
                "/filters/to"
            ),
            (["report": "sales", "format": "csv", "delimiter": "tab"], "/delimiter"),
        ] as [(JSONValue, String)]
    )
    func `an order that means nothing is refused and named`(body: JSONValue, pointer: String) async throws {
        let world = try await aKiosk()

        let answer = try await world.order(body)

        #expect(answer.status == 422)
        #expect(Array(answer.faults.keys) == [pointer])
        #expect(try await world.jobs().isEmpty)
    }
}

extension World {
    /// The number of stored files of the site, of any owner.
    func files() async throws -> Int {
        try await db.read { tx in
            try tx.value("SELECT COUNT(*) FROM stored_file WHERE state <> 'pending'", as: Int.self) ?? 0
        }
    }
}
