import Kernel
import Store
import TestKit
import Testing

@testable import Distribution
@testable import Platform

@Suite struct RestoreProductTests {
    private func deleted(_ sku: String, in world: World) async throws -> String {
        let id = try await world.productID(sku)
        let gone = try await world.as(.hassan).delete("/api/vendors/products/\(id)")
        guard gone.status == 204 else { throw TestFailure("not deleted: \(gone)") }
        return id
    }

    private func twin(_ sku: String, in world: World) async throws -> JSONValue {
        let tea = try await world.anonymous.get("/api/products/\(world.productID("FUR-TEA-450"))")
        return [
            "sku": .string(sku), "name": ["ar": "توأم"], "price": 1_000,
            "company_id": tea["company_id"] ?? .null, "category_id": tea["category_id"] ?? .null,
        ]
    }

    @Test func `a deleted product comes back with its SKU, not offered yet`() async throws {
        let world = try await market()
        let id = try await deleted("FUR-RICE-5", in: world)
        #expect(try await world.anonymous.get("/api/products/\(id)").status == 404)

        let bin = try await world.as(.hassan).get("/api/vendors/products?deleted=true")
        #expect(bin["data"]?.arrayValue?.compactMap { $0["id"]?.stringValue } == [id])
        #expect(bin["data"]?[0]?["sku"] == "FUR-RICE-5")
        #expect(try await world.as(.noor).get("/api/products?deleted=true")["data"]?.arrayValue?.count == 1)
        for person in [world.as(.omar), world.anonymous] {
            #expect(
                try await person.get("/api/products?deleted=true").faults == ["query/deleted": "for_sellers"]
            )
        }

        #expect(try await world.as(.layla).post("/api/vendors/products/\(id)/restore").status == 404)
        let back = try await world.as(.hassan).post("/api/vendors/products/\(id)/restore")
        #expect(back.status == 200 && back["sku"] == "FUR-RICE-5" && back["is_active"] == false, "\(back)")
        #expect(try await world.as(.hassan).post("/api/vendors/products/\(id)/restore").status == 404)
        let offered = try await world.as(.hassan).put("/api/vendors/products/\(id)", ["is_active": true])
        #expect(offered.status == 200)
        #expect(try await world.anonymous.get("/api/products/\(id)").status == 200)
    }

    @Test func `a cart that holds a deleted product says that it is not on sale`() async throws {
        let world = try await shoppingMarket()
        let product = try await world.productID("FUR-RICE-5")
        let item: JSONValue = ["product_id": .string(product), "quantity": 2]
        #expect(try await world.as(.omar).post("/api/cart/items", item).status == 201)
        #expect(try await world.as(.hassan).delete("/api/vendors/products/\(product)").status == 204)

        let cart = try await world.as(.omar).get("/api/cart")
        #expect(cart.status == 200 && cart["is_orderable"] == false, "\(cart)")
        let order = try await world.as(.omar).post("/api/orders", ["items": [item]] as JSONValue)
        #expect(order.status == 422, "\(order)")
    }

    @Test func `a product that was deleted while its words were written anew is found by its SKU`()
        async throws
    {
        let world = try await market()
        let id = try await deleted("FUR-RICE-5", in: world)
        try await world.db.write { tx in
            try tx.execute("UPDATE product SET search_text = '', search_old = 1")
            try tx.enqueue(RefillSearch())
        }
        try await world.runJobs()
        let text: SQL = "SELECT search_text FROM product WHERE deleted_sku = 'FUR-RICE-5'"
        let refilled = try await world.db.read { tx in try tx.value(text, as: String.self) }
        #expect(refilled?.hasPrefix("fur rice 5") == true, "\(refilled ?? "")")

        // Rows written in between.
        try await world.db.write { tx in
            try tx.execute("UPDATE product SET search_text = 'deleted' WHERE deleted_sku = 'FUR-RICE-5'")
        }
        #expect(try await world.as(.hassan).post("/api/vendors/products/\(id)/restore").status == 200)
        #expect(try await world.as(.hassan).get("/api/vendors/products?q=fur-rice-5").skus == ["FUR-RICE-5"])
    }

    @Test func `the SKU of a deleted product is free, and then taken`() async throws {
        let world = try await market()
        let id = try await deleted("FUR-RICE-5", in: world)
        let made = try await world.as(.hassan).post("/api/vendors/products", twin("FUR-RICE-5", in: world))
        #expect(made.status == 201, "\(made)")
        let back = try await world.as(.hassan).post("/api/vendors/products/\(id)/restore")
        #expect(back.status == 409 && back["code"] == "distribution.sku_taken")
        _ = try await world.as(.hassan).delete("/api/vendors/products/\(made.id ?? "")")
        #expect(try await world.as(.hassan).post("/api/vendors/products/\(id)/restore").status == 200)
    }

    @Test func `restoring and making anew at once has one winner`() async throws {
        let world = try await market()
        let id = try await deleted("FUR-RICE-5", in: world)
        let new = try await twin("FUR-RICE-5", in: world)
        _ = try await world.token(of: .hassan)

        let answers = try await world.atOnce(50) { index in
            func once() async throws -> TestResponse {
                if index.isMultiple(of: 2) {
                    return try await world.as(.hassan).post("/api/vendors/products/\(id)/restore")
                }
                return try await world.as(.hassan).post("/api/vendors/products", new)
            }
            var answer = try await once()
            for _ in 0..<40 where answer.status == 503 { answer = try await once() }
            return answer
        }

        let winners = answers.filter { [200, 201].contains($0.status) }
        #expect(winners.count == 1, "\(answers.statuses)")
        #expect(answers.allSatisfy { [200, 201, 404, 409, 412].contains($0.status) }, "\(answers.statuses)")
        let holders = try await world.countRows("SELECT COUNT(*) FROM product WHERE sku = 'FUR-RICE-5'")
        #expect(holders == 1)
    }

    @Test func `how much there is exactly is no business of strangers`() async throws {
        let world = try await market()
        let id = try await world.productID("FUR-RICE-5")
        for path in ["/api/products/\(id)", "/api/products"] {
            let strange = try await world.anonymous.get(path)
            let shown = strange["data"]?[0] ?? strange.json
            #expect(shown["stock"]?.integerValue == nil && shown["low_stock_threshold"]?.integerValue == nil)
            #expect(
                ["in_stock", "low", "out"].contains(shown["availability"]?.stringValue ?? ""),
                "\(strange)"
            )
            let known = try await world.as(.omar).get(path)
            let told = known["data"]?[0] ?? known.json
            #expect(told["stock"]?.integerValue != nil && told["low_stock_threshold"]?.integerValue != nil)
        }
    }
}
