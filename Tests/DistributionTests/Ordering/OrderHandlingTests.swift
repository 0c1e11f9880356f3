import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("handling orders")
struct OrderHandlingTests {
    @Test func `an order goes from the shop to the door`() async throws {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        for status in ["CONFIRMED", "PROCESSING", "SHIPPED"] {
            #expect(try await world.move(id, to: status, as: .hassan)["status"] == .string(status))
        }
        let done = try await world.move(id, to: "DELIVERED", as: .ali)
        #expect(done["status"] == "DELIVERED" && done["version"] == 5)
        for moment in ["confirmed_at", "shipped_at", "delivered_at"] { #expect(done[moment] != nil) }
        #expect(done["cancelled_at"] == nil && done["actions"] == [])
        let order = try await world.as(.omar).get("/api/orders/\(id)")
        let events = (order["history"]?.arrayValue ?? []).compactMap { $0["event"]?.stringValue }
        #expect(events == ["place", "confirm", "process", "ship", "deliver"])
        #expect(try await world.stock("FUR-RICE-5") == 118)
        try await world.runJobs()
        let told = try await world.countRows(
            "SELECT COUNT(*) FROM notice n JOIN account a ON a.id = n.account_id WHERE a.email = 'omar.shop@example.com'"
        )
        #expect(told == 4)
    }

    @Test func `no step is left out, and a stale version moves nothing`() async throws {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        let jump = try await world.move(id, to: "SHIPPED", as: .hassan)
        #expect(
            jump.problem == .illegalTransition && jump["allowed"] == ["CONFIRMED", "CANCELLED"],
            "\(jump)"
        )
        #expect(try await world.move(id, to: "CONFIRMED", as: .hassan).status == 200)
        let late = try await world.move(id, to: "PROCESSING", as: .ali, headers: ["If-Match": "\"1\""])
        #expect(late.status == 412)
        #expect(try await world.move(id, to: "LOST", as: .ali).faults["/status"] == "not_in_enumeration")
    }

    @Test func `a shop cancels while the order is pending, and then no more`() async throws {
        let world = try await shoppingMarket()
        let first = try await world.ordered([("FUR-RICE-5", 2), ("FUR-BLEACH", 9)], as: .omar)
        #expect(try await world.stock("FUR-BLEACH") == 0)
        let cancelled = try await world.as(.omar).delete("/api/orders/\(first)", ["reason": "خطأ"])
        #expect(cancelled["status"] == "CANCELLED" && cancelled["status_reason"] == "خطأ", "\(cancelled)")
        #expect(try await world.stock("FUR-BLEACH") == 9)
        #expect(try await world.ledger("FUR-RICE-5") == 120)
        #expect(try await world.as(.omar).delete("/api/orders/\(first)").problem == .illegalTransition)
        let second = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        _ = try await world.move(second, to: "CONFIRMED", as: .hassan)
        #expect(try await world.as(.omar).delete("/api/orders/\(second)").problem == .illegalTransition)
        #expect(try await world.as(.ali).delete("/api/orders/\(second)")["status"] == "CANCELLED")
        #expect(try await world.stock("FUR-RICE-5") == 120)
    }

    @Test func `everyone sees their part: the shop, the company, the zone, all`() async throws {
        let world = try await shoppingMarket()
        let karkh = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        let both = try await world.order([("FUR-RICE-5", 1), ("ZAG-HONEY-1", 1)], as: .zainab)
        let erbil = try await world.ordered([("ZAG-HONEY-1", 1)], as: .dilan)
        #expect(both["orders"]?.arrayValue?.count == 2)
        for (person, count) in [
            (Person.omar, 1), (.zainab, 2), (.dilan, 1), (.hassan, 2), (.layla, 2), (.ali, 1), (.rana, 1),
            (.noor, 4),
        ] {
            let list = try await world.as(person).get("/api/orders")
            #expect(list["data"]?.arrayValue?.count == count, "\(person.name)")
            #expect(try await world.as(person).get("/api/orders/stats")["count"] == .integer(Int64(count)))
        }
        #expect(try await world.as(.omar).get("/api/orders/\(erbil)").status == 404)
        #expect(try await world.as(.layla).get("/api/orders/\(karkh)").status == 404)
        #expect(try await world.as(.rana).get("/api/orders/\(karkh)").status == 404)
        #expect(try await world.move(karkh, to: "CONFIRMED", as: .layla).status == 404)
        #expect(try await world.move(karkh, to: "CONFIRMED", as: .rana).status == 404)
        #expect(try await world.move(karkh, to: "CONFIRMED", as: .omar).status == 403)
        #expect(try await world.as(.rana).delete("/api/orders/\(karkh)").status == 404)
        #expect(try await world.as(.zainab).delete("/api/orders/\(karkh)").status == 404)
        #expect(try await world.as(.hassan).delete("/api/orders/\(karkh)").status == 403)
        #expect(try await world.as(.hassan).get("/api/vendors/orders")["data"]?.arrayValue?.count == 2)
        #expect(try await world.as(.noor).get("/api/vendors/orders").status == 403)
        let customers = try await world.as(.layla).get("/api/vendors/customers")["data"]?.arrayValue ?? []
        #expect(customers.compactMap { $0["name"]?.stringValue } == ["Dilan Rashid", "Zainab Salim"])
        #expect(customers.first?["total"] == 40_000)
        let found = try await world.as(.layla).get("/api/vendors/customers?search=zain")["data"]?.arrayValue
        #expect(found?.count == 1)
    }

    @Test func `all parties of an order receive its events: the shop, the company, the zone, the admins`()
        async throws
    {
        let world = try await shoppingMarket()
        let id = try await world.ordered([("FUR-RICE-5", 1)], as: .omar)
        _ = try await world.move(id, to: "CONFIRMED", as: .hassan)
        let refused = try await world.move(id, to: "SHIPPED", as: .hassan)
        #expect(refused.status == 409, "a refused change causes no event")
        let order = try await world.as(.noor).get("/api/orders/\(id)")
        let member = { (name: String) in order[name]?.stringValue ?? "" }
        let heard: [String] = try await world.db.read { tx in
            var heard: [String] = []
            try tx.forEach(
                """
                SELECT e.event, e.rooms FROM (SELECT event, rooms, at FROM realtime_event
                                              UNION ALL SELECT event, rooms, at FROM realtime_pending) e
                 WHERE e.event LIKE 'order:%' ORDER BY e.at
                """
            ) { row in
                let event: String = try row.next()
                let rooms: [String] = try row.json()
                heard.append(([event] + rooms.sorted()).joined(separator: " "))
            }
            return heard
        }
        let rooms = [
            "account:\(member("customer_id"))", "admins", "company:\(member("company_id"))",
            "zone:\(member("zone_id"))",
        ].joined(separator: " ")
        #expect(heard == ["order:new \(rooms)", "order:updated \(rooms)"])
    }

    @Test func `lists are filtered and paged`() async throws {
        let world = try await shoppingMarket()
        var ids: [String] = []
        for _ in 0..<5 { ids.append(try await world.ordered([("FUR-RICE-5", 1)], as: .omar)) }
        _ = try await world.as(.omar).delete("/api/orders/\(ids[0])")
        let open = try await world.as(.omar).get("/api/orders?status=PENDING&limit=3")
        let first = (open["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        #expect(first == [ids[4], ids[3], ids[2]])
        let cursor = try #require(open["page"]?["next_cursor"]?.stringValue)
        let rest = try await world.as(.omar).get("/api/orders?status=PENDING&limit=3&cursor=\(cursor)")
        #expect((rest["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue } == [ids[1]])
        let two = try await world.as(.omar).get("/api/orders?status=CANCELLED,PENDING&page=2&limit=4")
        #expect(two["page"]?["total"] == 5 && two["data"]?.arrayValue?.count == 1)
        let none = try await world.as(.omar).get("/api/orders?from=2030-01-01T00:00:00Z")
        #expect(none["data"] == [])
        #expect(try await world.as(.omar).get("/api/orders?status=GONE").status == 422)
        let stats = try await world.as(.omar).get("/api/orders/stats")
        #expect(stats["total"] == 50_000 && stats["average"] == 12_500)
    }

    @Test(arguments: Order.Status.allCases)
    func `the lifecycle is the one that the shops know`(from status: Order.Status) {
        let next: [Order.Status: Set<Order.Status>] = [
            .pending: [.confirmed, .cancelled], .confirmed: [.processing, .cancelled],
            .processing: [.shipped, .cancelled], .shipped: [.delivered],
        ]
        #expect(Set(Order.lifecycle.rows(from: status).map(\.to)) == next[status] ?? [])
    }
}
