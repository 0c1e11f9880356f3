import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

extension World {
    fileprivate func reorder(
        _ order: String,
        as person: Person = .omar,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        try await self.as(person).post("/api/orders/\(order)/reorder", headers: headers)
    }

    fileprivate func put(_ sku: String, _ quantity: Int64, as person: Person = .omar) async throws {
        let answer = try await self.as(person).post(
            "/api/cart/items",
            ["product_id": .string(try await productID(sku)), "quantity": .integer(quantity)]
        )
        guard answer.status == 201 else { throw TestFailure("not in the cart: \(answer)") }
    }

    fileprivate func change(_ statement: SQL) async throws {
        try await db.write { tx in _ = try tx.execute(statement) }
    }
}

extension TestResponse {
    /// The added pieces of each line of the order, and what is said about it, by SKU.
    fileprivate var outcomes: [String: String] {
        let pairs = (self["lines"]?.arrayValue ?? []).map { line in
            (
                line["sku"]?.stringValue ?? "?",
                "\(line["added"]?.integerValue ?? -1) \(line["issue"]?["code"]?.stringValue ?? "as ordered")"
            )
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The pieces of each product of the cart, by SKU.
    fileprivate var quantities: [String: Int64] {
        let pairs = (self["cart"]?["items"]?.arrayValue ?? []).map { item in
            (item["sku"]?.stringValue ?? "?", item["quantity"]?.integerValue ?? -1)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

@Suite("ordering again")
struct ReorderTests {
    @Test func `what is still sold is in the cart, the rest is named`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered(
            [
                ("FUR-RICE-5", 2), ("FUR-TEA-450", 3), ("FUR-BLEACH", 4), ("FUR-LENT-1", 6),
                ("FUR-WATER-12", 24),
            ],
            as: .omar
        )
        let tea = try await world.productID("FUR-TEA-450")
        #expect(try await world.as(.hassan).delete("/api/vendors/products/\(tea)").status == 204)
        try await world.change("UPDATE product SET is_active = \(false) WHERE sku = 'FUR-WATER-12'")
        let rusafa = try #require(ID<DeliveryZone>(try await world.zone("Rusafa")))
        try await world.change(
            """
            INSERT INTO product_zone (product_id, zone_id)
            SELECT p.id, \(rusafa) FROM product p WHERE p.sku = 'FUR-BLEACH'
            """
        )
        try await world.setStock("FUR-LENT-1", to: 0)

        let again = try await world.reorder(order)

        #expect(again.status == 200, "\(again)")
        #expect(
            again.outcomes == [
                "FUR-RICE-5": "2 as ordered", "FUR-TEA-450": "0 not_on_sale", "FUR-BLEACH": "0 not_in_zone",
                "FUR-LENT-1": "6 out_of_stock", "FUR-WATER-12": "0 not_on_sale",
            ],
            "\(again)"
        )
        #expect(again.quantities == ["FUR-RICE-5": 2, "FUR-LENT-1": 6])
        let lines = again["lines"]?.arrayValue ?? []
        #expect(lines.compactMap { $0["ordered"]?.integerValue }.sorted() == [2, 3, 4, 6, 24])
        #expect(lines.allSatisfy { $0["issue"] == nil || $0["issue"]?["message"]?.stringValue != "" })
        let cart = try await world.as(.omar).get("/api/cart")
        #expect(cart["items"] == again["cart"]?["items"], "the cart is as the answer says")
        #expect(try await world.stock("FUR-RICE-5") == 118, "a cart holds no stock")
    }

    @Test func `when nothing is sold any more, the cart stays as it is`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        try await world.change("UPDATE product SET is_active = \(false) WHERE sku = 'FUR-RICE-5'")
        try await world.put("FUR-TEA-450", 1)

        let again = try await world.reorder(order)

        #expect(again.status == 200 && again.outcomes == ["FUR-RICE-5": "0 not_on_sale"], "\(again)")
        #expect(again.quantities == ["FUR-TEA-450": 1])
    }

    @Test func `a pack size and a minimum that changed round the pieces, so that they can be ordered`()
        async throws
    {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 5), ("FUR-TEA-450", 2)], as: .omar)
        try await world.change("UPDATE product SET pack_size = 12 WHERE sku = 'FUR-RICE-5'")
        try await world.change("UPDATE product SET minimum_quantity = 10 WHERE sku = 'FUR-TEA-450'")

        let again = try await world.reorder(order)

        #expect(
            again.outcomes == ["FUR-RICE-5": "12 other_quantity", "FUR-TEA-450": "10 other_quantity"],
            "\(again)"
        )
        #expect(again["cart"]?["is_orderable"] == true)
        #expect(try await world.as(.omar).post("/api/orders").status == 201)
    }

    @Test func `what lies in the cart already counts, up to the stock`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 2), ("FUR-BLEACH", 4)], as: .omar)
        try await world.put("FUR-RICE-5", 3)
        try await world.put("FUR-BLEACH", 3)

        let again = try await world.reorder(order)
        let third = try await world.reorder(order)

        #expect(again.outcomes == ["FUR-RICE-5": "2 as ordered", "FUR-BLEACH": "2 out_of_stock"], "\(again)")
        #expect(again.quantities == ["FUR-RICE-5": 5, "FUR-BLEACH": 5], "five of nine are left")
        #expect(again["cart"]?["is_orderable"] == true)
        #expect(third.quantities == ["FUR-RICE-5": 7, "FUR-BLEACH": 5], "nothing is taken away")
        #expect(third.outcomes["FUR-BLEACH"] == "0 out_of_stock")
    }

    @Test func `a full cart takes what it can, and says what it could not take`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 2), ("FUR-TEA-450", 3)], as: .omar)
        let most = RequestedLine.maximumProducts
        var products: [ID<Distribution.Product>] = []
        for index in 1..<most {
            let body = try await world.newProduct("FULL-\(index)")
            let made = try await world.as(.hassan).post("/api/vendors/products", body)
            products.append(try #require(made.id.flatMap { ID<Distribution.Product>($0) }, "\(made)"))
        }
        let omar = try #require(ID<Account>(try await world.id(of: .omar)))
        try await world.db.write { [products] tx in
            for product in products { _ = try CartItem.insert(1, of: product, for: omar, tx) }
        }

        let again = try await world.reorder(order)

        #expect(again.status == 200 && again["cart"]?["items"]?.arrayValue?.count == most)
        let added = again.outcomes.values.filter { $0.hasSuffix("as ordered") }
        let refused = again.outcomes.values.filter { $0 == "0 cart_full" }
        #expect(added.count == 1 && refused.count == 1, "\(again.outcomes)")
        let more = try await world.reorder(order)
        #expect(more.outcomes.values.filter { $0.hasSuffix("as ordered") }.count == 1, "its lines grow")
    }

    @Test func `another shop's order is not found, and nobody else has a cart`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("ZAG-HONEY-1", 1)], as: .zainab)

        #expect(try await world.reorder(order, as: .omar).status == 404)
        #expect(try await world.reorder(order, as: .dilan).status == 404)
        for person in [Person.layla, .noor] {
            #expect(try await world.reorder(order, as: person).status == 403, "\(person.name)")
        }
        #expect(try await world.reorder(ID<Order>.placeholder.description, as: .zainab).status == 404)
        #expect(try await world.countRows("SELECT COUNT(*) FROM cart_item") == 0)
        #expect(try await world.reorder(order, as: .zainab).quantities == ["ZAG-HONEY-1": 1])
    }

    @Test func `prices are today's, and the old order keeps its own`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 2)], as: .omar)
        try await world.change("UPDATE product SET price = 10000 WHERE sku = 'FUR-RICE-5'")

        let again = try await world.reorder(order)

        #expect(again["cart"]?["items"]?[0]?["unit_price"] == 10_000, "\(again)")
        #expect(again["cart"]?["quote"]?["total"] == 23_000)
        #expect(try await world.as(.omar).get("/api/orders/\(order)")["total"] == 22_000)
    }

    @Test func `a shop that has moved gets what its new zone gets`() async throws {
        let world = try await shoppingMarket()
        let placed = try await world.order([("FUR-RICE-5", 1), ("ZAG-HONEY-1", 1)], as: .zainab)
        let orders = (placed["orders"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        #expect(orders.count == 2, "\(placed)")
        let zainab = try #require(ID<Account>(try await world.id(of: .zainab)))
        let erbil = try #require(ID<DeliveryZone>(try await world.zone("Erbil")))
        try await world.change("UPDATE member SET zone_id = \(erbil) WHERE account_id = \(zainab)")

        var outcomes: [String: String] = [:]
        for order in orders {
            outcomes.merge(try await world.reorder(order, as: .zainab).outcomes) { first, _ in first }
        }

        #expect(outcomes == ["FUR-RICE-5": "0 not_in_zone", "ZAG-HONEY-1": "1 as ordered"])
        try await world.change("UPDATE delivery_zone SET is_active = \(false) WHERE id = \(erbil)")
        #expect(try await world.reorder(orders[0], as: .zainab).problem == .noZone)
    }

    @Test func `twenty at once with one Idempotency-Key fill the cart once`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 2), ("FUR-TEA-450", 3)], as: .omar)

        let answers = try await world.atOnce(20) { _ in
            try await world.reorder(order, headers: ["Idempotency-Key": "again-1"])
        }
        let late = try await world.reorder(order, headers: ["Idempotency-Key": "again-1"])

        #expect(
            answers.allSatisfy { $0.status == 200 || $0.problem == .idempotencyInFlight },
            "\(answers.statuses)"
        )
        #expect(answers.contains { $0.status == 200 } && late.status == 200)
        #expect(try await world.as(.omar).get("/api/cart")["quantity"] == 5)
        #expect(try await world.countRows("SELECT COUNT(*) FROM cart_item") == 2)
    }

    @Test func `without a key each of eight at once adds its pieces`() async throws {
        let world = try await shoppingMarket()
        let order = try await world.ordered([("FUR-RICE-5", 2), ("FUR-TEA-450", 3)], as: .omar)

        let answers = try await world.atOnce(8) { _ in try await world.reorder(order) }

        #expect(answers.statuses == [200: 8])
        #expect(try await world.reorder(order).quantities == ["FUR-RICE-5": 18, "FUR-TEA-450": 27])
    }
}
