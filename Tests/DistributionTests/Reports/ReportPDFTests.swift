import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite("papers")
struct ReportPDFTests {
    @Test func `sales stand on paper in Arabic, from the right, with the sums of the rows`() async throws {
        let market = try await RandomMarket.make(30, seed: 21)
        let answer = try await market.world.as(.noor).get("/api/export/sales/pdf")
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/pdf")
        let paper = try PDFReader(answer.body)
        let total = market.sales.filter(\.isSold).reduce(0) { $0 + $1.total }
        for words in ["تقريرالمبيعات", "التوصيل", "القطع", "الخصم", "الفرات"] {
            #expect(letters(of: paper).contains(words), "\(words)")
        }
        #expect(paper.text.contains(grouped(total)))
        for day in Set(market.sales.filter(\.isSold).map(\.day)) {
            #expect(paper.text.contains(day.description))
        }
        let words = try paper.wordsOfFirstPage()
        let first = try #require(market.sales.filter(\.isSold).map(\.day).min()).description
        let day = try #require(words.first { $0.text == first })
        #expect(day.right > 535, "the first column stands at the right")
        #expect(try #require(words.map(\.right).max()) > 545, "the title begins at the right")
        #expect(words.allSatisfy { $0.left > 40 && $0.right < 550 }, "nothing leaves the page")
        #expect(paper.facts["Title"] == "تقرير المبيعات")
    }

    @Test func `in English the same stands from the left; the two are of one period`() async throws {
        let market = try await RandomMarket.make(30, seed: 22)
        let first = market.world.today + -20
        let answer = try await market.world.as(.noor).get(
            "/api/export/sales/pdf?from=\(first)",
            headers: ["Accept-Language": "en"]
        )
        let paper = try PDFReader(answer.body)
        let sold = market.sales.filter { $0.isSold && $0.day >= first }
        #expect(paper.text.contains(grouped(sold.reduce(0) { $0 + $1.total })))
        let words = try paper.wordsOfFirstPage()
        #expect(try #require(words.first { $0.text == "Sales" }).left < 60)
        #expect(try #require(words.first { $0.text == "Day" }).left < 60)
    }

    @Test func `goods that are worth more than a number holds break no report`() async throws {
        let world = try await market()
        for sku in ["VAST-1", "VAST-2"] {
            let vast = try await world.newProduct(sku).with([
                "price": 10_000_000_000_000, "stock": 1_000_000_000,
            ])
            #expect(try await world.as(.hassan).post("/api/vendors/products", vast).status == 201)
        }

        let paper = try await world.as(.noor).get("/api/export/inventory/pdf")
        let rows = try await world.as(.noor).get("/api/admin/reports/inventory/rows?limit=100")

        #expect(paper.status == 200 && rows.status == 200)
        let values = rows["data"]?.arrayValue?.filter { $0["sku"]?.stringValue?.hasPrefix("VAST") == true }
        #expect(values?.map { $0["value"] } == [9_000_000_000_000_000, 9_000_000_000_000_000])
        let soap = rows["data"]?.arrayValue?.first { $0["sku"] == "FUR-RICE-5" }
        #expect(soap?["value"] == 1_140_000, "120 × 9500")
    }

    @Test func `inventory: every product the caller may see, in Kurdish where it was written so`()
        async throws
    {
        let world = try await market()
        let answer = try await world.as(.noor).get(
            "/api/export/inventory/pdf",
            headers: ["Accept-Language": "ku"]
        )
        let paper = try PDFReader(answer.body)
        for sku in ["FUR-RICE-5", "FUR-SOAP-4", "ZAG-HONEY-1"] { #expect(paper.text.contains(sku)) }
        for words in ["هەنگوینی", "کۆگا", "نەماوە"] {
            #expect(letters(of: paper).contains(words), "\(words)")
        }
        let rana = try PDFReader(try await world.as(.rana).get("/api/export/inventory/pdf").body)
        #expect(rana.text.contains("ZAG-HONEY-1") && !rana.text.contains("FUR-"))
        #expect(try await world.as(.hassan).get("/api/export/inventory/pdf").status == 403)
    }

    /// The letters in their order; `pdftotext` sees gaps between joined ones.
    private func letters(of paper: PDFReader) -> String {
        String(String.UnicodeScalarView(paper.text.unicodeScalars.filter(\.properties.isAlphabetic)))
    }

    private func grouped(_ amount: Int64) -> String {
        var text = String(amount)
        var index = text.count - 3
        while index > 0 {
            text.insert(",", at: text.index(text.startIndex, offsetBy: index))
            index -= 3
        }
        return text
    }
}
