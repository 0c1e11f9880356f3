import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("returns in the figures")
struct ReturnedSalesTests {
    @Test(arguments: [21, 22] as [UInt64])
    func `returned goods are in no figure, as a recount confirms`(seed: UInt64) async throws {
        var market = try await RandomMarket.make(60, seed: seed)
        try await market.someComesBack(seed: seed)
        let noor = market.world.as(.noor)
        let last = try #require(market.sales.map(\.day).max())
        let window = "from=\(last + -200)&to=\(last)"
        let sold = market.sales.filter(\.isSold)
        let returned = sold.reduce(0) { $0 + $1.returned }
        #expect(returned > 0)

        let sales = try await noor.get("/api/analytics/sales?\(window)&group_by=company").decoded(
            as: SalesAnalyticsView.self
        )
        #expect(sales.totals == facts(sold))
        #expect(sales.groups.map(\.sales).reduce(SalesTotals(), +) == facts(sold))

        let goods = try await noor.get("/api/analytics/products?\(window)&limit=100").decoded(
            as: ProductAnalyticsView.self
        )
        let wanted = Dictionary(grouping: sold.flatMap(\.lines), by: \.sku).mapValues { lines in
            [lines.reduce(0) { $0 + $1.quantity }, lines.reduce(0) { $0 + $1.total }]
        }
        let shown = goods.topByRevenue.map { ($0.sku, [$0.quantity, $0.revenue]) }
        #expect(Dictionary(uniqueKeysWithValues: shown) == wanted)

        let stats = try await noor.get("/api/orders/stats")
        #expect(stats["total"] == .integer(facts(sold).total))
        try await files(market, sold)
        try await ofTheCompany(market)
    }

    private func files(_ market: RandomMarket, _ sold: [RandomMarket.Sale]) async throws {
        let path = "/api/export/orders/csv?status=PENDING,CONFIRMED,PROCESSING,SHIPPED,DELIVERED"
        let csv = try await market.world.as(.noor).get(path, headers: ["Accept-Language": "en"])
        let rows = try PythonCSV(csv.body).rows
        for (title, sum) in [
            ("Total", facts(sold).total), ("Returned", facts(sold).returned),
            ("Commission", facts(sold).commission), ("Pieces", facts(sold).quantity),
        ] {
            let column = try #require(rows[0].firstIndex(of: title))
            #expect(rows.dropFirst().compactMap { Int64($0[column]) }.reduce(0, +) == sum, "\(title)")
        }
    }

    private func ofTheCompany(_ market: RandomMarket) async throws {
        let furat = try await market.world.companyNamed("Al-Furat Trading")
        let mine = market.sales.filter { $0.company == furat }
        let delivered = facts(mine.filter { $0.status == "DELIVERED" })
        let stats = try await market.world.as(.hassan).get("/api/companies/\(furat)/stats")
        let sales = try #require(stats["sales"])
        let goods = sales["goods"]?.integerValue ?? 0
        #expect(goods + (sales["delivery_fees"]?.integerValue ?? 0) == delivered.total)
        #expect(sales["commission"] == .integer(delivered.commission))
        let customers = try await market.world.as(.hassan).get("/api/vendors/customers")["data"]?.arrayValue
        let total = (customers ?? []).compactMap { $0["total"]?.integerValue }.reduce(0, +)
        #expect(total == facts(mine.filter(\.isSold)).total)
    }
}

extension RandomMarket {
    /// Of every delivered order something comes back, of some everything; counted here by the piece.
    fileprivate mutating func someComesBack(seed: UInt64) async throws {
        var random = SplitMix(state: seed)
        for index in sales.indices where sales[index].status == "DELIVERED" {
            let line = random.below(sales[index].lines.count)
            let (count, sum) = (sales[index].lines[line].quantity, sales[index].lines[line].total)
            let back = Int64(1 + random.below(Int(count)))
            let pieces = (0..<count).map { sum / count + ($0 < sum % count ? 1 : 0) }
            let goods = pieces.prefix(Int(back)).reduce(0, +)
            let body: JSONValue = [
                "reason": "x", "lines": [["position": .integer(Int64(line)), "quantity": .integer(back)]],
            ]
            let path = "/api/orders/\(sales[index].id)/returns"
            let answer = try await world.as(.noor).post(path, body)
            #expect(answer.status == 201 && answer["goods"] == .integer(goods), "\(answer)")
            sales[index].commission -= answer["commission"]?.integerValue ?? 0
            sales[index].lines[line].quantity -= back
            sales[index].lines[line].total -= goods
            sales[index].returnedGoods += goods
            sales[index].returned += goods
            guard random.below(3) == 0 else { continue }
            let rest = try await world.as(.noor).post(path, ["reason": "the rest"])
            guard rest.status == 201 else { continue }
            sales[index].everythingCameBack()
        }
    }
}

extension RandomMarket.Sale {
    fileprivate mutating func everythingCameBack() {
        let goods = lines.reduce(0) { $0 + $1.total }
        returnedGoods += goods
        returned += goods + deliveryFee
        commission = 0
        for line in lines.indices { (lines[line].quantity, lines[line].total) = (0, 0) }
    }
}
