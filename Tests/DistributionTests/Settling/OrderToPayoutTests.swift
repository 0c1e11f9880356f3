import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct OrderToPayoutTests {
    @Test func `an order is placed, driven, delivered and paid out, and everything agrees`() async throws {
        let world = try await shoppingMarket()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let order = try await world.ordered([("FUR-RICE-5", 3), ("FUR-TEA-450", 1)], as: .omar)
        for status in ["CONFIRMED", "PROCESSING"] {
            #expect(try await world.move(order, to: status, as: .hassan).status == 200)
        }
        let planned = try await world.as(.ali).post(
            "/api/delivery/routes",
            [
                "date": "2026-11-21", "zone_id": .string(try await world.zoneNamed("Karkh")),
                "driver_name": "Mustafa",
                "capacity": 5, "order_ids": [.string(order)],
            ]
        )
        let route = "/api/delivery/routes/\(planned["route"]?["id"]?.stringValue ?? "")"
        #expect(try await world.as(.ali).put(route, ["status": "started"]).status == 200)
        #expect(try await world.move(order, to: "SHIPPED", as: .ali).status == 200)
        #expect(try await world.ledger().isEmpty)

        let delivered = try await world.move(order, to: "DELIVERED", as: .ali)
        let finished = try await world.as(.ali).put(route, ["status": "finished"])

        #expect(
            delivered.status == 200 && finished["stops"]?[0]?["order_status"] == "DELIVERED",
            "\(finished)"
        )
        let shown = try await world.as(.omar).get("/api/orders/\(order)")
        let (total, fee) = (shown["total"]?.integerValue ?? -1, shown["delivery_fee"]?.integerValue ?? -1)
        // 5 % of 28,500 and of 5,750, each line half up: 1,425 + 288.
        #expect(total == 37_250 && fee == 3_000)
        #expect(try await world.due(furat) == 34_250 - 1_713)
        let payout = try #require(try await world.open(furat).id)
        for status in ["approved", "paid"] { _ = try await world.move(payout, to: status) }
        #expect(
            try await world.ledger() == [
                "cash_on_delivery": 37_250, "bank": -32_537, "commission": -1_713, "delivery_fees": -3_000,
            ]
        )
    }

    @Test func `a line that comes back takes back exactly its share`() async throws {
        let world = try await shoppingMarket()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let order = try await world.ordered([("FUR-RICE-5", 3), ("FUR-TEA-450", 1)], as: .omar)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED", "DELIVERED"] {
            #expect(try await world.move(order, to: status, as: .hassan).status == 200)
        }
        let lines = try await world.db.read { tx in
            try SalesOrderLine.list(of: #require(ID<SalesOrder>(order)), tx)
        }
        let tea = try #require(lines.first { $0.sku == "FUR-TEA-450" })
        func reverse(_ lines: JSONValue) async throws -> TestResponse {
            let body: JSONValue = ["order_id": .string(order), "reason": "Burst", "lines": lines]
            return try await world.as(.noor).post("/api/companies/\(furat)/reversals", body)
        }

        #expect(try await reverse([99]).faults == ["/lines/0": "not_a_line"])
        #expect(try await reverse([]).faults == ["/lines": "not_a_line"])
        #expect(try await reverse([1, 1]).faults == ["/lines/1": "named_twice"])
        let back = try await reverse([.integer(Int64(tea.position))])

        #expect(back["goods"] == -5_750 && back["commission"] == -288 && back["delivery_fee"] == 0, "\(back)")
        #expect(try await reverse([1]).problem == .orderReversed)
        #expect(
            try await world.ledger() == [
                "cash_on_delivery": 31_500, "Al-Furat Trading": -27_075, "commission": -1_425,
                "delivery_fees": -3_000,
            ]
        )
        #expect(try await world.due(furat) == 27_075)
    }

    @Test func `delivering at once many times books once`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED"] {
            _ = try await world.move(order, to: status, as: .hassan)
        }

        let answers = try await world.atOnce(20) { index in
            try await world.move(order, to: "DELIVERED", as: index % 2 == 0 ? .ali : .hassan)
        }

        #expect(answers.statuses[200] == 1 && answers.allSatisfy { [200, 409, 412].contains($0.status) })
        let ledger = try await world.ledger()
        #expect(ledger["cash_on_delivery"] == 12_500 && ledger.values.reduce(0, +) == 0)
    }
}
