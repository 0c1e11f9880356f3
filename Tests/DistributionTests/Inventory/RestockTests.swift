import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("restock suggestions")
struct RestockTests {
    private let terms = RestockTerms(leadDays: 7, safetyDays: 3, coverDays: 14)

    @Test func `a steady demand is what it is, whichever window one looks through`() {
        let demand = Demand(last7Days: 14, last30Days: 60, last90Days: 180, ageDays: 400)
        #expect(demand.perDayThousandths == 2_000)
        let advice = RestockAdvice(demand, stock: 20, threshold: 5, packSize: nil, terms)
        #expect(advice.safetyStock == 6)
        #expect(advice.reorderPoint == 20)
        #expect(advice.daysLeft == 10)
        #expect(advice.quantity == 2 * (7 + 14) + 6 - 20)
        #expect(RestockAdvice(demand, stock: 21, threshold: 5, packSize: nil, terms).quantity == 0)
    }

    @Test func `whole cartons; what nobody asks for is kept above its threshold`() {
        let demand = Demand(last7Days: 14, last30Days: 60, last90Days: 180, ageDays: 400)
        #expect(RestockAdvice(demand, stock: 20, threshold: 5, packSize: 12, terms).quantity == 36)
        let still = Demand(last7Days: 0, last30Days: 0, last90Days: 0, ageDays: 400)
        let idle = RestockAdvice(still, stock: 5, threshold: 5, packSize: nil, terms)
        #expect(idle.quantity == 1 && idle.daysLeft == nil)
        #expect(RestockAdvice(still, stock: 6, threshold: 5, packSize: nil, terms).quantity == 0)
    }

    @Test func `a new product is judged by its own days; sudden demand weighs most`() {
        let new = Demand(last7Days: 10, last30Days: 10, last90Days: 10, ageDays: 5)
        #expect(new.perDayThousandths == 2_000)
        let sudden = Demand(last7Days: 70, last30Days: 70, last90Days: 70, ageDays: 400)
        #expect(sudden.perDayThousandths == (5 * 10_000 + 3 * 2_333 + 2 * 777) / 10)
        let returned = Demand(last7Days: -5, last30Days: -5, last90Days: -5, ageDays: 400)
        #expect(returned.perDayThousandths == 0)
        let absurd = Demand(last7Days: .max, last30Days: .max, last90Days: .max, ageDays: 0)
        #expect(absurd.perDayThousandths > 0)
    }

    @Test func `from sales less what was cancelled, most urgent first, with what it was worked out from`()
        async throws
    {
        let world = try await market()
        world.clock.advance(by: .days(100))
        let (tea, honey) = (try await world.product("FUR-TEA-450"), try await world.product("ZAG-HONEY-1"))
        for (days, kind, quantity) in [
            (40, Stock.Kind.sale, -20), (20, .sale, -15), (1, .sale, -14), (0, .cancel, 7),
        ] {
            world.clock.advance(by: .days(-days))
            try await world.db.write { tx in
                try Stock.move([StockChange(product: tea, quantity: quantity)], kind, by: .system, tx)
            }
            world.clock.advance(by: .days(days))
        }
        try await world.db.write { tx in
            try Stock.move([StockChange(product: honey, quantity: -35)], .damage, by: .system, tx)
        }
        let answer = try await world.as(.noor).get("/api/inventory/restock-suggestions?lead_days=60")
        let rows = answer["data"]?.arrayValue ?? []
        #expect(!rows.isEmpty, "\(answer)")
        let found = try #require(rows.first { $0["sku"] == "FUR-TEA-450" })
        #expect(found["demand"] == ["last7_days": 7, "last30_days": 22, "last90_days": 42, "age_days": 100])
        #expect(found["terms"]?["lead_days"] == 60)
        #expect(found["stock"] == 38)
        #expect(rows.contains { $0["sku"] == "ZAG-HONEY-1" }, "damage is no demand, but it is low")
        #expect(rows.first?["sku"] == "FUR-TEA-450", "it runs out first")
        let vendor = try await world.as(.layla).get("/api/inventory/restock-suggestions?lead_days=60")
        #expect(
            (vendor["data"]?.arrayValue ?? []).allSatisfy { $0["sku"]?.stringValue?.hasPrefix("ZAG") == true }
        )
        #expect(
            try await world.as(.noor).get("/api/inventory/restock-suggestions?lead_days=9999").status == 422
        )
    }

    @Test func `vendors hear once a day that something runs low or out`() async throws {
        let world = try await market()
        try await world.runJobs()
        let tea = try await world.product("FUR-TEA-450")
        func move(_ quantity: Int) async throws {
            let kind: Stock.Kind = quantity > 0 ? .restock : .sale
            try await world.db.write { tx in
                try Stock.move([StockChange(product: tea, quantity: quantity)], kind, by: .system, tx)
            }
            try await world.runJobs()
        }
        func told() async throws -> [String] {
            try await world.db.read { tx in
                try tx.values(
                    """
                    SELECT n.template FROM notice n JOIN account a ON a.id = n.account_id
                     WHERE a.email = \(Person.hassan.email) AND n.template LIKE 'distribution.stock%'
                     ORDER BY n.id
                    """
                )
            }
        }
        try await move(-70)
        #expect(try await told() == ["distribution.stock_low"])
        try await move(-5)
        try await move(20)
        try await move(-20)
        #expect(try await told() == ["distribution.stock_low"], "the second time of the day")
        try await move(-5)
        #expect(try await told() == ["distribution.stock_low", "distribution.stock_out"])
        world.clock.advance(by: .days(1))
        try await move(50)
        try await move(-45)
        #expect(try await told().count == 3)
        #expect(world.mails(to: .hassan).count == 3 && world.mails(to: .layla).isEmpty)
    }
}
