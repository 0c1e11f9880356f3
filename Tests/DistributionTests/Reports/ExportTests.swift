import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("exports")
struct MarketExportTests {
    @Test func `every order is a line of the CSV that others read, and the sums agree`() async throws {
        let market = try await RandomMarket.make(40, seed: 11)
        let answer = try await market.world.as(.noor).get(
            "/api/export/orders/csv",
            headers: ["Accept-Language": "en"]
        )
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type")?.hasPrefix("text/csv; charset=utf-8") == true)
        #expect(answer.header("Content-Disposition")?.contains("orders-\(market.world.today).csv") == true)
        let rows = try PythonCSV(answer.body).rows
        let title = try #require(rows.first)
        #expect(rows.count == market.sales.count + 1)
        let total = try #require(title.firstIndex(of: "Total"))
        #expect(
            rows.dropFirst().compactMap { Int64($0[total]) }.reduce(0, +)
                == market.sales.reduce(0) { $0 + $1.total }
        )
        let references = try #require(title.firstIndex(of: "Reference"))
        let ids = try #require(title.firstIndex(of: "Order"))
        #expect(references == 0 && ids == 1)
        let told = try await market.world.as(.noor).get("/api/orders/\(rows[1][ids])")
        #expect(told["reference"] == .string(rows[1][references]))
        #expect(
            rows.dropFirst().map { $0[ids] }
                == market.sales.sorted { ($0.at, $0.id) < ($1.at, $1.id) }.map(\.id.description)
        )
    }

    @Test func `a status, a company and days narrow it down`() async throws {
        let market = try await RandomMarket.make(40, seed: 12)
        let company = market.sales[0].company
        let first = market.world.today + -60
        let answer = try await market.world.as(.noor).get(
            "/api/export/orders/csv?status=DELIVERED,SHIPPED&company_id=\(company)&from=\(first)"
        )
        let wanted = market.sales.filter {
            ["DELIVERED", "SHIPPED"].contains($0.status) && $0.company == company && $0.day >= first
        }
        #expect(try PythonCSV(answer.body).rows.count == wanted.count + 1)
        let any = try await market.world.as(.noor).get("/api/export/orders/csv?status=")
        #expect(try PythonCSV(any.body).rows.count == market.sales.count + 1, "none is said")
        let wrong = try await market.world.as(.noor).get("/api/export/orders/csv?status=LOST")
        #expect(wrong.status == 422)
    }

    @Test func `a formula becomes text, titles are in the reader's language, and Excel recognises UTF-8`()
        async throws
    {
        let world = try await market()
        try await world.db.write { tx in
            try tx.execute(
                "UPDATE member SET shop_name = '=HYPERLINK(\"http://evil\";\"x\")' WHERE shop_name = 'أسواق عمر'"
            )
            try tx.execute("UPDATE member SET shop_name = '@SUM(A1)' WHERE shop_name = 'ميني ماركت زينب'")
        }
        let answer = try await world.as(.noor).get("/api/export/customers/csv?bom=true")
        #expect(answer.body.prefix(3) == [0xEF, 0xBB, 0xBF])
        let rows = try PythonCSV(Array(answer.body.dropFirst(3))).rows
        #expect(rows[0].contains("المتجر"))
        let cells = rows.flatMap(\.self)
        #expect(cells.contains("'=HYPERLINK(\"http://evil\";\"x\")"))
        #expect(cells.contains("'@SUM(A1)"))
        #expect(!cells.contains { $0.hasPrefix("=") || $0.hasPrefix("@") })
    }

    @Test func `an erased account without orders is not a customer`() async throws {
        let world = try await market()
        let zainab = try await world.id(of: .zainab)
        let password: JSONValue = ["password": .string(Person.demoPassword)]
        #expect(try await world.as(.zainab).delete("/api/users/\(zainab)", password).status == 204)

        let answer = try await world.as(.noor).get("/api/export/customers/csv")

        #expect(try PythonCSV(answer.body).rows.count == 3, "the titles, Omar and Dilan")
    }

    @Test func `a vendor takes away their company's rows and no others'`() async throws {
        let market = try await RandomMarket.make(40, seed: 13)
        let world = market.world
        let products = try await world.as(.hassan).get("/api/vendors/export/products")
        let skus = try PythonCSV(products.body).rows.dropFirst().map { $0[1] }
        #expect(skus.count == 6 && skus.allSatisfy { $0.hasPrefix("FUR-") })
        let furat = try await company(of: .hassan, in: world)
        let mine = market.sales.filter { $0.company == furat }
        let orders = try PythonCSV(try await world.as(.hassan).get("/api/vendors/export/orders").body).rows
        #expect(Set(orders.dropFirst().map { $0[1] }) == Set(mine.map(\.id.description)))
        let customers = try PythonCSV(try await world.as(.hassan).get("/api/vendors/export/customers").body)
            .rows
        #expect(Set(customers.dropFirst().map { $0[0] }) == Set(mine.map(\.customer.description)))
        let sold = mine.filter(\.isSold)
        #expect(customers.dropFirst().compactMap { Int($0[6]) }.reduce(0, +) == sold.count)
        let sales = try PythonCSV(try await world.as(.hassan).get("/api/vendors/export/sales").body).rows
        #expect(
            sales.dropFirst().compactMap { Int64($0[7]) }.reduce(0, +) == sold.reduce(0) { $0 + $1.total }
        )
        #expect(sales.dropFirst().map { $0[0] } == Set(sold.map(\.day.description)).sorted())
        #expect(try await world.as(.hassan).get("/api/vendors/export/wages").status == 404)
        #expect(try await world.as(.hassan).get("/api/export/orders/csv").status == 403)
        #expect(try await world.as(.omar).get("/api/vendors/export/orders").status == 403)
        #expect(try await world.as(.noor).get("/api/vendors/export/orders").status == 403)
    }

    @Test func `a location admin's files hold their zones`() async throws {
        let market = try await RandomMarket.make(40, seed: 14)
        let rows = try PythonCSV(try await market.world.as(.rana).get("/api/export/orders/csv").body).rows
        let erbil = try #require(
            try await market.world.db.read { tx in
                try tx.value(
                    "SELECT zone_id FROM member WHERE shop_name = 'مارکێتی دیلان'",
                    as: ID<DeliveryZone>.self
                )
            }
        )
        let mine = market.sales.filter { $0.zone == erbil.description }
        #expect(Set(rows.dropFirst().map { $0[1] }) == Set(mine.map(\.id.description)))
        let goods = try PythonCSV(try await market.world.as(.rana).get("/api/export/products/csv").body).rows
        #expect(goods.dropFirst().allSatisfy { $0[1].hasPrefix("ZAG-") } && goods.count == 5)
        let people = try PythonCSV(try await market.world.as(.rana).get("/api/export/customers/csv").body)
            .rows
        #expect(people.count == 2)
    }

    @Test func `reports are rows for the platform's reporting too`() async throws {
        let market = try await RandomMarket.make(10, seed: 15)
        let list = try await market.world.as(.noor).get("/api/admin/reports")
        let names = (list["data"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
        #expect(Set(names).isSuperset(of: MarketReports.all.map(\.name)))
        let rows = try await market.world.as(.noor).get(
            "/api/admin/reports/orders/rows?limit=100&sort=-total"
        )
        let totals = rows["data"]?.arrayValue?.compactMap { $0["total"]?.integerValue } ?? []
        #expect(totals == market.sales.map(\.total).sorted(by: >))
        #expect(MarketReports.all.flatMap(\.flaws).isEmpty)
    }

    private func company(of person: Person, in world: World) async throws -> String {
        try await world.db.read { tx in
            let company = try tx.value(
                """
                SELECT m.company_id FROM member m JOIN account a ON a.id = m.account_id WHERE a.email = \(person.email)
                """,
                as: ID<Company>.self
            )
            return try #require(company).description
        }
    }
}
