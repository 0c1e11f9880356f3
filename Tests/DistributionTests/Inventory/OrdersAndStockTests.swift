import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("orders and the store room, at once")
struct OrdersAndStockTests {
    @Test
    func
        `orders, cancellations and counts at once: the movements sum to the stock, nothing is sold that is not there`()
        async throws
    {
        let world = try await market()
        for person in [Person.omar, .zainab] { try await world.addAddress(of: person) }
        _ = try await world.token(of: .hassan)
        try await world.setStock("FUR-RICE-5", to: 12)
        try await world.setStock("FUR-BLEACH", to: 12)
        let rice = try await world.product("FUR-RICE-5")
        let bleach = try await world.product("FUR-BLEACH")
        let statuses = try await world.atOnce(36) { index -> Int in
            switch index % 3 {
            case 0:
                let goods: [(String, Int64)] = [("FUR-RICE-5", 2), ("FUR-BLEACH", 1)]
                let answer = try await world.order(
                    index.isMultiple(of: 2) ? goods : goods.reversed(),
                    as: .omar
                )
                guard answer.status == 201, let id = answer["orders"]?[0]?["id"]?.stringValue else {
                    return answer.status
                }
                guard index.isMultiple(of: 2) else { return 201 }
                return try await world.as(.omar).delete("/api/orders/\(id)").status
            case 1:
                return try await world.order([("FUR-BLEACH", 2)], as: .zainab).status
            default:
                let rows: [JSONValue] = [
                    ["product_id": .string(bleach.description), "change": 1],
                    ["product_id": .string(rice.description), "change": -1, "kind": "damage"],
                ]
                return try await world.as(.hassan).patch(
                    "/api/inventory/bulk-update",
                    ["updates": .array(rows)]
                ).status
            }
        }
        #expect(!statuses.contains { $0 >= 500 }, "\(statuses)")
        #expect(try await world.stockAddsUp())
        let sold = try await world.db.read { tx in
            try tx.value(
                """
                SELECT CAST(COALESCE(SUM(l.quantity), 0) AS BIGINT) FROM sales_order_line l
                  JOIN sales_order o ON o.id = l.order_id WHERE o.status <> 'CANCELLED' AND l.product_id = \(bleach)
                """,
                as: Int.self
            )
        }
        let moved = try await world.db.read { tx in
            try tx.value(
                """
                SELECT CAST(COALESCE(-SUM(quantity), 0) AS BIGINT) FROM stock_movement
                 WHERE product_id = \(bleach) AND kind IN ('sale', 'cancel')
                """,
                as: Int.self
            )
        }
        #expect(sold == moved)
    }

    @Test func `the vendor and the zone's administrator hear when an order takes the last piece`()
        async throws
    {
        let world = try await market()
        try await world.addAddress(of: .omar)
        try await world.setStock("FUR-BLEACH", to: 12)
        _ = try await world.ordered([("FUR-BLEACH", 4)], as: .omar)
        _ = try await world.ordered([("FUR-BLEACH", 8)], as: .omar)
        let events = try await world.db.read { tx in
            var events: [(String, JSONValue)] = []
            try tx.forEach(
                """
                SELECT event, rooms FROM realtime_pending WHERE event LIKE 'stock:%'
                UNION ALL SELECT event, rooms FROM realtime_event WHERE event LIKE 'stock:%'
                """
            ) { row in events.append((try row.next(), try row.next())) }
            return events
        }
        #expect(Set(events.map(\.0)) == ["stock:low", "stock:out"] && events.count == 2)
        let karkh = try await world.zone("Karkh")
        for (_, rooms) in events {
            let names = (rooms.arrayValue ?? []).compactMap(\.stringValue)
            #expect(names.contains("zone:\(karkh)") && names.contains("admins"), "\(names)")
            #expect(names.contains { $0.hasPrefix("company:") })
        }
    }

    @Test func `favourites and alerts are deleted with their account`() async throws {
        let world = try await market()
        let (tea, soap) = (try await world.product("FUR-TEA-450"), try await world.product("FUR-SOAP-4"))
        let omar = try await world.db.read { tx in
            try tx.value("SELECT account_id FROM member WHERE name = 'Omar Hadi'", as: ID<Account>.self)
        }
        let account = try #require(omar)
        _ = try await world.as(.omar).post("/api/users/favorites/\(tea)")
        _ = try await world.as(.omar).post("/api/notify-me/\(soap)")
        _ = try await world.as(.omar).post("/api/needed-items", ["name": "شيء"])
        let data = [favouriteData, notifyMeData, neededItemData]
        func counts() async throws -> [Int] {
            try await world.db.read { tx in
                try data.map { try tx.value("SELECT COUNT(*) FROM \($0.rows(account))") ?? -1 }
            }
        }
        #expect(try await counts() == [1, 1, 1])
        try await world.db.write { tx in
            for step in data.flatMap({ $0.erasure.steps(account, tx.now) }) { try tx.execute(step) }
        }
        #expect(try await counts() == [0, 0, 0])
    }
}
