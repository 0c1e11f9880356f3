import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("notify me")
struct NotifyMeTests {
    @Test func `one waits for what is out, once, and hears when it is back`() async throws {
        let world = try await market()
        let soap = try await world.product("FUR-SOAP-4")
        let tea = try await world.product("FUR-TEA-450")
        let omar = world.as(.omar)
        #expect(try await omar.post("/api/notify-me/\(tea)").problem == .inStock)
        #expect(try await world.as(.hassan).post("/api/notify-me/\(soap)").status == 403)
        let first = try await omar.post("/api/notify-me/\(soap)")
        #expect(first.status == 201)
        let second = try await omar.post("/api/notify-me/\(soap)")
        #expect(second.id == first.id && second["requested_at"] == first["requested_at"])
        #expect(try await omar.get("/api/notify-me/check/\(soap)")["subscribed"] == true)
        #expect(try await world.as(.zainab).get("/api/notify-me/check/\(soap)")["subscribed"] == false)
        let requests = try await world.as(.ali).get("/api/notify-me/product/\(soap)/requests")
        #expect(requests["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.rana).get("/api/notify-me/product/\(soap)/requests")["data"] == [])
        #expect(try await world.as(.noor).get("/api/notify-me/stats")["waiting"] == 1)

        #expect(try await world.as(.hassan).patch("/api/products/\(soap)/stock", ["change": 3]).status == 200)
        try await world.runJobs()
        #expect(try await omar.get("/api/notify-me/check/\(soap)")["subscribed"] == false)
        #expect(world.mails(to: .omar).count == 1)
        let mine = try await omar.get("/api/notify-me/my-subscriptions?waiting=false")
        #expect(mine["data"]?.arrayValue?.count == 1)
        let stats = try await world.as(.ali).get("/api/notify-me/stats")
        #expect(stats["waiting"] == 0 && stats["notified"] == 1)
        #expect(try await world.as(.rana).delete("/api/notify-me/clear-notified")["cleared"] == 0)
        #expect(try await world.as(.ali).delete("/api/notify-me/clear-notified")["cleared"] == 1)
        #expect(try await omar.delete("/api/notify-me/\(soap)").status == 404)
    }

    @Test func `two hundred wait: a restock of fifty wakes the first fifty, the next one the next`()
        async throws
    {
        let world = try await market()
        let soap = try await world.product("FUR-SOAP-4")
        let waiting = try await world.crowd(200, waitingFor: soap)
        func told() async throws -> [ID<NotifyMe>] {
            try await world.db.read { tx in
                try tx.values(
                    "SELECT id FROM notify_me WHERE notified_at IS NOT NULL ORDER BY requested_at, id"
                )
            }
        }
        func restock(_ count: Int64) async throws {
            let path = "/api/products/\(soap)/stock"
            #expect(try await world.as(.hassan).patch(path, ["change": .integer(count)]).status == 200)
            try await world.runJobs()
        }
        try await restock(50)
        #expect(try await told() == Array(waiting.prefix(50)))
        try await world.runJobs()
        try await restock(120)
        #expect(try await told() == Array(waiting.prefix(170)))
        try await restock(500)
        #expect(try await told() == waiting)
        let notices = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM notice WHERE template = 'distribution.back_in_stock'",
                as: Int.self
            )
        }
        #expect(notices == 200, "nobody twice")
    }

    @Test func `customers who are suspended or outside of the delivery zones take no place in the queue`()
        async throws
    {
        let world = try await market()
        let soap = try await world.product("FUR-SOAP-4")
        for person in [Person.dilan, .omar, .zainab] {
            #expect(try await world.as(person).post("/api/notify-me/\(soap)").status == 201)
            world.clock.advance(by: .seconds(1))
        }
        let omar = try await world.id(of: .omar)
        let shut = try await world.as(.ali).patch(
            "/api/admins/shop-owners/\(omar)/active",
            ["is_active": false]
        )
        #expect(shut.status == 200)

        #expect(try await world.as(.hassan).patch("/api/products/\(soap)/stock", ["change": 1]).status == 200)
        try await world.runJobs()

        #expect(world.mails(to: .zainab).count == 1, "the only one of the three who can order it")
        #expect(world.mails(to: .dilan).isEmpty)
    }

    @Test func `by hand a location admin tells those of their zones, and counts no others`() async throws {
        let world = try await market()
        let soap = try await world.product("FUR-SOAP-4")
        for person in [Person.zainab, .omar] {
            #expect(try await world.as(person).post("/api/notify-me/\(soap)").status == 201)
        }
        try await world.db.write { tx in
            try tx.execute("UPDATE product SET stock = 5 WHERE id = \(soap)")
        }

        let told = try await world.as(.ali).post("/api/notify-me/product/\(soap)/notify")

        #expect(told["notified"] == 1 && told["waiting"] == 0)
        #expect(try await world.as(.zainab).get("/api/notify-me/check/\(soap)")["subscribed"] == true)
    }

    @Test func `a job that runs again tells nobody more; of what was sold meanwhile nobody hears`()
        async throws
    {
        let world = try await market()
        let soap = try await world.product("FUR-SOAP-4")
        _ = try await world.crowd(20, waitingFor: soap)
        try await world.db.write { tx in
            try Stock.move([StockChange(product: soap, quantity: 10)], .restock, by: .system, tx)
            try Stock.move([StockChange(product: soap, quantity: -4)], .sale, by: .system, tx)
        }
        try await world.runJobs()
        func told() async throws -> Int {
            try await world.db.read { tx in
                try tx.value("SELECT COUNT(*) FROM notify_me WHERE notified_at IS NOT NULL") ?? 0
            }
        }
        #expect(try await told() == 6)
        let movement = try await world.db.read { tx in
            try tx.value(
                "SELECT wake_id FROM notify_me WHERE wake_id IS NOT NULL LIMIT 1",
                as: ID<StockMovement>.self
            )
        }
        let again = NotifyBackInStock(product: soap, movement: try #require(movement), quantity: 10)
        try await world.db.write { tx in
            try tx.enqueue(again)
            try tx.enqueue(again)
        }
        try await world.runJobs()
        #expect(try await told() == 6)
    }

    @Test
    func `manual notices go to no more customers than pieces, and simultaneous clicks notify nobody twice`()
        async throws
    {
        let world = try await market()
        let soap = try await world.product("FUR-SOAP-4")
        let path = "/api/notify-me/product/\(soap)/notify"
        #expect(try await world.as(.ali).post(path).problem == .outOfStock)
        try await world.db.write { tx in
            try Stock.move([StockChange(product: soap, quantity: 8)], .restock, by: .system, tx)
        }
        _ = try await world.crowd(30, waitingFor: soap)
        #expect(try await world.as(.ali).post(path, ["limit": 3])["notified"] == 3)
        #expect(try await world.as(.rana).post(path).status == 404)
        #expect(try await world.as(.omar).post(path).status == 403)
        let answers = try await world.atOnce(5) { _ in try await world.as(.ali).post(path) }
        #expect(answers.statuses == [200: 5])
        let notices = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM notice WHERE template = 'distribution.back_in_stock'",
                as: Int.self
            )
        }
        #expect(notices == 30)
    }
}

extension World {
    /// Shop owners of Karkh who wait for a product, in the order in which they came.
    func crowd(_ count: Int, waitingFor product: ID<Distribution.Product>) async throws -> [ID<NotifyMe>] {
        let karkh = try #require(ID<DeliveryZone>(try await zone("Karkh")))
        let site = site
        var ids: [ID<NotifyMe>] = []
        for start in stride(from: 0, to: count, by: 50) {
            ids += try await db.write { tx in
                try (start..<min(start + 50, count)).map { number in
                    let account = try Accounts.register(
                        email: EmailAddress(unchecked: "crowd\(number)@example.com"),
                        password: nil,
                        role: .shopOwner,
                        locale: .arabic,
                        by: .system,
                        at: site,
                        tx
                    )
                    var member = Member(of: account.id, Line(unchecked: "\(number)"), at: tx.now)
                    member.zone = karkh
                    try member.insert(tx)
                    let id = tx.newID(of: NotifyMe.self)
                    let at = tx.now + .milliseconds(number - start)
                    try tx.execute(
                        """
                        INSERT INTO notify_me (id, account_id, product_id, requested_at)
                        VALUES (\(id), \(account.id), \(product), \(at))
                        """
                    )
                    return id
                }
            }
            clock.advance(by: .seconds(1))
        }
        return ids
    }
}
