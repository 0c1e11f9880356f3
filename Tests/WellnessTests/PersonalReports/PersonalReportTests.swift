import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

extension World {
    func order(_ person: Person, _ form: JSONValue, in language: String = "en") async throws -> TestResponse {
        try await self.as(person).post("/api/v1/reports", form, headers: ["Accept-Language": language])
    }

    /// Orders a report, has it made and downloads it.
    func report(_ person: Person, _ form: JSONValue, in language: String = "en") async throws -> TestResponse
    {
        let ordered = try await order(person, form, in: language)
        try await runJobs()
        return try await self.as(person).get("/api/v1/reports/\(ordered.id ?? "")/download")
    }
}

private let november: JSONValue = [
    "kind": "diary", "from": "2026-11-01", "to": "2026-11-21", "format": "csv",
]

@Suite struct PersonalReportTests {
    private let path = "/api/v1/reports"

    @Test func `a report is queued, made and downloaded`() async throws {
        let world = try await cast()
        try await world.write(["mood": [7, nil, 9], "stress": [4]], of: .anna)

        let ordered = try await world.order(.anna, november)
        let one = "\(path)/\(ordered.id ?? "")"

        #expect(ordered.status == 202 && ordered.header("Location") == one)
        #expect(
            ordered["state"] == "queued" && ordered["kind"] == "diary" && ordered["include_notes"] == false
        )
        #expect(ordered["from"] == "2026-11-01" && ordered["to"] == "2026-11-21" && ordered["size"] == nil)
        let early = try await world.as(.anna).get(one + "/download")
        #expect(early.status == 409 && early.problem == .reportNotReady)

        try await world.runJobs()

        let shown = try await world.as(.anna).get(one)
        let file = try await world.as(.anna).get(one + "/download")
        #expect(shown["state"] == "ready" && shown["ready_at"] != nil && shown["failure"] == nil)
        #expect(file.status == 200 && file.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(file.header("Content-Disposition")?.contains("diary-2026-11-01-2026-11-21.csv") == true)
        #expect(file.header("Cache-Control") == "private, no-store")
        #expect(
            file.text == """
                date,domain,score,normalised\r
                2026-11-19,mood,7,66.7\r
                2026-11-21,mood,9,88.9\r
                2026-11-21,stress,4,66.7\r\n
                """
        )
        #expect(shown["size"]?.int == file.body.count)
        #expect(try await world.as(.anna).get(path)["data"]?.elements.map { $0["id"] } == [ordered["id"]])
    }

    @Test func `notes are in the file only if they were asked for, and never a formula`() async throws {
        let world = try await cast()
        try await world.log(.anna, "mood", 7, note: "=HYPERLINK(\"x\"), walked")
        try await world.log(.anna, "sleep", nil, note: "slept badly")

        var form = november
        let plain = try await world.report(.anna, form)
        form["include_notes"] = true
        let full = try await world.report(.anna, form)

        #expect(!plain.text.contains("walked") && !plain.text.contains("sleep"))
        #expect(
            full.text == """
                date,domain,score,normalised,note\r
                2026-11-21,sleep,,,slept badly\r
                2026-11-21,mood,7,66.7,"'=HYPERLINK(""x""), walked"\r\n
                """
        )
        let sealed: [UInt8] = try await world.db.read { tx in
            try tx.value("SELECT file FROM personal_report WHERE include_notes") ?? []
        }
        #expect(!sealed.isEmpty && !String(decoding: sealed, as: UTF8.self).contains("walked"))
    }

    @Test func `a week is a page in the language of its order`() async throws {
        let world = try await cast()
        try await world.write(
            [
                "mood": times(7, 9) + times(7, 4), "sleep": times(14, 8), "energy": times(14, 7),
                "focus": times(14, 4),
            ],
            of: .anna,
            through: day("2026-11-15")
        )
        let form: JSONValue = ["kind": "weekly", "week": "2026-W46", "format": "pdf"]

        let english = try await PDFReader(world.report(.anna, form).body)
        let italian = try await PDFReader(world.report(.anna, form, in: "it").body)

        #expect(english.text.contains("Weekly summary") && english.text.contains("2026-W46"))
        #expect(
            english.text.contains("33.3") && english.text.contains("-55.6")
                && english.text.contains("Mood: This area was low")
        )
        #expect(italian.text.contains("Riepilogo settimanale") && italian.text.contains("33,3"))
        #expect(italian.text.contains("09/11/2026 – 15/11/2026") && italian.text.contains("Umore"))
        #expect(english.pages.count == 1 && italian.pages.count == 1)
    }

    @Test func `a diary is a document of all its dates`() async throws {
        let world = try await cast()
        try await world.write(["mood": times(300, 7)], of: .anna)
        try await world.log(.anna, "sleep", 4, note: "Ho dormito male, troppo caldo.")
        let form: JSONValue = [
            "kind": "diary", "from": "2025-11-21", "to": "2026-11-21", "format": "pdf", "include_notes": true,
        ]
        let document = try await PDFReader(world.report(.anna, form, in: "it").body)
        #expect(document.pages.count > 4)
        #expect(document.text.contains("Diario del benessere") && document.text.contains("troppo caldo"))
        #expect(document.text.contains("26/01/2026"))
    }

    @Test func `an empty span is a file too`() async throws {
        let world = try await cast()
        #expect(try await world.report(.anna, november).text == "date,domain,score,normalised\r\n")
        let pdf: JSONValue = ["kind": "weekly", "week": "2026-W46", "format": "pdf"]
        #expect(try await PDFReader(world.report(.anna, pdf).body).pages.count == 1)
    }

    @Test(
        arguments: [
            (["kind": "weekly", "format": "pdf"], ["/week": "required"]),
            (["kind": "weekly", "week": "0001-W01", "format": "pdf"], ["/week": "out_of_range"]),
            (
                ["kind": "diary", "from": "0001-01-01", "to": "0001-01-02", "format": "csv"],
                ["/from": "out_of_range", "/to": "out_of_range"]
            ),
            (["kind": "weekly", "week": "2026-W47", "format": "pdf"], ["/week": "week_not_over"]),
            (
                ["kind": "weekly", "week": "2026-W46", "from": "2026-11-09", "format": "pdf"],
                ["/from": "only_for_diary"]
            ),
            (["kind": "diary", "format": "csv"], ["/from": "required", "/to": "required"]),
            (
                ["kind": "diary", "from": "2026-11-09", "to": "2026-11-08", "format": "csv"],
                ["/to": "out_of_range"]
            ),
            (
                ["kind": "diary", "from": "2025-11-08", "to": "2026-11-09", "format": "csv"],
                ["/to": "span_too_long"]
            ),
            (
                [
                    "kind": "diary", "week": "2026-W46", "from": "2026-11-09", "to": "2026-11-09",
                    "format": "csv",
                ],
                ["/week": "only_for_weekly"]
            ),
        ] as [(JSONValue, [String: String])]
    )
    func `an order that does not fit is refused`(form: JSONValue, faults: [String: String]) async throws {
        let world = try await cast()
        let answer = try await world.order(.anna, form)
        #expect(answer.status == 422 && answer.faults == faults, "\(answer)")
    }

    @Test func `no more than 10 reports/d, deleted ones included`() async throws {
        let world = try await cast()
        for _ in 0..<10 {
            let ordered = try await world.order(.anna, november)
            #expect(ordered.status == 202)
            #expect(try await world.as(.anna).delete("\(path)/\(ordered.id ?? "")").status == 204)
        }
        let refused = try await world.order(.anna, november)
        #expect(refused.status == 429 && refused.header("Retry-After") != nil)
        #expect(try await world.order(.bruno, november).status == 202)
        world.clock.advance(by: .hours(24) + .minutes(1))
        #expect(try await world.order(.anna, november).status == 202)
    }

    @Test func `a report is its owner's alone`() async throws {
        let world = try await cast()
        let one = "\(path)/\(try await world.order(.anna, november).id ?? "")"
        for route in [one, one + "/download"] {
            #expect(try await world.as(.bruno).get(route).status == 404)
            #expect(try await world.as(.elena).get(route).status == 403)
        }
        #expect(try await world.as(.bruno).delete(one).status == 404)
        #expect(try await world.as(.elena).delete(one).status == 403)
        #expect(try await world.order(.elena, november).status == 403)
        #expect(try await world.as(.anna).get("\(path)/none").status == 404)
    }
}
