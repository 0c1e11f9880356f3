import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("bulk changes of products")
struct BulkProductTests {
    @Test func `a thousand prices in one call, with a result per row`() async throws {
        let world = try await market()
        let ids = try await world.addThousand()
        _ = try await world.token(of: .hassan)
        let rows = ids.enumerated().map { index, id in
            row(id.description, ["price": .integer(Int64(2_000 + index))])
        }
        let (answer, texts) = try await statements { try await world.as(.hassan).bulk(rows) }
        #expect(answer.status == 200 && answer["updated"] == 1_000 && answer["refused"] == 0)
        let results = answer["results"]?.arrayValue ?? []
        #expect(results.compactMap { $0["index"]?.integerValue } == (0..<1_000).map { Int64($0) })
        #expect(results.compactMap { $0["product_id"]?.stringValue } == ids.map(\.description))
        #expect(results.allSatisfy { $0["status"] == "updated" && $0["version"] == 2 })
        let prices = try await world.db.read { tx in
            var prices: [ID<Distribution.Product>: Int] = [:]
            try tx.forEach("SELECT id, price FROM product WHERE sku LIKE 'BULK-%' AND version = 2") { row in
                let id: ID<Distribution.Product> = try row.next()
                prices[id] = try row.next()
            }
            return prices
        }
        #expect(prices.count == 1_000)
        #expect(ids.enumerated().allSatisfy { prices[$0.element] == 2_000 + $0.offset })
        #expect(try await world.productChanges() == 1_000, "each change is in the audit log")
        #expect(texts.contains { $0.contains("UPDATE product") })
        #expect(texts.count < 100, "\(texts.count) statements for a thousand rows")
    }

    @Test func `price, activity, category and zones change together`() async throws {
        let world = try await market()
        let tea = try await world.productID("FUR-TEA-450")
        let cleaning = JSONValue.string(try await world.category("Cleaning"))
        let karkhAlone: JSONValue = .array([.string(try await world.zone("Karkh"))])
        let changes: [String: JSONValue] = [
            "price": 6_000, "is_active": false, "category_id": cleaning, "zones": karkhAlone,
            "expected_version": 1,
        ]
        let repeated = changes.merging(["expected_version": 2]) { _, later in later }
        let answer = try await world.as(.noor).bulk([row(tea, changes)])
        #expect(answer["updated"] == 1 && answer["results"]?[0]?["version"] == 2, "\(answer)")
        let changed = try await world.as(.noor).get("/api/products/\(tea)")
        #expect(changed["price"] == 6_000 && changed["is_active"] == false && changed["version"] == 2)
        #expect(changed["category_id"] == cleaning && changed["zones"] == karkhAlone)
        #expect(changed["stock"] == 80 && changed["sku"] == "FUR-TEA-450", "the rest stays")
        let again = try await world.as(.noor).bulk([row(tea, repeated)])
        #expect(again["updated"] == 1 && again["results"]?[0]?["version"] == 2, "it already is as requested")
        #expect(try await world.productChanges() == 1)
        let lifted = try await world.as(.noor).bulk([row(tea, ["zones": []])])
        #expect(lifted["results"]?[0]?["version"] == 3)
        let free = try await world.as(.noor).get("/api/products/\(tea)")
        #expect(free["zones"] == [] && free["price"] == 6_000 && free["is_active"] == false)
    }

    @Test func `each row has its own fate, and a refused one has written nothing`() async throws {
        let world = try await market()
        let karkh = JSONValue.string(try await world.zone("Karkh"))
        let erbil = JSONValue.string(try await world.zone("Erbil"))
        let unknown = JSONValue.string("01934a5b-7c00-7000-8000-000000000001")
        let rows: [JSONValue] = [
            row(try await world.productID("FUR-TEA-450"), ["price": 6_000]),
            row(try await world.productID("ZAG-HONEY-1"), ["price": 1]),
            row(try await world.productID("FUR-RICE-5"), ["price": 1, "expected_version": 7]),
            row(try await world.productID("FUR-LENT-1"), ["price": 1, "category_id": unknown]),
            row(try await world.productID("FUR-SOAP-4"), ["price": 1, "zones": [karkh, erbil]]),
            row(try await world.productID("FUR-BLEACH"), [:]),
            row(try await world.productID("FUR-WATER-12"), ["is_active": false, "zones": [karkh]]),
            ["product_id": unknown, "price": 1],
        ]
        let answer = try await world.as(.hassan).bulk(rows)
        #expect(answer.status == 200 && answer["updated"] == 2 && answer["refused"] == 6, "\(answer)")
        let results = answer["results"]?.arrayValue ?? []
        #expect(
            results.map { $0["problem"]?.stringValue } == [
                nil, "not_found", "stale", "invalid", "invalid", "invalid", nil, "not_found",
            ]
        )
        #expect(
            results.map { $0["pointer"]?.stringValue } == [
                nil, nil, nil, "/updates/3/category_id", "/updates/4/zones/1", "/updates/5", nil, nil,
            ]
        )
        #expect(results[2]["version"] == 1, "the version to begin from")
        #expect(results[4]["message"] == "is not a zone that the company delivers to")
        let untouched = try await world.countRows("SELECT COUNT(*) FROM product WHERE version = 1")
        let cheap = try await world.countRows("SELECT COUNT(*) FROM product WHERE price = 1")
        #expect(untouched == 8 && cheap == 0)
        #expect(try await world.countRows("SELECT COUNT(*) FROM product_zone") == 1)
        #expect(try await world.productChanges() == 2)
    }

    @Test func `vendors change their own alone, and only they use their page`() async throws {
        let world = try await market()
        let (honey, tea) = (
            try await world.productID("ZAG-HONEY-1"), try await world.productID("FUR-TEA-450")
        )
        let rows = [row(honey, ["price": 30_000]), row(tea, ["price": 1])]
        let page = "/api/vendors/products/bulk-update"
        for path in [page, "/api/products/bulk-update"] {
            let answer = try await world.as(.layla).bulk(rows, path)
            let problems = (answer["results"]?.arrayValue ?? []).map { $0["problem"]?.stringValue }
            #expect(answer.status == 200 && problems == [nil, "not_found"], "\(path) \(answer)")
        }
        let kept = try await world.as(.noor).get("/api/products/\(tea)")
        #expect(kept["price"] == 5_750 && kept["version"] == 1)
        for stranger in [Person.omar, .ali, .noor] {
            #expect(try await world.as(stranger).bulk(rows, page).status == 403, "\(stranger.name)")
        }
        #expect(try await world.as(.omar).bulk(rows).status == 403)
        #expect(try await world.anonymous.bulk(rows).status == 401)
        let all = try await world.as(.noor).bulk([
            row(honey, ["price": 29_000]), row(tea, ["price": 5_500]),
        ])
        #expect(all["updated"] == 2, "an administrator changes the goods of every company")
    }

    @Test func `a location administrator cannot take a product out of all their zones`() async throws {
        let world = try await market()
        let karkh = JSONValue.string(try await world.zone("Karkh"))
        let rusafa = JSONValue.string(try await world.zone("Rusafa"))
        let answer = try await world.as(.ali).bulk([
            row(try await world.productID("FUR-TEA-450"), ["price": 1, "zones": [rusafa]]),
            row(try await world.productID("FUR-RICE-5"), ["zones": [karkh]]),
            row(try await world.productID("FUR-LENT-1"), ["zones": [rusafa, karkh, karkh]]),
            row(try await world.productID("ZAG-HONEY-1"), ["price": 1]),
        ])
        let results = answer["results"]?.arrayValue ?? []
        let fates = results.compactMap { $0["status"]?.stringValue }
        #expect(fates == ["refused", "updated", "updated", "refused"])
        #expect(results[0]["pointer"] == "/updates/0/zones" && results[0]["problem"] == "invalid")
        #expect(results[0]["message"] == "must include one of your zones")
        #expect(results[3]["problem"] == "not_found", "Zagros does not deliver to Karkh")
        let id = try await world.productID("FUR-TEA-450")
        let tea = try await world.as(.ali).get("/api/products/\(id)")
        #expect(tea["price"] == 5_750 && tea["zones"] == [])
        #expect(try await world.countRows("SELECT COUNT(*) FROM product_zone") == 3, "a zone counts once")
        let lifted = try await world.as(.ali).bulk([
            row(try await world.productID("FUR-RICE-5"), ["zones": []])
        ])
        #expect(lifted["updated"] == 1)
    }

    @Test func `a thousand and one rows, none, or a product twice are refused`() async throws {
        let world = try await market()
        let tea = try await world.productID("FUR-TEA-450")
        let desk = world.as(.hassan)
        let many = (0...1_000).map { _ in
            row(ID<Distribution.Product>.new(at: world.clock.now).description, ["price": 1])
        }
        #expect(try await desk.bulk(many).faults == ["/updates": "too_many"])
        #expect(try await desk.bulk([]).faults == ["/updates": "too_few"])
        let twice = [row(tea, ["price": 1]), row(tea, ["price": 2])]
        #expect(try await desk.bulk(twice).faults == ["/updates/1/product_id": "repeated"])
        let free = try await desk.bulk([row(tea, ["price": 0])])
        #expect(free.status == 422 && free.faults.keys.sorted() == ["/updates/0/price"])
        let rusafa = JSONValue.string(try await world.zone("Rusafa"))
        let crowded = try await desk.bulk([
            row(tea, ["zones": .array((0...200).map { _ in rusafa })])
        ])
        #expect(crowded["refused"] == 1 && crowded["results"]?[0]?["pointer"] == "/updates/0/zones")
        #expect(try await world.countRows("SELECT COUNT(*) FROM product WHERE version > 1") == 0)
    }

    @Test func `the list shows it at once`() async throws {
        let world = try await market()
        func seen(_ query: String = "limit=100") async throws -> [JSONValue] {
            let first = try await world.anonymous.get("/api/products?\(query)")
            let second = try await world.anonymous.get("/api/products?\(query)")
            #expect(first.text == second.text)
            return first["data"]?.arrayValue ?? []
        }
        let cleaning = try await world.category("Cleaning")
        let karkh = try await world.zone("Karkh")
        let rusafa = JSONValue.string(try await world.zone("Rusafa"))
        #expect(try await seen().count == 10)
        #expect(try await seen("category=\(cleaning)").count == 2)
        #expect(try await seen("zone=\(karkh)").count == 6)
        let tag = try #require(try await world.anonymous.get("/api/products").header("ETag"))
        let answer = try await world.as(.noor).bulk([
            row(try await world.productID("FUR-TEA-450"), ["price": 6_000]),
            row(try await world.productID("FUR-RICE-5"), ["is_active": false]),
            row(try await world.productID("FUR-WATER-12"), ["category_id": .string(cleaning)]),
            row(try await world.productID("FUR-LENT-1"), ["zones": [rusafa]]),
        ])
        #expect(answer["updated"] == 4, "\(answer)")
        let list = try await seen()
        #expect(list.count == 9 && !list.contains { $0["sku"] == "FUR-RICE-5" })
        let tea = list.first { $0["sku"] == "FUR-TEA-450" }
        #expect(tea?["price"] == 6_000)
        #expect(try await seen("category=\(cleaning)").count == 3)
        #expect(try await seen("zone=\(karkh)").count == 4)
        let fresh = try await world.anonymous.get("/api/products", headers: ["If-None-Match": tag])
        #expect(fresh.status == 200)
    }

    @Test func `with an Idempotency-Key it happens once`() async throws {
        let world = try await market()
        let tea = try await world.productID("FUR-TEA-450")
        let body: JSONValue = ["updates": [row(tea, ["price": 6_000])]]
        let path = "/api/products/bulk-update"
        let key = ["Idempotency-Key": "prices-1"]
        let first = try await world.as(.hassan).patch(path, body, headers: key)
        #expect(try await world.as(.noor).bulk([row(tea, ["price": 5_000])])["updated"] == 1)
        let second = try await world.as(.hassan).patch(path, body, headers: key)
        #expect(first.status == 200 && first.text == second.text)
        #expect(try await world.as(.noor).get("/api/products/\(tea)")["price"] == 5_000)
    }

    private func row(_ product: String, _ changes: [String: JSONValue]) -> JSONValue {
        let row: JSONValue = ["product_id": .string(product)]
        return row.with(changes)
    }
}

extension TestClient {
    fileprivate func bulk(
        _ rows: [JSONValue],
        _ path: String = "/api/products/bulk-update"
    ) async throws -> TestResponse {
        let body: JSONValue = ["updates": .array(rows)]
        return try await patch(path, body, headers: ["Accept-Language": "en"])
    }
}

extension World {
    /// A thousand more products of Al-Furat, in no order.
    fileprivate func addThousand() async throws -> [ID<Distribution.Product>] {
        let ids = (0..<1_000).map { _ in ID<Distribution.Product>.new(at: clock.now) }
        guard let seller = ID<Company>(try await company("Al-Furat Trading")),
            let food = ID<Distribution.Category>(try await category("Food"))
        else { throw TestFailure("no company or no category") }
        try await db.write { tx in
            for (index, id) in ids.enumerated() {
                let sku = "BULK-\(index)"
                let name = Name(ar: Line(unchecked: "سلعة"))
                try tx.execute(
                    """
                    INSERT INTO product (id, sku, company_id, category_id, name, search_text, sort_name, price, minimum_quantity,
                                         stock, low_stock_threshold, is_active, created_at, updated_at, version)
                    VALUES (\(id), \(sku), \(seller), \(food), \(json: name), \(sku), \(sku), 1000, 1, 0, 10, \(true),
                            \(tx.now), \(tx.now), 1)
                    """
                )
            }
        }
        return ids
    }

    /// The number of product changes in the audit log.
    fileprivate func productChanges() async throws -> Int {
        try await audit().count { $0 == "distribution.product.change" }
    }
}
