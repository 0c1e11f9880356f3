import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

private let reason = "ثلاجة الشركة معطلة"

extension World {
    /// Brings an order into preparation.
    fileprivate func prepare(_ order: String) async throws {
        for status in ["CONFIRMED", "PROCESSING"] {
            let answer = try await move(order, to: status, as: .noor)
            guard answer.status == 200 else { throw TestFailure("not \(status): \(answer)") }
        }
    }

    /// An order of Omar's in preparation.
    fileprivate func prepared(_ goods: [(String, Int64)]) async throws -> String {
        let order = try await ordered(goods, as: .omar)
        try await prepare(order)
        return order
    }

    /// Cancels an order, with a reason unless told otherwise.
    fileprivate func stop(
        _ order: String,
        _ body: JSONValue = ["reason": .string(reason)],
        as person: Person = .noor
    ) async throws -> TestResponse {
        try await self.as(person).delete("/api/orders/\(order)", body)
    }

    fileprivate func status(of order: String) async throws -> String? {
        try await self.as(.noor).get("/api/orders/\(order)")["status"]?.stringValue
    }

    /// The path of a route in Karkh with these orders.
    fileprivate func route(_ orders: [String]) async throws -> String {
        let answer = try await self.as(.ali).post(
            "/api/delivery/routes",
            [
                "date": "2026-11-22", "zone_id": .string(try await zone("Karkh")), "driver_name": "Mustafa",
                "capacity": 10, "order_ids": .array(orders.map { .string($0) }),
            ]
        )
        guard let id = answer["route"]?["id"]?.stringValue else { throw TestFailure("no route: \(answer)") }
        return "/api/delivery/routes/\(id)"
    }

    fileprivate func stops(of route: String) async throws -> [String] {
        let detail = try await self.as(.ali).get(route)
        return (detail["stops"]?.arrayValue ?? []).compactMap { $0["order_id"]?.stringValue }
    }

    fileprivate func notices(_ template: String) async throws -> Int {
        try await countRows("SELECT COUNT(*) FROM notice WHERE template = \(template)")
    }
}

@Suite("orders stopped in preparation")
struct StopOrderTests {
    @Test
    func `a super administrator stops an order in preparation, with a reason; stock and uses are back`()
        async throws
    {
        let world = try await shoppingMarket()
        let made = try await world.promote(["percentage": 1_000, "usage_limit": 1])
        let promotion = try #require(made.id.flatMap { ID<Promotion>($0) }, "\(made)")
        let used: SQL = "SELECT used FROM promotion_count WHERE promotion_id = \(promotion)"
        let order = try await world.prepared([("FUR-RICE-5", 2), ("FUR-BLEACH", 9)])
        #expect(try await world.countRows(used) == 1)
        #expect(try await world.stock("FUR-BLEACH") == 0)

        let stopped = try await world.stop(order)

        #expect(stopped["status"] == "CANCELLED" && stopped["status_reason"] == .string(reason), "\(stopped)")
        #expect(stopped["cancelled_at"] != nil && stopped["actions"] == [])
        let last = stopped["history"]?.arrayValue?.last
        #expect(last?["event"] == "stop" && last?["from_status"] == "PROCESSING")
        #expect(last?["reason"] == .string(reason))
        #expect(try await world.stock("FUR-BLEACH") == 9)
        #expect(try await world.stock("FUR-RICE-5") == 120)
        #expect(try await world.stockAddsUp())
        #expect(try await world.countRows(used) == 0)
        #expect(try await world.order([("FUR-RICE-5", 1)], as: .zainab)["discount"] == 950, "free for others")
        #expect(try await world.audit().contains("sales_order.stop"))
        try await world.runJobs()
        #expect(try await world.notices("distribution.order_cancelled") == 1)
        #expect(try await world.notices("distribution.order_stopped") == 1)
        #expect(try await world.stop(order).problem == .illegalTransition, "once")
    }

    @Test func `a change of status does the same`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.prepared([("FUR-RICE-5", 2)])
        let path = "/api/orders/\(order)/status"

        let silent = try await world.as(.noor).put(path, ["status": "CANCELLED"])
        let spoken = try await world.as(.noor).put(
            path,
            ["status": "CANCELLED", "reason": .string(reason)]
        )

        #expect(silent.problem == .guardFailed && silent.faults == ["/reason": "required"], "\(silent)")
        #expect(spoken["status"] == "CANCELLED" && spoken["status_reason"] == .string(reason), "\(spoken)")
        #expect(try await world.stock("FUR-RICE-5") == 120)
    }

    @Test func `without a reason it is refused`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        try await world.prepare(order)

        let silent = try await world.stop(order, [:])
        let blank = try await world.stop(order, ["reason": "  "])
        let long = try await world.stop(order, ["reason": .string(String(repeating: "a", count: 501))])

        #expect(silent.status == 422 && silent.problem == .guardFailed, "\(silent)")
        #expect(silent.faults == ["/reason": "required"])
        #expect(blank.status == 422 && long.status == 422)
        let seen = try await world.as(.noor).get("/api/orders/\(order)")
        let action = seen["actions"]?.arrayValue?.first { $0["action"] == "stop" }
        #expect(action?["allowed"] == false && action?["blocked_by"] == "has_reason", "\(seen)")
        #expect(seen["status"] == "PROCESSING")
        #expect(try await world.stock("FUR-RICE-5") == 118)
    }

    @Test func `a location administrator cannot, nor can the company or the shop`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.prepared([("FUR-RICE-5", 2)])
        let body: JSONValue = ["status": "CANCELLED", "reason": .string(reason)]

        let zone = try await world.stop(order, as: .ali)
        let put = try await world.as(.ali).put("/api/orders/\(order)/status", body)
        let company = try await world.as(.hassan).patch("/api/vendors/orders/\(order)/status", body)
        let shop = try await world.stop(order, as: .omar)

        for refused in [zone, put, company] {
            #expect(refused.problem == .illegalTransition && refused["allowed"] == ["SHIPPED"], "\(refused)")
        }
        #expect(shop.problem == .illegalTransition && shop["allowed"] == [], "\(shop)")
        #expect(try await world.status(of: order) == "PROCESSING")
        let seen = try await world.as(.ali).get("/api/orders/\(order)")["actions"]?.arrayValue ?? []
        #expect(seen.compactMap { $0["action"]?.stringValue } == ["ship"])
    }

    @Test func `what is on its way or has arrived is not stopped`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.prepared([("FUR-RICE-5", 2)])

        #expect(try await world.move(order, to: "SHIPPED", as: .noor).status == 200)
        #expect(try await world.stop(order).problem == .illegalTransition)
        #expect(try await world.move(order, to: "DELIVERED", as: .noor).status == 200)
        #expect(try await world.stop(order).problem == .illegalTransition)
        #expect(try await world.stock("FUR-RICE-5") == 118)
    }

    @Test func `a whole checkout is called off with one reason, or stays whole`() async throws {
        let world = try await shoppingMarket()
        let placed = try await world.order([("FUR-RICE-5", 1), ("ZAG-HONEY-1", 1)], as: .zainab)
        let orders = (placed["orders"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        #expect(orders.count == 2, "\(placed)")
        try await world.prepare(orders[0])

        let silent = try await world.stop(orders[1], ["whole_checkout": true])
        let before = [try await world.status(of: orders[0]), try await world.status(of: orders[1])]
        let whole = try await world.stop(orders[1], ["whole_checkout": true, "reason": .string(reason)])

        #expect(silent.problem == .guardFailed && before == ["PROCESSING", "PENDING"], "\(silent)")
        #expect(whole["status"] == "CANCELLED", "\(whole)")
        let other = try await world.as(.zainab).get("/api/orders/\(orders[0])")
        #expect(other["status"] == "CANCELLED" && other["status_reason"] == .string(reason))
        #expect(try await world.stock("FUR-RICE-5") == 120)
        #expect(try await world.stock("ZAG-HONEY-1") == 40)
    }

    @Test func `a planned route loses the stop`() async throws {
        let world = try await shoppingMarket()
        let orders = [
            try await world.prepared([("FUR-RICE-5", 1)]), try await world.prepared([("FUR-RICE-5", 1)]),
        ]
        let route = try await world.route(orders)

        #expect(try await world.stop(orders[0]).status == 200)

        #expect(try await world.stops(of: route) == [orders[1]])
    }

    @Test func `on a route that has started it is refused until the route is over`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.prepared([("FUR-RICE-5", 2)])
        let route = try await world.route([order])
        #expect(try await world.as(.ali).put(route, ["status": "started"]).status == 200)

        let refused = try await world.stop(order)

        #expect(refused.status == 409 && refused["code"] == "distribution.order_under_way", "\(refused)")
        #expect(refused["route_id"]?.stringValue.map { route.hasSuffix($0) } == true)
        #expect(try await world.status(of: order) == "PROCESSING")
        #expect(try await world.stock("FUR-RICE-5") == 118)
        #expect(try await world.stops(of: route) == [order])
        #expect(try await world.as(.ali).put(route, ["status": "cancelled"]).status == 200)
        #expect(try await world.stop(order).status == 200)
        #expect(try await world.stock("FUR-RICE-5") == 120)
    }

    @Test func `either the route starts or its only order is stopped`() async throws {
        let world = try await shoppingMarket()
        for _ in 0..<6 {
            let before = try await world.stock("FUR-RICE-5")
            let order = try await world.prepared([("FUR-RICE-5", 1)])
            let route = try await world.route([order])

            let answers = try await world.atOnce(4) { index in
                index.isMultiple(of: 2)
                    ? try await world.stop(order)
                    : try await world.as(.ali).put(route, ["status": "started"])
            }

            // A driver who starts twice has started: the same status again changes nothing.
            let (stops, starts) = ([answers[0], answers[2]], [answers[1], answers[3]])
            let isStopped = stops.contains { $0.status == 200 }
            let isStarted = starts.contains { $0.status == 200 }
            #expect(isStopped != isStarted, "\(answers)")
            #expect(stops.filter { $0.status == 200 }.count <= 1)
            #expect(answers.allSatisfy { [200, 409, 412, 422].contains($0.status) }, "\(answers.statuses)")
            #expect(try await world.status(of: order) == (isStopped ? "CANCELLED" : "PROCESSING"))
            #expect(try await world.stock("FUR-RICE-5") == (isStopped ? before : before - 1))
            #expect(try await world.stops(of: route) == (isStopped ? [] : [order]))
        }
    }

    @Test func `of stops, shipments and deliveries at once one wins, and the goods come back once`()
        async throws
    {
        let world = try await shoppingMarket()
        for person in [Person.noor, .hassan, .ali] { _ = try await world.token(of: person) }
        for _ in 0..<4 {
            let before = try await world.stock("FUR-RICE-5")
            let order = try await world.prepared([("FUR-RICE-5", 3)])

            let answers = try await world.atOnce(18) { index -> TestResponse in
                switch index % 3 {
                case 0: return try await world.stop(order)
                case 1: return try await world.move(order, to: "SHIPPED", as: .hassan)
                default: return try await world.move(order, to: "DELIVERED", as: .ali)
                }
            }

            let wins = (0..<3).map { kind in
                answers.indices.filter { $0 % 3 == kind && answers[$0].status == 200 }.count
            }
            #expect(wins[0] + wins[1] == 1, "\(answers.statuses)")
            #expect(wins[2] <= wins[1], "unshipped goods do not arrive")
            #expect(answers.allSatisfy { [200, 409, 412].contains($0.status) }, "\(answers.statuses)")
            let status = try await world.status(of: order)
            #expect(status == (wins[0] == 1 ? "CANCELLED" : wins[2] == 1 ? "DELIVERED" : "SHIPPED"))
            let cancelled = try #require(ID<Order>(order))
            let returned: SQL =
                "SELECT COUNT(*) FROM stock_movement WHERE order_id = \(cancelled) AND kind = 'cancel'"
            #expect(try await world.countRows(returned) == wins[0])
            #expect(try await world.stock("FUR-RICE-5") == (wins[0] == 1 ? before : before - 3))
            #expect(try await world.stockAddsUp())
        }
    }
}
