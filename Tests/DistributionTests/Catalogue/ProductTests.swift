import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("products")
struct ProductTests {
    @Test func `everyone looks at them in their language, with filters and sorting`() async throws {
        let world = try await market()
        let all = try await world.anonymous.get("/api/products?limit=100")
        #expect(all.skus.count == 10)
        let cheap = try await world.anonymous.get(
            "/api/products?sort=price_asc&max_price=2750&min_price=2000"
        )
        #expect(cheap.skus == ["FUR-LENT-1", "FUR-SOAP-4", "ZAG-CHICK-1"])
        let food = try await world.category("Food")
        let rice = try await world.category("Rice and pulses")
        #expect(try await world.anonymous.get("/api/products?category=\(food)").skus.count == 8)
        #expect(try await world.anonymous.get("/api/products?category_id=\(rice)").skus.count == 3)
        #expect(try await world.anonymous.get("/api/products?in_stock=false").skus == ["FUR-SOAP-4"])
        let zagros = try await world.company("Zagros Foods")
        #expect(try await world.anonymous.get("/api/products?company_id=\(zagros)").skus.count == 4)
        let erbil = try await world.zone("Erbil")
        #expect(
            Set(try await world.anonymous.get("/api/products?zone=\(erbil)").skus.map { $0.prefix(3) }) == [
                "ZAG"
            ]
        )

        let tea = try await world.product("FUR-TEA-450")
        let kurdish = try await world.anonymous.get(
            "/api/products/\(tea)",
            headers: ["Accept-Language": "ku"]
        )
        #expect(kurdish["title"] == "چای ڕەش ٤٥٠ گم")
        #expect(kurdish["name"]?["en"] == "Black tea 450 g")
    }

    @Test func `a shop owner sees what is delivered to them, and asks for elsewhere by name`() async throws {
        let world = try await market()
        #expect(Set(try await world.as(.dilan).get("/api/products").skus.map { $0.prefix(3) }) == ["ZAG"])
        #expect(try await world.as(.zainab).get("/api/products").skus.count == 10)
        let karkh = try await world.zone("Karkh")
        #expect(try await world.as(.dilan).get("/api/products?zone=\(karkh)").skus.count == 6)
    }

    @Test func `pages by cursor and by number hold each product once`() async throws {
        let world = try await market()
        for sort in ["newest", "oldest", "price_asc", "price_desc", "name_asc", "name_desc"] {
            var skus: [String] = []
            var path: String? = "/api/products?limit=3&sort=\(sort)"
            while let next = path {
                let page = try await world.anonymous.get(next)
                skus += page.skus
                path = page["page"]?["next_cursor"]?.stringValue.map {
                    "/api/products?limit=3&sort=\(sort)&cursor=\($0)"
                }
            }
            #expect(skus.count == 10 && Set(skus).count == 10, "\(sort)")
            let numbered = try await world.anonymous.get("/api/products?limit=3&sort=\(sort)&page=4")
            #expect(numbered.skus == [skus[9]] && numbered["page"]?["total"] == 10, "\(sort)")
        }
    }

    @Test func `a vendor keeps their company's products, and no other; the same rules on both paths`()
        async throws
    {
        let world = try await market()
        let new = try await world.newProduct("fur-sugar-1").with(["company_id": .null, "stock": 25])
        let added = try await world.as(.hassan).post("/api/vendors/products", new)
        #expect(added.status == 201, "\(added)")
        #expect(added["sku"] == "FUR-SUGAR-1" && added["stock"] == 25)
        let id = try #require(added.id)
        let path = "/api/vendors/products/\(id)"
        #expect(try await world.as(.layla).put(path, ["price": 1]).status == 404)
        #expect(try await world.as(.layla).put("/api/products/\(id)", ["price": 1]).status == 404)
        #expect(try await world.as(.rana).put("/api/products/\(id)", ["price": 1]).status == 404)
        #expect(try await world.as(.omar).put("/api/products/\(id)", ["price": 1]).status == 403)
        let stale = try await world.as(.hassan).put(path, ["price": 1600], headers: ["If-Match": "\"9\""])
        #expect(stale.status == 412)
        let tag = try #require(try await world.as(.hassan).get("/api/products/\(id)").header("ETag"))
        let changed = try await world.as(.hassan).put(path, ["price": 1600], headers: ["If-Match": tag])
        #expect(changed.status == 200 && changed["price"] == 1600 && changed["version"] == 2)
        #expect(try await world.as(.ali).put("/api/products/\(id)", ["is_active": false]).status == 200)
        #expect(try await world.anonymous.get("/api/products/\(id)").status == 404, "it is not offered")
        #expect(try await world.as(.hassan).get("/api/products/\(id)").status == 200)
        #expect(try await world.as(.hassan).get("/api/vendors/products?active=false").skus == ["FUR-SUGAR-1"])
        #expect(try await world.as(.hassan).delete(path).status == 204)
        #expect(try await world.as(.hassan).delete(path).status == 404)
        #expect(try await world.as(.noor).get("/api/products/\(id)").status == 404)
        let heir = try await world.as(.noor).post("/api/products", try await world.newProduct("FUR-SUGAR-1"))
        #expect(heir.status == 201, "a deleted product gives its SKU back")
        #expect(try await world.stockAddsUp())
    }

    @Test func `invalid members are refused by name`() async throws {
        let world = try await market()
        let good = try await world.newProduct("X-1")
        let erbil: JSONValue = .string(try await world.zone("Erbil"))
        let rusafa: JSONValue = .string(try await world.zone("Rusafa"))
        func faults(
            _ members: [String: JSONValue],
            as person: Person = .noor
        ) async throws -> [String: String] {
            let answer = try await world.as(person).post("/api/products", good.with(members))
            #expect(answer.status == 422, "\(members) \(answer)")
            return answer.faults
        }
        #expect(try await faults(["price": 0]).keys.sorted() == ["/price"])
        #expect(try await faults(["price": .number(10.5)]).keys.sorted() == ["/price"])
        #expect(try await faults(["price": .number(1e300)]).keys.sorted() == ["/price"])
        #expect(try await faults(["sku": "a b"]) == ["/sku": "invalid_sku"])
        #expect(try await faults(["name": ["en": "x"]]).keys.sorted() == ["/name/ar"])
        #expect(try await faults(["name": ["ar": "a\u{0}"]]).keys.sorted() == ["/name/ar"])
        #expect(try await faults(["category_id": erbil]) == ["/category_id": "unknown"])
        #expect(try await faults(["company_id": .null]) == ["/company_id": "required"])
        #expect(try await faults([:], as: .layla) == ["/company_id": "unknown"])
        let foreign = try await faults([:], as: .rana)
        #expect(foreign == ["/company_id": "unknown"])
        #expect(try await faults(["zones": [erbil]]) == ["/zones/0": "not_delivered_to"])
        #expect(try await faults(["zones": [rusafa]], as: .ali) == ["/zones": "outside_your_zones"])
        #expect(try await faults(["images": [erbil]]) == ["/images/0": "unknown"])
        #expect(try await world.as(.omar).post("/api/products", good).status == 403)
        #expect(try await world.as(.noor).post("/api/products", good).status == 201)
        #expect(try await world.as(.noor).post("/api/products", good).problem == .skuTaken)
        for query in ["min_price=-1", "sort=best", "category=x", "in_stock=maybe", "limit=0", "page=0"] {
            #expect(try await world.anonymous.get("/api/products?\(query)").status == 422, "\(query)")
        }
        let empty = try await world.anonymous.get("/api/products?q=&category=&in_stock=&page=&sort=")
        #expect(empty.status == 200)
        let all = try await world.anonymous.get("/api/products")
        #expect(empty.skus == all.skus)
    }

    @Test func `a product kept for a zone is not seen in another of its company`() async throws {
        let world = try await market()
        let rusafa: JSONValue = .string(try await world.zone("Rusafa"))
        let id = try await world.product("FUR-RICE-5")
        #expect(
            try await world.as(.hassan).put("/api/vendors/products/\(id)", ["zones": [rusafa]]).status == 200
        )
        #expect(try await !world.as(.omar).get("/api/products").skus.contains("FUR-RICE-5"))
        #expect(try await world.as(.zainab).get("/api/products").skus.contains("FUR-RICE-5"))
        #expect(try await world.as(.ali).put("/api/products/\(id)", ["price": 1]).status == 404)
        #expect(try await world.as(.hassan).put("/api/vendors/products/\(id)", ["zones": []]).status == 200)
        #expect(try await world.as(.omar).get("/api/products").skus.contains("FUR-RICE-5"))
    }

    @Test func `of fifty who give one SKU at once, one has it`() async throws {
        let world = try await market()
        let body = try await world.newProduct("RACE-1")
        _ = try await world.token(of: .hassan)
        let answers = try await world.atOnce(50) { _ in
            try await world.as(.hassan).post("/api/vendors/products", body)
        }
        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        let targets = [
            try await world.product("FUR-RICE-5").description,
            try await world.product("FUR-LENT-1").description,
        ]
        let others = try await world.atOnce(20) { index in
            try await world.as(.hassan).put("/api/vendors/products/\(targets[index % 2])", ["sku": "RACE-2"])
        }
        #expect(Set(others.statuses.keys).isSubset(of: [200, 409, 412]), "\(others.statuses)")
        #expect(try await world.as(.hassan).get("/api/vendors/products?q=race2").skus == ["RACE-2"])
    }
}
