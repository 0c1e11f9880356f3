import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

/// `scripts/with-redis` gives the tests one; without it only memory is tested.
///
/// Its second database, because the first is others' tests'.
private let redis = ProcessInfo.processInfo.environment["PORTICO_TEST_REDIS"].flatMap { url in
    RedisLocation(url.replacing(/\/0$/, with: "/1"))
}

@Suite("analytics from memory", .serialized)
struct AnalyticsCacheTests {
    @Test(
        "the same question is counted once, and an order that is placed or moves is in the next answer",
        arguments: [false, true]
    )
    func orders(inRedis: Bool) async throws {
        guard !inRedis || redis != nil else { return }
        let world = try await world(inRedis)
        let path = "/api/analytics/dashboard"
        #expect(try await world.as(.noor).get(path)["open_orders"] == 0)
        let order = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        let counted = try await world.as(.noor).get(path)
        #expect(counted["open_orders"] == 1 && counted["today"]?["orders"] == 1)
        // Behind the back of everyone who keeps count: only what was kept can still know of it.
        try await world.db.write { tx in try tx.execute("UPDATE sales_order SET status = 'SHIPPED'") }
        #expect(try await world.as(.noor).get(path)["open_orders"] == 1)
        #expect(
            try await world.as(.noor).get("\(path)?from=2026-01-01")["open_orders"] == 0,
            "another question"
        )
        try await world.db.write { tx in try tx.execute("UPDATE sales_order SET status = 'PENDING'") }
        #expect(try await world.as(.omar).delete("/api/orders/\(order)").status < 300)
        #expect(try await world.as(.noor).get(path)["open_orders"] == 0)
    }

    @Test(
        arguments: [false, true]
    )
    func `nobody is given what another scope was counted, nor a zone that one has no more`(
        inRedis: Bool
    ) async throws {
        guard !inRedis || redis != nil else { return }
        let world = try await world(inRedis)
        _ = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        func orders(_ person: Person, _ name: String) async throws -> JSONValue? {
            try await world.as(person).get("/api/analytics/\(name)")[name == "sales" ? "totals" : "today"]?[
                "orders"
            ]
        }
        for name in ["sales", "dashboard", "sales", "dashboard"] {
            #expect(try await orders(.noor, name) == 1)
            #expect(try await orders(.ali, name) == 1)
            #expect(try await orders(.rana, name) == 0)
        }
        let ali = "/api/admins/\(try await world.id(of: .ali))"
        let erbil = try await world.zone("Erbil")
        #expect(try await world.as(.noor).patch("\(ali)/zones", ["zone_ids": [.string(erbil)]]).status == 200)
        #expect(try await orders(.ali, "sales") == 0)
        #expect(try await orders(.ali, "dashboard") == 0)
        #expect(try await orders(.noor, "sales") == 1)
    }

    @Test func `an announcement leaves in memory what was counted`() async throws {
        let world = try await world(false)
        let path = "/api/analytics/dashboard"
        let order = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        try await world.runJobs()
        let omar = JSONValue.string(try await world.id(of: .omar))
        let karkh = JSONValue.string(try await world.zone("Karkh"))
        #expect(try await world.as(.noor).get(path)["open_orders"] == 1)
        // Behind the back of everyone who keeps count.
        try await world.db.write { tx in try tx.execute("UPDATE sales_order SET status = 'SHIPPED'") }
        let targets: [(String, JSONValue)] = [("user", ["user_id": omar]), ("zone", ["zone_id": karkh])]
        for (way, target) in targets {
            var message = target
            message["title"] = "عطلة"
            message["body"] = "لا توصيل يوم الخميس"
            let sent = try await world.as(.noor).post("/api/notifications/send-to-\(way)", message)
            #expect(sent.status == 202)
        }
        try await world.runJobs()
        let events = try await world.countRows(
            """
            SELECT COUNT(*) FROM (SELECT event FROM realtime_event UNION ALL SELECT event FROM realtime_pending) e
             WHERE e.event = 'notification:new'
            """
        )
        #expect(events == 2)
        #expect(try await world.as(.noor).get(path)["open_orders"] == 1, "nothing was counted anew")
        try await world.db.write { tx in try tx.execute("UPDATE sales_order SET status = 'PENDING'") }
        #expect(try await world.as(.omar).delete("/api/orders/\(order)").status < 300)
        #expect(try await world.as(.noor).get(path)["open_orders"] == 0, "the next order still is")
    }

    @Test func `while Redis is away everything is counted`() async throws {
        let world = try await market { dependencies in
            dependencies.redis = RedisLocation("redis://127.0.0.1:1").map(Redis.init)
        }
        for _ in 0..<3 { #expect(try await world.as(.noor).get("/api/analytics/dashboard").status == 200) }
    }

    /// All worlds are built alike, so each begins with an empty Redis.
    private func world(_ inRedis: Bool) async throws -> World {
        let redis = inRedis ? redis.map(Redis.init) : nil
        try await redis?.run("FLUSHDB")
        let world = try await market { dependencies in dependencies.redis = redis }
        try await world.addAddress(of: .omar)
        return world
    }
}
