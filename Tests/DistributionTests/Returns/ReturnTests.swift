import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("returns")
struct ReturnTests {
    /// Delivered: three sacks of rice for 28,500, with a fee of 3,000; and more.
    private func delivered(_ world: World, and more: [(String, Int64)] = []) async throws -> String {
        let order = try await world.ordered([("FUR-RICE-5", 3)] + more, as: .omar)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED", "DELIVERED"] {
            guard try await world.move(order, to: status, as: .ali).status == 200 else {
                throw TestFailure("not \(status)")
            }
        }
        return order
    }

    private func position(of sku: String, in order: TestResponse) -> JSONValue {
        order["lines"]?.arrayValue?.first { $0["sku"]?.stringValue == sku }?["position"] ?? .null
    }

    @Test func `two torn sacks come back: the shop gets exactly their share, the books and the order say so`()
        async throws
    {
        let world = try await shoppingMarket()
        let furat = try await world.companyNamed("Al-Furat Trading")
        let order = try await delivered(world, and: [("FUR-TEA-450", 1)])
        let before = try await world.as(.noor).get("/api/orders/\(order)")
        let rice = position(of: "FUR-RICE-5", in: before)
        let stock = try await world.stock("FUR-RICE-5")
        let body: JSONValue = ["reason": "Torn", "lines": [["position": rice, "quantity": 2]]]

        let back = try await world.as(.ali).post("/api/orders/\(order)/returns", body)

        // A third of 28,500 is 9,500; of the commission of 1,425 it is 475.
        #expect(back.status == 201 && back["goods"] == 19_000 && back["delivery_fee"] == 0, "\(back)")
        #expect(back["commission"] == 950 && back["lines"]?[0]?["is_restocked"] == false)
        let after = try await world.as(.noor).get("/api/orders/\(order)")
        #expect(
            after["returned"] == 19_000 && after["total"] == before["total"] && after["status"] == "DELIVERED"
        )
        #expect(after["version"]?.integerValue == (before["version"]?.integerValue ?? 0) + 1)
        #expect(after["history"]?.arrayValue?.last?["event"] == "return")
        #expect(try await world.stock("FUR-RICE-5") == stock, "damaged goods are not sold again")
        #expect(
            try await world.ledger() == [
                "cash_on_delivery": 18_250, "Al-Furat Trading": -14_487, "commission": -763,
                "delivery_fees": -3_000,
            ]
        )
        #expect(try await world.due(furat) == 14_487)
        #expect(try await world.audit().last == "sales_order.return")
        let seen = try await world.as(.omar).get("/api/orders/\(order)/returns")
        #expect(seen["data"]?.arrayValue?.count == 1 && seen["data"]?[0]?["total"] == 19_000)
        #expect(seen["data"]?[0]?["commission"] == nil, "not the customer's business")
        #expect(try await world.as(.dilan).get("/api/orders/\(order)/returns").status == 404)
    }

    @Test func `all parties are notified: the shop, the company, and listeners`() async throws {
        let world = try await shoppingMarket()
        let order = try await delivered(world)
        try await world.runJobs()
        let events: SQL =
            """
            SELECT COUNT(*) FROM (SELECT event FROM realtime_event UNION ALL SELECT event FROM realtime_pending) e
             WHERE e.event = 'order:updated'
            """
        let (omar, hassan) = (world.mails(to: .omar).count, world.mails(to: .hassan).count)
        let heard = try await world.countRows(events)

        for _ in 0..<2 { #expect(try await world.takeBack(order, 1).status == 201) }
        #expect(try await world.takeBack(order, 90).status == 409)
        try await world.runJobs()

        // Two returns of one order in the same moment are one mail that says so; in the app they are two.
        #expect(world.mails(to: .omar).count == omar + 1 && world.mails(to: .hassan).count == hassan + 1)
        #expect(world.mails(to: .omar).last?.subject.hasSuffix("(2)") == true)
        #expect(world.mails(to: .hassan).last?.text.contains("Burst") == true)
        #expect(try await world.countRows(events) == heard + 2)
    }

    @Test func `undamaged goods return to stock, and returning the rest refunds the delivery fee`()
        async throws
    {
        let world = try await shoppingMarket()
        let order = try await delivered(world)
        let stock = try await world.stock("FUR-RICE-5")

        #expect(try await world.takeBack(order, 1, ["is_sellable": true]).status == 201)
        #expect(try await world.stock("FUR-RICE-5") == stock + 1)
        #expect(try await world.ledger("FUR-RICE-5") == stock + 1)
        let rest = try await world.takeBack(order, nil, ["is_sellable": true])
        let again = try await world.takeBack(order)

        #expect(rest["delivery_fee"] == 3_000 && rest["lines"]?[0]?["quantity"] == 2, "\(rest)")
        #expect(try await world.stock("FUR-RICE-5") == 120)
        #expect(again.problem == .returnedAlready)
        #expect(try await world.ledger().isEmpty, "every account is as if nothing had been sold")
        let shown = try await world.as(.noor).get("/api/orders/\(order)")
        #expect(shown["returned"] == shown["total"])
    }

    @Test func `invalid returns are refused with all of their faults`() async throws {
        let world = try await shoppingMarket()
        let order = try await delivered(world, and: [("FUR-TEA-450", 1)])
        func take(_ lines: JSONValue) async throws -> TestResponse {
            try await world.takeBack(order, nil, ["lines": lines])
        }

        #expect(try await take([]).faults == ["/lines": "not_a_line"])
        let faults = try await take([
            ["position": 99, "quantity": 1], ["position": 1, "quantity": 1], ["position": 1, "quantity": 1],
        ]).faults
        #expect(faults == ["/lines/0/position": "not_a_line", "/lines/2/position": "named_twice"])
        #expect(try await take([["position": 1, "quantity": 0]]).status == 422)
        let excess = try await take([["position": 1, "quantity": 50], ["position": 2, "quantity": 50]])
        #expect(excess.problem == .returnedAlready && excess.faults.count == 2, "\(excess)")
        #expect(try await world.ledger()["cash_on_delivery"] == 37_250, "nothing of it happened")
        let stale = try await world.as(.noor).post(
            "/api/orders/\(order)/returns",
            ["reason": "x"],
            headers: ["If-Match": "\"1\""]
        )
        #expect(stale.status == 412)
        #expect(try await world.as(.noor).post("/api/orders/\(order)/returns", [:]).status == 422)
        #expect(try await world.takeBack(order, 1, as: .hassan).status == 403)
    }

    @Test func `of twenty who take a piece back at once as many do as were bought`() async throws {
        let world = try await market()
        let order = try await world.sell(
            Sale(goods: 70_000, quantity: 7, discount: 10_001, commission: 2_999)
        )

        let answers = try await world.atOnce(20) { _ in
            var answer = try await world.takeBack(order, 1)
            for _ in 0..<20 where answer.status == 503 { answer = try await world.takeBack(order, 1) }
            return answer
        }

        #expect(answers.statuses == [201: 7, 409: 13], "\(answers.statuses)")
        let goods = answers.compactMap { $0["goods"]?.integerValue }
        #expect(goods.reduce(0, +) == 59_999 && Set(goods) == [8_571, 8_572])
        #expect(try await world.ledger() == ["cash_on_delivery": 3_000, "delivery_fees": -3_000])
        let shown = try await world.as(.noor).get("/api/orders/\(order)")
        #expect(shown["lines"]?[0]?["returned_quantity"] == 7 && shown["returned"] == 59_999)
    }

    @Test func `with an Idempotency-Key it happens once`() async throws {
        let world = try await market()
        let order = try await world.sell(Sale(goods: 70_000, quantity: 7))
        let body: JSONValue = ["reason": "Burst", "lines": [["position": 1, "quantity": 1]]]
        for _ in 0..<3 {
            let answer = try await world.as(.noor).post(
                "/api/orders/\(order)/returns",
                body,
                headers: ["Idempotency-Key": "return-1"]
            )
            #expect(answer.status == 201)
        }
        let listed = try await world.as(.noor).get("/api/orders/\(order)/returns?limit=1")
        #expect(listed["data"]?.arrayValue?.count == 1 && listed["page"]?["next_cursor"] == .null)
    }
}
