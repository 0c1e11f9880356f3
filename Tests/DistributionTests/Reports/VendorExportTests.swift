import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct VendorExportTests {
    @Test func `a vendor exports stock, payouts and settlements of the own company alone`() async throws {
        let world = try await settled()
        func rows(_ type: String, as person: Person) async throws -> [[String: String]] {
            try table(try await world.as(person).get("/api/vendors/export/\(type)", headers: english))
        }

        let stock = try await rows("inventory", as: .hassan)
        #expect(stock.count == 6 && stock.allSatisfy { $0["SKU"]?.hasPrefix("FUR-") == true })
        let worth: Int64 = 9_500 * 120 + 2_250 * 300 + 5_750 * 80 + 3_000 * 500 + 1_750 * 9
        #expect(sum("Value", of: stock) == worth)
        let payouts = try await rows("payouts", as: .hassan)
        #expect(payouts.map { $0["Amount"] } == ["190000"] && payouts.map { $0["Status"] } == ["Paid"])
        #expect(payouts.map { $0["Bank reference"] } == ["RAF-1"])
        #expect(payouts.map { $0["Company"] } == ["Al-Furat Trading"])
        let foreign = try await rows("payouts", as: .layla)
        #expect(foreign.map { $0["Amount"] } == ["95000"] && foreign.map { $0["Status"] } == ["Pending"])
        let settlements = try await rows("settlements", as: .hassan)
        #expect(settlements.map { $0["Earned"] } == ["285000"])
        #expect(settlements.map { $0["Paid out"] } == ["-190000"])
        #expect(settlements.map { $0["Closing balance"] } == ["95000"])
        #expect(try await rows("settlements", as: .layla).map { $0["Company"] } == ["Zagros Foods"])
        let entries = try await rows("settlement-entries", as: .hassan)
        let kinds = entries.compactMap { $0["Entry"] }.sorted()
        #expect(kinds == ["Delivery", "Delivery", "Delivery", "Payout"])
        #expect(entries.last?["Balance"] == "95000")
        #expect(try await rows("settlement-entries", as: .layla).count == 1)
        for type in VendorExport.allCases.map(\.rawValue) {
            for person in [Person.omar, .noor, .rana] {
                #expect(try await world.as(person).get("/api/vendors/export/\(type)").status == 403)
                #expect(try await world.as(person).get("/api/vendors/export/\(type)/pdf").status == 403)
            }
        }
        let all = try await world.as(.noor).get("/api/admin/reports/payouts/rows")
        #expect(all["data"]?.arrayValue?.count == 2, "the platform sees both")
    }

    @Test func `days select payouts and settlements, and parts that do not apply are refused`() async throws {
        let world = try await settled()
        let vendor = world.as(.hassan)
        let tomorrow = world.today + 1
        let karkh = try await world.zone("Karkh")
        for type in ["payouts", "settlements", "settlement-entries"] {
            let path = "/api/vendors/export/\(type)"
            let now = try table(
                try await vendor.get("\(path)?from=\(world.today)&to=\(world.today)", headers: english)
            )
            #expect(!now.isEmpty, "\(type)")
            #expect(
                try table(try await vendor.get("\(path)?from=\(tomorrow)", headers: english)).isEmpty,
                "\(type)"
            )
            for answer in [
                try await vendor.get("\(path)?zone_id=\(karkh)&status=PENDING"),
                try await vendor.get("\(path)/pdf?zone_id=\(karkh)&status=PENDING"),
            ] {
                #expect(
                    answer.faults == [
                        "query/zone_id": "not_of_this_export", "query/status": "not_of_this_export",
                    ],
                    "\(answer)"
                )
            }
            let backwards = try await vendor.get("\(path)/pdf?from=\(tomorrow)&to=\(world.today)")
            #expect(backwards.faults == ["query/to": "ends_before_it_begins"])
        }
    }

    @Test func `each as PDF, with the same sums`() async throws {
        let world = try await settled()
        let summed = [
            "products": "Revenue", "orders": "Total", "customers": "Total", "sales": "Total",
            "inventory": "Value",
            "payouts": "Amount", "settlements": "Earned", "settlement-entries": "Amount",
        ]
        #expect(Set(summed.keys) == Set(VendorExport.allCases.map(\.rawValue)))
        for (type, column) in summed {
            let path = "/api/vendors/export/\(type)"
            let rows = try table(try await world.as(.hassan).get(path, headers: english))
            let answer = try await world.as(.hassan).get("\(path)/pdf", headers: english)

            #expect(answer.status == 200 && answer.header("Content-Type") == "application/pdf", "\(type)")
            let paper = try PDFReader(answer.body)
            let total = sum(column, of: rows)
            #expect(total != 0 && paper.text.contains(grouped(total)), "\(type): \(total)")
            #expect(paper.text.filter { !$0.isWhitespace }.contains("Sumsofallrows"), "\(type)")
            #expect(!paper.text.contains("Zagros") && !paper.text.contains("ZAG-"), "\(type)")
        }
    }

    @Test func `orders, products and customers stand on paper for staff, with the sums of the CSV`()
        async throws
    {
        let market = try await RandomMarket.make(30, seed: 31)
        let world = market.world
        for (name, column) in ["orders": "Total", "products": "Revenue", "customers": "Total"] {
            for person in [Person.noor, .rana] {
                let rows = try table(
                    try await world.as(person).get("/api/export/\(name)/csv", headers: english)
                )
                let answer = try await world.as(person).get("/api/export/\(name)/pdf", headers: english)
                #expect(answer.status == 200, "\(name): \(answer.status)")
                let paper = try PDFReader(answer.body)
                #expect(paper.text.contains(grouped(sum(column, of: rows))), "\(name) for \(person.name)")
            }
            #expect(try await world.as(.hassan).get("/api/export/\(name)/pdf").status == 403)
        }
        let rana = try PDFReader(
            try await world.as(.rana).get("/api/export/products/pdf", headers: english).body
        )
        #expect(rana.text.contains("ZAG-") && !rana.text.contains("FUR-"), "\(rana.text)")
    }

    @Test func `a settlement's statement adds up`() async throws {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        try await world.sell(Sale(at: Instant("2026-11-18T10:00:00Z")))
        #expect(try await close(furat, to: "2026-11-18", in: world)["closing"] == 95_000)
        let back = try await world.sell(Sale(goods: 50_000, commission: 2_500))
        #expect(try await world.takeBack(back).status == 201)
        let payout = try #require(try await world.open(furat).id)
        for status in ["approved", "paid"] { _ = try await world.move(payout, to: status) }
        try await world.sell(Sale(goods: 8_000, commission: 0))
        let second = try await close(furat, to: "2026-11-21", in: world)
        let path = "/api/settlements/\(try #require(second.id))/statement"

        let entries = try table(try await world.as(.hassan).get("\(path)/csv", headers: english))
        let paper = try PDFReader(try await world.as(.hassan).get("\(path)/pdf", headers: english).body)
        let arabic = try PDFReader(try await world.as(.noor).get("\(path)/pdf").body)

        var balance: Int64 = 95_000
        for entry in entries {
            balance += Int64(entry["Amount"] ?? "") ?? 0
            #expect(entry["Balance"] == String(balance), "\(entry)")
        }
        #expect(entries.count == 4 && second["closing"] == .integer(balance), "\(second)")
        for amount: Int64 in [95_000, 55_500, 47_500, 8_000] {
            #expect(paper.text.contains(grouped(amount)), "\(amount)")
            #expect(arabic.text.contains(grouped(amount)), "\(amount)")
        }
        #expect(paper.facts["Title"] == "Settlement statement")
        #expect(arabic.facts["Title"] == "كشف حساب التسوية")
        let words = try arabic.wordsOfFirstPage()
        #expect(try #require(words.map(\.right).max()) > 545, "the title begins at the right")
        #expect(words.allSatisfy { $0.left > 40 && $0.right < 555 }, "nothing leaves the page")
        for way in ["csv", "pdf"] {
            #expect(try await world.as(.layla).get("\(path)/\(way)").status == 404)
            #expect(try await world.as(.rana).get("\(path)/\(way)").status == 403)
            #expect(try await world.as(.omar).get("\(path)/\(way)").status == 403)
        }
    }

    @Test func `more than 2,000 rows are refused`() async throws {
        let world = try await market()
        let furat = try #require(ID<Company>(try await world.companyNamed("Al-Furat Trading")))
        let path = "/api/vendors/export/payouts"

        try await add(1...2_000, to: furat, in: world)
        #expect(try await world.as(.hassan).get("\(path)/pdf").status == 200)
        try await add(2_001...2_001, to: furat, in: world)
        #expect(try await world.as(.hassan).get("\(path)/pdf").problem == .tooMuchForPaper)
        #expect(try table(try await world.as(.hassan).get(path)).count == 2_001, "CSV has no limit")
        let later = try await world.as(.hassan).get("\(path)/pdf?from=\(world.today + 1)")
        #expect(later.status == 200, "a narrower filter")
    }

    private let english = ["Accept-Language": "en"]

    /// Al-Furat has sold three times, with a payout of the first two, and Zagros once; both accounts are settled.
    private func settled() async throws -> World {
        let world = try await market()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let zagros = try await world.companyNamed("Zagros Foods")
        for _ in 0..<2 { try await world.sell() }
        try await world.sell(Sale(company: "Zagros Foods", zone: "Erbil", customer: .dilan))
        let payout = try #require(try await world.open(furat).id)
        for status in ["approved", "paid"] { _ = try await world.move(payout, to: status) }
        #expect(try await world.open(zagros).status == 201)
        try await world.sell()
        for company in [furat, zagros] {
            #expect(try await close(company, to: "2026-11-21", in: world).status == 201)
        }
        return world
    }

    private func close(_ company: String, to day: String, in world: World) async throws -> TestResponse {
        try await world.as(.noor).post(
            "/api/settlements",
            ["company_id": .string(company), "to": .string(day)]
        )
    }

    private func add(_ numbers: ClosedRange<Int>, to company: ID<Company>, in world: World) async throws {
        let day = world.today
        try await world.db.write { tx in
            for number in numbers {
                try tx.execute(
                    """
                    INSERT INTO payout (id, number, company_id, from_date, to_date, orders, amount, status, created_at,
                                        updated_at, version)
                    VALUES (\(tx.newID(of: CompanyPayout.self)), \(number), \(company), \(day), \(day), 1, 1000, 'cancelled',
                            \(tx.now), \(tx.now), 1)
                    """
                )
            }
        }
    }

    /// The rows of a CSV by the titles of their columns.
    private func table(_ answer: TestResponse) throws -> [[String: String]] {
        #expect(answer.status == 200, "\(answer)")
        let rows = try PythonCSV(answer.body).rows
        let titles = try #require(rows.first)
        return rows.dropFirst().map { row in
            Dictionary(zip(titles, row)) { first, _ in first }
        }
    }

    private func sum(_ column: String, of rows: [[String: String]]) -> Int64 {
        rows.compactMap { Int64($0[column] ?? "") }.reduce(0, +)
    }

    private func grouped(_ amount: Int64) -> String { LocalFormat.point.decimal(amount, 0) }
}
