import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

extension World {
    fileprivate func plan(
        _ orders: [String] = [],
        zone: String = "Karkh",
        capacity: Int64 = 10,
        by person: Person = .ali
    ) async throws -> TestResponse {
        try await self.as(person).post(
            "/api/delivery/routes",
            [
                "date": "2026-11-22", "zone_id": .string(try await self.zoneNamed(zone)),
                "driver_name": "Mustafa",
                "driver_phone": "+9647701112233", "capacity": .integer(capacity),
                "order_ids": .array(orders.map { .string($0) }),
            ]
        )
    }

    fileprivate func confirmed(_ count: Int, zone: String = "Karkh") async throws -> [String] {
        var orders: [String] = []
        for _ in 0..<count { orders.append(try await sell(Sale(zone: zone, status: "CONFIRMED"))) }
        return orders
    }
}

extension TestResponse {
    fileprivate var route: String { self["route"]?["id"]?.stringValue ?? "none" }
    fileprivate var orders: [String] {
        self["stops"]?.arrayValue?.compactMap { $0["order_id"]?.stringValue } ?? []
    }
}

private func body(_ orders: [String]) -> JSONValue { ["order_ids": .array(orders.map { .string($0) })] }

@Suite struct DeliveryRouteTests {
    @Test func `a route is planned, driven and over, and its orders are free again`() async throws {
        let world = try await market()
        let orders = try await world.confirmed(3)
        let planned = try await world.plan(orders)
        let path = "/api/delivery/routes/\(planned.route)"

        let turned = try await world.as(.ali).patch("\(path)/orders", body(orders.reversed()))
        let other = try await world.plan([orders[0]])
        let started = try await world.as(.ali).put(path, ["status": "started"])
        let late = try await world.as(.ali).patch("\(path)/orders", body([]))
        let kept = try await world.as(.ali).delete(path)
        let finished = try await world.as(.ali).put(
            path,
            ["status": "finished", "driver_name": "Mustafa A."]
        )
        let again = try await world.plan([orders[0]])

        #expect(planned.status == 201 && planned.orders == orders, "\(planned)")
        #expect(turned.orders == orders.reversed())
        #expect(turned["stops"]?[0]?["address"]?["street"] == "شارع ١٤ رمضان")
        #expect(other.problem == .orderOnRoute && other["order_id"]?.stringValue == orders[0])
        #expect(started["route"]?["status"] == "started" && started["route"]?["started_at"] != nil)
        #expect(late.problem == .routeNotPlanned && kept.problem == .routeNotPlanned)
        #expect(
            finished["route"]?["status"] == "finished" && finished["route"]?["driver_name"] == "Mustafa A."
        )
        #expect(again.status == 201 && finished.orders.count == 3, "it still says where it went")
    }

    @Test func `fifty routes want one order, and one gets it`() async throws {
        let world = try await market()
        let order = try await world.confirmed(1)
        var routes: [String] = []
        for _ in 0..<50 { routes.append(try await world.plan().route) }

        let answers = try await world.atOnce(50) { [routes] index in
            try await world.as(.ali).patch("/api/delivery/routes/\(routes[index])/orders", body(order))
        }

        #expect(answers.statuses == [200: 1, 409: 49], "\(answers.statuses)")
        let listed = try await world.as(.ali).get("/api/delivery/routes?limit=100")
        let counts = listed["data"]?.arrayValue?.compactMap { $0["stop_count"]?.integerValue } ?? []
        #expect(counts.reduce(0, +) == 1 && counts.count == 50)
    }

    @Test func `only what waits in the zone fits, as far as there is room`() async throws {
        let world = try await market()
        let orders = try await world.confirmed(2)
        let far = try await world.confirmed(1, zone: "Rusafa")
        let early = try await world.sell(Sale(status: "PENDING"))
        let path = "/api/delivery/routes/\(try await world.plan(capacity: 2).route)"
        func set(_ orders: [String]) async throws -> TestResponse {
            try await world.as(.ali).patch("\(path)/orders", body(orders))
        }

        #expect(try await set(orders + [orders[0]]).problem == .routeFull)
        #expect(try await set([orders[0], far[0]]).faults == ["/order_ids/1": "not_deliverable"])
        #expect(try await set([early]).faults == ["/order_ids/0": "not_deliverable"])
        #expect(try await set([orders[0], orders[0]]).faults == ["/order_ids/1": "named_twice"])
        #expect(try await set([]).status == 200)
        let empty = try await world.as(.ali).put(path, ["status": "started"])
        #expect(empty.problem == .guardFailed)
        #expect(try await set(orders).orders == orders)
        #expect(try await world.as(.ali).put(path, ["capacity": 1]).problem == .routeFull)
        #expect(try await world.plan(capacity: 501).status == 422)
        #expect(try await world.as(.ali).put(path, ["status": "finished"]).problem == .illegalTransition)
    }

    @Test func `a zone is none of another's admin`() async throws {
        let world = try await market()
        let path = "/api/delivery/routes/\(try await world.plan().route)"

        #expect(try await world.as(.rana).get(path).status == 404)
        #expect(try await world.as(.rana).put(path, ["capacity": 3]).status == 404)
        #expect(try await world.as(.rana).delete(path).status == 404)
        #expect(try await world.as(.rana).post("\(path)/optimize").status == 404)
        #expect(try await world.as(.rana).get("/api/delivery/routes")["data"] == [])
        #expect(try await world.plan(by: .rana).faults == ["/zone_id": "unknown_zone"])
        #expect(try await world.as(.noor).get(path).status == 200)
        #expect(try await world.as(.hassan).get(path).status == 403)
        #expect(try await world.as(.ali).delete(path).status == 204)
        #expect(try await world.as(.ali).get(path).status == 404)
    }

    @Test func `the stops are put in a short order`() async throws {
        let world = try await market()
        var orders: [String] = []
        for east in [44.40, 44.34, 44.38, 44.32, 44.36] {
            orders.append(try await world.sell(Sale(status: "SHIPPED", place: (33.30, east))))
        }
        let nowhere = try await world.confirmed(1)
        let planned = try await world.plan(nowhere + orders)
        let path = "/api/delivery/routes/\(planned.route)"

        let from: JSONValue = ["latitude": .number(33.3), "longitude": .number(44.3)]
        let short = try await world.as(.ali).post("\(path)/optimize", from)
        let free = try await world.as(.ali).post("\(path)/optimize")
        let off = try await world.as(.ali).post(
            "\(path)/optimize",
            ["latitude": .number(133.3), "longitude": .number(44.3)]
        )

        #expect(short.orders == [3, 1, 4, 2, 0].map { orders[$0] } + nowhere, "\(short)")
        let before = planned["metres"]?.integerValue ?? 0
        #expect(short["metres"]?.integerValue ?? .max < before && free["metres"] == short["metres"])
        #expect(off.status == 422)
    }

    @Test func `who drove is forgotten a year after the drive`() async throws {
        let world = try await market()
        let path = "/api/delivery/routes/\(try await world.plan(world.confirmed(1)).route)"
        for status in ["started", "finished"] {
            _ = try await world.as(.ali).put(path, ["status": .string(status)])
        }

        world.clock.advance(by: .days(364))
        try await world.tick()
        let early = try await world.as(.ali).get(path)["route"]
        world.clock.advance(by: .days(2))
        try await world.tick()
        let late = try await world.as(.ali).get(path)["route"]

        #expect(early?["driver_name"] == "Mustafa" && early?["driver_phone"] == "+9647701112233")
        #expect(late?["driver_name"] == "-" && late?["driver_phone"] == nil && late?["stop_count"] == 1)
    }

    @Test func `what is cancelled while it is put on a route is on none`() async throws {
        let world = try await shoppingMarket()
        var orders: [String] = []
        for _ in 0..<6 {
            let order = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
            #expect(try await world.move(order, to: "CONFIRMED", as: .ali).status == 200)
            orders.append(order)
        }
        let path = "/api/delivery/routes/\(try await world.plan(orders).route)"

        let answers = try await world.atOnce(12) { [orders] index in
            let order = orders[index / 2]
            return index % 2 == 0
                ? try await world.as(.ali).patch("\(path)/orders", body([order]))
                : try await world.move(order, to: "CANCELLED", as: .ali)
        }

        #expect(answers.allSatisfy { [200, 412, 422].contains($0.status) }, "\(answers.statuses)")
        for order in orders
        where try await world.as(.ali).get("/api/orders/\(order)")["status"] != "CANCELLED" {
            #expect(try await world.move(order, to: "CANCELLED", as: .ali).status == 200)
        }
        #expect(try await world.as(.ali).get(path).orders == [])
    }

    @Test func `a change against an older plan is refused`() async throws {
        let world = try await market()
        let path = "/api/delivery/routes/\(try await world.plan().route)"

        let answers = try await world.atOnce(10) { index in
            try await world.as(.ali).put(
                path,
                ["capacity": .integer(Int64(20 + index))],
                headers: ["If-Match": "\"1\""]
            )
        }

        #expect(answers.statuses == [200: 1, 412: 9])
    }
}
