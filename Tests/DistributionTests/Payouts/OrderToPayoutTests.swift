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

    @Test func `who is paid for it does not say that it has arrived`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED"] {
            #expect(try await world.move(order, to: status, as: .hassan).status == 200)
        }

        let refused = try await world.move(order, to: "DELIVERED", as: .hassan)
        let seen = try await world.as(.hassan).get("/api/orders/\(order)")

        #expect(refused.problem == .illegalTransition && refused["allowed"] == [], "\(refused)")
        #expect(seen["status"] == "SHIPPED" && seen["actions"] == [])
        #expect(try await world.ledger().isEmpty)
        #expect(try await world.move(order, to: "DELIVERED", as: .rana).status == 404)
        #expect(try await world.move(order, to: "DELIVERED", as: .ali).status == 200)
    }

    @Test func `delivering at once many times books once`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED"] {
            _ = try await world.move(order, to: status, as: .hassan)
        }

        let answers = try await world.atOnce(20) { index in
            try await world.move(order, to: "DELIVERED", as: index % 2 == 0 ? .ali : .noor)
        }

        #expect(answers.statuses[200] == 1 && answers.allSatisfy { [200, 409, 412].contains($0.status) })
        let ledger = try await world.ledger()
        #expect(ledger["cash_on_delivery"] == 12_500 && ledger.values.reduce(0, +) == 0)
    }
}
