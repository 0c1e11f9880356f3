import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite struct StockReportTests {
    @Test func `the inventory report has titles`() async throws {
        let world = try await market()

        let report = try await world.as(.noor).get(
            "/api/inventory/report",
            headers: ["Accept-Language": "en"]
        )
        let kurdish = try await world.as(.hassan).get(
            "/api/inventory/report",
            headers: ["Accept-Language": "ku"]
        )

        #expect(titles(report, "companies") == ["Al-Furat Trading", "Zagros Foods"], "\(report)")
        #expect(titles(report, "categories") == ["Cleaning", "Drinks", "Food", "Rice and pulses"])
        #expect(report["total"]?["title"]?.stringValue == nil)
        #expect(titles(kurdish, "companies").count == 1)
        #expect(titles(kurdish, "categories") == ["خواردنەوە", "برنج و پاقلەمەنی", "پاککەرەوە"].sorted())
        let furat = try await world.company("Al-Furat Trading")
        let row = report["companies"]?.arrayValue?.first { $0["id"]?.stringValue == furat }
        #expect(row?["title"] == "Al-Furat Trading" && row?["products"] == 6)
    }

    @Test func `the inventory report has paged product rows`() async throws {
        let world = try await market()
        let report = try await world.as(.noor).get("/api/inventory/report")
        let total = try #require(report["total"]?["value"]?.integerValue)
        for sort in StockSort.allCases.map(\.rawValue) {
            let rows = try await products(world, sort)
            let ids = Set(rows.compactMap { $0["product_id"]?.stringValue })
            #expect(rows.count == 10 && ids.count == 10, "\(sort)")
            #expect(rows.compactMap { $0["value"]?.integerValue }.reduce(0, +) == total, "\(sort)")
            let last = try await world.as(.noor).get(
                "/api/inventory/report/products?sort=\(sort)&limit=3&page=4",
                headers: ["Accept-Language": "en"]
            )
            #expect(last["page"]?["total"] == 10, "\(last)")
            #expect(last["data"]?[0]?["product_id"] == rows.last?["product_id"], "\(sort)")
        }
        let values = try await products(world, "value_desc").compactMap { $0["value"]?.integerValue }
        #expect(values == values.sorted(by: >))
        let stocks = try await products(world, "stock_asc").compactMap { $0["stock"]?.integerValue }
        #expect(stocks == stocks.sorted() && stocks.first == 0)
        let names = try await products(world, "name_asc").compactMap { $0["title"]?.stringValue }
        #expect(names == names.sorted() && names.first == "Anbar rice 5 kg")
        let back = try await products(world, "name_desc").compactMap { $0["title"]?.stringValue }
        #expect(back == names.reversed())
    }

    @Test
    func `a row of the inventory report names product, company and category, within the caller's reach`()
        async throws
    {
        let world = try await market()
        let path = "/api/inventory/report/products"
        let english = ["Accept-Language": "en"]

        let own = try await world.as(.hassan).get(path, headers: english)
        let rice = own["data"]?.arrayValue?.first { $0["sku"] == "FUR-RICE-5" }

        #expect(own.skus.count == 6 && own.skus.allSatisfy { $0.hasPrefix("FUR-") })
        #expect(rice?["title"] == "Anbar rice 5 kg" && rice?["company_title"] == "Al-Furat Trading", "\(own)")
        #expect(rice?["category_title"] == "Rice and pulses" && rice?["status"] == "plenty")
        #expect(rice?["stock"] == 120 && rice?["price"] == 9_500 && rice?["value"] == 1_140_000)
        let bleach = own["data"]?.arrayValue?.first { $0["sku"] == "FUR-BLEACH" }
        let soap = own["data"]?.arrayValue?.first { $0["sku"] == "FUR-SOAP-4" }
        #expect(bleach?["status"] == "low" && soap?["status"] == "out")
        #expect(Set(try await world.as(.rana).get(path).skus.map { $0.prefix(3) }) == ["ZAG"])
        let cleaning = try await world.category("Cleaning")
        #expect(
            Set(try await world.as(.noor).get("\(path)?category_id=\(cleaning)").skus) == [
                "FUR-SOAP-4", "FUR-BLEACH",
            ]
        )
        #expect(try await world.as(.noor).get("\(path)?sort=shoe_size").status == 422)
        #expect(try await world.as(.omar).get(path).status == 403)
    }

    /// All rows, read in pages of three.
    private func products(_ world: World, _ sort: String) async throws -> [JSONValue] {
        var rows: [JSONValue] = []
        let first = "/api/inventory/report/products?limit=3&sort=\(sort)"
        var path: String? = first
        while let next = path {
            let page = try await world.as(.noor).get(next, headers: ["Accept-Language": "en"])
            rows += page["data"]?.arrayValue ?? []
            path = page["page"]?["next_cursor"]?.stringValue.map { "\(first)&cursor=\($0)" }
        }
        return rows
    }

    private func titles(_ report: TestResponse, _ part: String) -> [String] {
        (report[part]?.arrayValue ?? []).compactMap { $0["title"]?.stringValue }.sorted()
    }
}
