import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("analytics")
struct AnalyticsTests {
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `sales equal a recount of the rows, however they are grouped`(seed: UInt64) async throws {
        let market = try await RandomMarket.make(60, seed: seed)
        let (last, noor) = (try #require(market.sales.map(\.day).max()), market.world.as(.noor))
        let first = last + -60
        let counted = market.sales.filter { $0.isSold && (first...last).contains($0.day) }
        for grouping in SalesGrouping.allCases {
            let answer = try await noor.get(
                "/api/analytics/sales?from=\(first)&to=\(last)&group_by=\(grouping.rawValue)"
            )
            let view = try answer.decoded(as: SalesAnalyticsView.self)
            #expect(view.totals == facts(counted))
            #expect(view.groups.map(\.sales).reduce(SalesTotals(), +) == view.totals)
            let wanted = Dictionary(grouping: counted) { key(of: $0, by: grouping) }
            for (key, sales) in wanted {
                #expect(view.groups.first { $0.key == key }?.sales == facts(sales), "\(grouping) \(key)")
            }
            #expect(view.groups.filter { $0.sales.orders > 0 }.count == wanted.count)
        }
        let days = try await noor.get("/api/analytics/sales?from=\(first)&to=\(last)")
        #expect(days["groups"]?.arrayValue?.count == 61, "a day without sales is a day too")
    }

    @Test func `a location admin counts their zones and no other, whatever they ask for`() async throws {
        let market = try await RandomMarket.make(60, seed: 4)
        let karkh = try await zone(of: .ali, in: market.world)
        let mine = market.sales.filter { $0.zone == karkh && $0.isSold }
        let range = "from=\(market.sales.map(\.day).min() ?? CivilDate.placeholder)&to=\(market.world.today)"
        #expect(!mine.isEmpty && mine.count < market.sales.filter(\.isSold).count)
        let ali = market.world.as(.ali)
        let all = try await ali.get("/api/analytics/sales?\(range)&group_by=zone").decoded(
            as: SalesAnalyticsView.self
        )
        #expect(all.totals == facts(mine))
        #expect(all.groups.map(\.key) == [karkh])
        let other = try #require(market.sales.first { $0.zone != karkh }?.zone)
        let foreign = try await ali.get("/api/analytics/sales?\(range)&zone_id=\(other)")
        #expect(foreign["totals"]?["orders"] == 0)
        let asked = try await market.world.as(.noor).get("/api/analytics/sales?\(range)&zone_id=\(karkh)")
        #expect(try asked.decoded(as: SalesAnalyticsView.self).totals == facts(mine))
        for person in [Person.omar, .hassan] {
            #expect(try await market.world.as(person).get("/api/analytics/sales").status == 403)
        }
        #expect(try await market.world.anonymous.get("/api/analytics/sales").status == 401)
    }

    @Test(arguments: [5, 6] as [UInt64])
    func `products: best sellers, and what nobody buys, equal a recount`(seed: UInt64) async throws {
        let market = try await RandomMarket.make(40, seed: seed)
        let first = market.world.today + -50
        let lines = market.sales.filter { $0.isSold && $0.day >= first && $0.day <= market.world.today }
            .flatMap(\.lines)
        let answer = try await market.world.as(.noor).get(
            "/api/analytics/products?from=\(first)&to=\(market.world.today)&limit=100"
        )
        let view = try answer.decoded(as: ProductAnalyticsView.self)
        let wanted = Dictionary(grouping: lines, by: \.sku).mapValues { lines in
            [lines.reduce(0) { $0 + $1.quantity }, lines.reduce(0) { $0 + $1.total }]
        }
        #expect(
            Dictionary(uniqueKeysWithValues: view.topByRevenue.map { ($0.sku, [$0.quantity, $0.revenue]) })
                == wanted
        )
        #expect(view.topByRevenue.map(\.revenue) == wanted.values.map { $0[1] }.sorted(by: >))
        #expect(view.topByQuantity.map(\.quantity) == wanted.values.map { $0[0] }.sorted(by: >))
        #expect(view.neverSold.count == 10 - wanted.count)
        #expect(Set(view.neverSold.products.map(\.sku)).isDisjoint(with: wanted.keys))
        #expect(view.lowStock.products.map(\.sku) == ["FUR-BLEACH"])
        #expect(view.outOfStock.products.map(\.sku) == ["FUR-SOAP-4"])
    }

    @Test func `the dashboard compares with the period before and counts people and goods`() async throws {
        let market = try await RandomMarket.make(60, seed: 7)
        let last = market.world.today
        let first = last + -29
        let view = try await market.world.as(.noor).get("/api/analytics/dashboard").decoded(
            as: DashboardView.self
        )
        #expect(view.period == AnalyticsPeriod(first: first, last: last))
        #expect(view.sales == facts(market.sales.filter { $0.isSold && (first...last).contains($0.day) }))
        #expect(
            view.before
                == facts(market.sales.filter { $0.isSold && (first + -30...last + -30).contains($0.day) })
        )
        let inside = market.sales.filter { (first...last).contains($0.day) }
        for figure in view.ordersByStatus {
            #expect(figure.orders == inside.count { $0.status == figure.status })
        }
        let open = ["PENDING", "CONFIRMED", "PROCESSING"]
        #expect(view.openOrders == market.sales.count { open.contains($0.status) })
        #expect(view.customers == CustomerFigures(registered: 3, new: 3, ordering: buyers(inside)))
        #expect(view.products == ProductFigures(active: 10, lowStock: 1, outOfStock: 1))
        let karkh = try await market.world.as(.ali).get("/api/analytics/dashboard").decoded(
            as: DashboardView.self
        )
        #expect(karkh.customers.registered == 1)
        #expect(karkh.products == ProductFigures(active: 6, lowStock: 1, outOfStock: 1), "Al-Furat's only")
    }

    @Test func `a period without sense is refused, and says where`() async throws {
        let noor = try await market().as(.noor)
        let backwards = try await noor.get("/api/analytics/sales?from=2026-11-02&to=2026-11-01")
        #expect(backwards.status == 422)
        #expect(backwards.faults == ["query/to": "ends_before_it_begins"])
        let long = try await noor.get("/api/analytics/sales?from=2020-01-01&to=2026-11-01")
        #expect(long.faults == ["query/to": "period_too_long"])
        let faraway = try await noor.get("/api/analytics/dashboard?from=9999-12-31")
        #expect(faraway.status == 422)
        #expect(try await noor.get("/api/analytics/sales?group_by=hour").status == 422)
        #expect(try await noor.get("/api/analytics/products?limit=0").status == 422)
        #expect(try await noor.get("/api/analytics/sales?zone_id=none").status == 422)
    }

    private func key(of sale: RandomMarket.Sale, by grouping: SalesGrouping) -> String {
        var day = sale.day
        switch grouping {
        case .day: return day.description
        case .week:
            while day.weekday != 6 { day = day + -1 }
            return day.description
        case .month: return day.description.prefix(8) + "01"
        case .zone: return sale.zone
        case .company: return sale.company
        }
    }

    private func buyers(_ sales: [RandomMarket.Sale]) -> Int {
        Set(sales.filter(\.isSold).map(\.customer)).count
    }

    private func zone(of person: Person, in world: World) async throws -> String {
        try await world.db.read { tx in
            let zone = try tx.value(
                """
                SELECT z.zone_id FROM admin_zone z JOIN account a ON a.id = z.account_id WHERE a.email = \(person.email)
                """,
                as: ID<DeliveryZone>.self
            )
            return try #require(zone).description
        }
    }
}

extension World {
    /// In Baghdad.
    var today: CivilDate { site.product.zone.civil(clock.now).date }
}
