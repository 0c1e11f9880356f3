import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("prices a shop pays")
struct ShopPriceTests {
    @Test func `a shop sees the breaks that its order then pays`() async throws {
        let world = try await shoppingMarket()
        let prices: [Price] = [
            ("FUR-RICE-5", 1, 9_000), ("FUR-RICE-5", 10, 8_500), ("FUR-RICE-5", 15, 8_500),
            ("FUR-WATER-12", 1, 2_900), ("FUR-WATER-12", 30, 2_700), ("FUR-LENT-1", 1, 2_200),
            ("FUR-LENT-1", 5, 2_100), ("FUR-LENT-1", 20, 2_000),
        ]
        try await world.list(prices, ["zone_id": .string(try await world.zone("Karkh"))])
        let expected: [String: [[Int64]]] = [
            "FUR-RICE-5": [[1, 9_000], [10, 8_500]], "FUR-WATER-12": [[12, 2_900], [36, 2_700]],
            "FUR-LENT-1": [[6, 2_100], [20, 2_000]], "FUR-TEA-450": [[1, 5_750]],
        ]

        let shown = try await world.as(.omar).get("/api/products?limit=100")["data"]?.arrayValue ?? []
        let furat = try await world.company("Al-Furat Trading")
        let ofCompany = try await world.as(.omar).get("/api/companies/\(furat)/products")
        #expect(ofCompany["data"]?.arrayValue?.map(\.breaks) == shown.map(\.breaks))
        for (sku, breaks) in expected {
            let listed = try #require(shown.first { $0["sku"] == .string(sku) })
            #expect(listed.breaks == breaks, "\(sku)")
            #expect(listed["own_price"] == .integer(breaks[0][1]), "\(sku)")
            let id = try await world.product(sku)
            let detail = try await world.as(.omar).get("/api/products/\(id)")
            #expect(detail.json.breaks == breaks && detail["own_price"] == listed["own_price"], "\(sku)")
            let added = try await world.as(.omar).post("/api/users/favorites/\(id)")
            #expect(added["product"]?.breaks == breaks, "\(sku)")
        }
        let favourites = try await world.as(.omar).get("/api/users/favorites")["data"]?.arrayValue ?? []
        #expect(favourites.count == 4)
        for favourite in favourites {
            let sku = favourite["product"]?["sku"]?.stringValue ?? ""
            #expect(favourite["product"]?.breaks == expected[sku], "\(sku)")
        }

        // The smallest quantities, the last before the second break, and the second break.
        let orders: [[(String, Int64)]] = [
            [("FUR-RICE-5", 1), ("FUR-WATER-12", 12), ("FUR-LENT-1", 6), ("FUR-TEA-450", 1)],
            [("FUR-RICE-5", 9), ("FUR-WATER-12", 24), ("FUR-LENT-1", 19), ("FUR-TEA-450", 2)],
            [("FUR-RICE-5", 10), ("FUR-WATER-12", 36), ("FUR-LENT-1", 20), ("FUR-TEA-450", 3)],
        ]
        for goods in orders {
            let answer = try await world.order(goods, as: .omar)
            #expect(answer.status == 201, "\(answer)")
            let lines = answer["orders"]?[0]?["lines"]?.arrayValue ?? []
            #expect(lines.count == 4)
            for line in lines {
                let breaks = expected[line["sku"]?.stringValue ?? ""] ?? []
                let quantity = line["quantity"]?.integerValue ?? 0
                let price = breaks.last { $0[0] <= quantity }?[1]
                #expect(line["unit_price"]?.integerValue == price, "\(line)")
            }
        }
    }

    @Test func `another group, zone, company, a list to come: nothing`() async throws {
        let world = try await market()
        let now = world.clock.now
        let free: [Price] = [("FUR-RICE-5", 1, 1)]
        let inVain: [[String: JSONValue]] = [
            ["customer_group": "gold"], ["zone_id": .string(try await world.zone("Erbil"))],
            ["starts_at": .string((now + .days(1)).description)],
            ["ends_at": .string((now - .hours(1)).description)], ["is_active": false],
        ]
        for terms in inVain { try await world.list(free, terms) }
        let gone = try await world.list(free)
        #expect(try await world.as(.noor).delete("/api/price-lists/\(gone)").status == 204)
        let zagros = try await world.company("Zagros Foods")
        let foreign = try await world.list([("ZAG-HONEY-1", 1, 30_000)], ["company_id": .string(zagros)])
        let foreignID = try #require(ID<PriceList>(foreign))
        let rice = try await world.product("FUR-RICE-5")
        try await world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO price_list_step (price_list_id, product_id, from_quantity, price)
                VALUES (\(foreignID), \(rice), 1, 1)
                """
            )
        }

        let path = "/api/products/\(rice)"
        let cheap = "/api/products?sort=price_asc&max_price=2000"
        let seen = try await world.as(.omar).get(path)
        #expect(seen["own_price"] == 9_500 && seen.json.breaks == [[1, 9_500]])
        #expect(try await world.as(.omar).get(cheap).skus == ["FUR-BLEACH"])
        let near = try await world.as(.zainab).get("/api/products?max_price=31000&min_price=30000")
        #expect(near.skus == ["ZAG-HONEY-1"])
        for caller in [world.anonymous, world.as(.noor), world.as(.ali), world.as(.hassan)] {
            let other = try await caller.get(path)
            #expect(other["price"] == 9_500 && other["own_price"] == nil && other["price_breaks"] == nil)
            let first = try await caller.get("/api/products?sort=price_asc")["data"]?[0]
            #expect(first?["sku"] == "FUR-BLEACH" && first?["own_price"] == nil)
        }

        let omar = "/api/users/\(try await world.id(of: .omar))"
        #expect(try await world.as(.noor).put(omar, ["customer_group": "gold"]).status == 200)
        let golden = try await world.as(.omar).get(path)
        #expect(golden["price"] == 9_500 && golden["own_price"] == 1 && golden.json.breaks == [[1, 1]])
        #expect(try await world.as(.omar).get(cheap).skus == ["FUR-RICE-5", "FUR-BLEACH"])
    }

    @Test func `filter and sort by own price over pages`() async throws {
        let world = try await market()
        let karkh: [Price] = [
            ("FUR-RICE-5", 1, 1_000), ("FUR-WATER-12", 12, 500), ("FUR-LENT-1", 100, 1),
            ("FUR-TEA-450", 1, 5_000),
        ]
        try await world.list(karkh, ["zone_id": .string(try await world.zone("Karkh")), "priority": 1])
        try await world.list([("FUR-TEA-450", 1, 4_000), ("FUR-BLEACH", 1, 20_000)], ["priority": 2])
        let own = ["FUR-WATER-12", "FUR-RICE-5", "FUR-LENT-1", "FUR-SOAP-4", "FUR-TEA-450", "FUR-BLEACH"]
        let others = [
            "FUR-LENT-1", "FUR-SOAP-4", "ZAG-CHICK-1", "FUR-WATER-12", "FUR-TEA-450", "ZAG-YOG-2",
            "ZAG-JUICE-6", "FUR-RICE-5", "FUR-BLEACH", "ZAG-HONEY-1",
        ]
        for _ in 0..<2 {
            for (person, cheapestFirst) in [(Person.omar, own), (Person.zainab, others)] {
                #expect(try await world.walk("sort=price_asc", as: person) == cheapestFirst)
                #expect(try await world.walk("sort=price_desc", as: person) == cheapestFirst.reversed())
            }
        }
        #expect(try await world.anonymous.get("/api/products?sort=price_asc").skus.first == "FUR-BLEACH")

        func skus(_ query: String) async throws -> [String] {
            let answer = try await world.as(.omar).get("/api/products?\(query)")
            #expect(answer.status == 200, "\(answer)")
            return answer.skus
        }
        let numbered = try await world.as(.omar).get("/api/products?sort=price_asc&limit=4&page=2")
        #expect(numbered.skus == Array(own[4...]) && numbered["page"]?["total"] == 6)
        #expect(try await skus("sort=price_asc&min_price=1000&max_price=2500") == Array(own[1...3]))
        #expect(try await skus("sort=price_desc&min_price=2501") == ["FUR-BLEACH", "FUR-TEA-450"])
        for order in ["newest", "oldest", "name_asc", "name_desc"] {
            #expect(Set(try await skus("sort=\(order)&max_price=1000")) == Set(own[..<2]), "\(order)")
            let some = try await world.as(.omar).get("/api/products?sort=\(order)&max_price=1000&page=1")
            #expect(some["page"]?["total"] == 2, "\(order)")
        }
        #expect(try await skus("q=fur&sort=price_asc") == own)
        let searched = try await skus("q=fur&sort=price_desc&min_price=2000&max_price=5000")
        #expect(searched == own[2...4].reversed())
        #expect(Set(try await skus("q=fur&max_price=500")) == ["FUR-WATER-12"])
        #expect(try await skus("sort=price_asc&in_stock=false") == ["FUR-SOAP-4"])
        let furat = try await world.company("Al-Furat Trading")
        let ofCompany = try await world.as(.omar).get("/api/companies/\(furat)/products?sort=price_asc")
        #expect(ofCompany.skus == own)

        let catalogue = try await world.anonymous.get("/api/products?sort=price_asc&limit=2")
        let cursor = try #require(catalogue["page"]?["next_cursor"]?.stringValue)
        let mixed = try await world.as(.omar).get("/api/products?sort=price_asc&limit=2&cursor=\(cursor)")
        #expect(mixed.status == 422 && mixed.faults.keys.sorted() == ["query/cursor"], "of another order")
    }

    @Test func `a list that begins at noon changes the cached page at noon`() async throws {
        let world = try await market()
        let path = "/api/products?sort=price_asc"
        let detail = "/api/products/\(try await world.product("FUR-RICE-5"))"
        let noon = world.clock.now + .minutes(3)
        let terms: [String: JSONValue] = [
            "starts_at": .string(noon.description), "ends_at": .string((noon + .minutes(3)).description),
        ]
        let list = try await world.list([("FUR-RICE-5", 1, 1_000)], terms)
        func first() async throws -> JSONValue? {
            let once = try await world.as(.omar).get(path)
            let again = try await world.as(.omar).get(path)
            #expect(once.text == again.text)
            return once["data"]?[0]
        }

        #expect(try await first()?["sku"] == "FUR-BLEACH")
        let tag = try #require(try await world.as(.omar).get(detail).header("ETag"))
        #expect(try await world.as(.omar).get(detail, headers: ["If-None-Match": tag]).status == 304)

        world.clock.set(to: noon)
        let begun = try await first()
        #expect(begun?["sku"] == "FUR-RICE-5" && begun?["own_price"] == 1_000)
        let changed = try await world.as(.omar).get(detail, headers: ["If-None-Match": tag])
        #expect(changed.status == 200 && changed["own_price"] == 1_000 && changed["version"] == 1)

        let rice: JSONValue = .string(try await world.productID("FUR-RICE-5"))
        let prices: JSONValue = ["prices": [["product_id": rice, "price": 1_200]]]
        #expect(try await world.as(.noor).put("/api/price-lists/\(list)", prices).status == 200)
        #expect(try await first()?["own_price"] == 1_200, "at once")

        world.clock.set(to: noon + .minutes(3))
        #expect(try await first()?["sku"] == "FUR-BLEACH")
        #expect(try await world.as(.omar).get(detail)["own_price"] == 9_500)
    }

    @Test func `the database filters and sorts by the prices that are shown`() async throws {
        let world = try await market()
        var random = SeededRandom(7)
        let skus = try await world.as(.zainab).get("/api/products?limit=100").skus
        let furat = try await world.company("Al-Furat Trading")
        let zagros = try await world.company("Zagros Foods")
        for round in 0..<8 {
            var terms: [String: JSONValue] = ["priority": .integer(Int64.random(in: 1...3, using: &random))]
            var named = random.pick(skus, 2...5)
            if random.chance(40) {
                let isFurat = random.chance(50)
                terms["company_id"] = .string(isFurat ? furat : zagros)
                named = skus.filter { $0.hasPrefix(isFurat ? "FUR" : "ZAG") }
            }
            var prices: [Price] = []
            for sku in named {
                for from in random.pick([Int64(1), 4, 7, 12, 40], 1...3) {
                    prices.append((sku, from, Int64.random(in: 0...40, using: &random) * 250))
                }
            }
            try await world.list(prices, terms)

            let all = try await world.as(.zainab).get("/api/products?limit=100")["data"]?.arrayValue ?? []
            let sorted = all.sorted { ($0.ownPrice, $0.idText) < ($1.ownPrice, $1.idText) }
            #expect(sorted.count == 10)
            let names = sorted.compactMap { $0["sku"]?.stringValue }
            #expect(try await world.walk("sort=price_asc", as: .zainab) == names, "\(round)")
            #expect(try await world.walk("sort=price_desc", as: .zainab) == names.reversed(), "\(round)")
            let (lowest, highest) = (sorted[2].ownPrice, sorted[6].ownPrice)
            let range = "min_price=\(lowest)&max_price=\(highest)"
            let within = sorted.filter { (lowest...highest).contains($0.ownPrice) }
            let expected = within.compactMap { $0["sku"]?.stringValue }
            #expect(try await world.walk("sort=price_asc&\(range)", as: .zainab) == expected, "\(round)")
            #expect(Set(try await world.walk(range, as: .zainab)) == Set(expected), "\(round)")
        }
    }

    @Test(arguments: 60..<64)
    func `breaks are what the pricing of an order says, for every quantity`(seed: UInt64) throws {
        var random = SeededRandom(seed)
        var stepped = 0
        for _ in 0..<250 {
            let cart = PricingCase.random(&random)
            let lists = cart.lists.sorted(by: PriceList.comesFirst)
            for line in cart.lines {
                let pack = [1, 1, 6, 12].randomElement(using: &random) ?? 1
                let smallest = line.with(quantity: line.quantity.roundedUp(toPacksOf: pack))
                let breaks = PriceBreak.list(from: smallest, inPacksOf: pack, lists, cart.context)
                #expect(breaks.first?.fromQuantity == smallest.quantity)
                let pairs = zip(breaks, breaks.dropFirst())
                let areSteps = pairs.allSatisfy { $0.fromQuantity < $1.fromQuantity && $0.price != $1.price }
                #expect(areSteps)
                if breaks.count > 1 { stepped += 1 }

                let other = Int.random(in: smallest.quantity...300, using: &random).roundedUp(toPacksOf: pack)
                let quantities = breaks.flatMap { [$0.fromQuantity, $0.fromQuantity - pack] } + [other]
                for quantity in quantities where quantity >= smallest.quantity {
                    let order = smallest.with(quantity: quantity)
                    let paid = try Pricing.price([order], [], cart.lists, cart.context).lines.first?.unitPrice
                    let shown = breaks.last { $0.fromQuantity <= quantity }?.price
                    #expect(paid == shown, "\(quantity)")
                }
            }
        }
        #expect(stepped > 50, "the lists are worth looking at")
    }
}

private typealias Price = (sku: String, from: Int64, price: Int64)

extension World {
    /// The identity of a new price list, in force since yesterday and for everyone; `terms` replace and add.
    @discardableResult
    fileprivate func list(_ prices: [Price], _ terms: [String: JSONValue] = [:]) async throws -> String {
        var listed: [JSONValue] = []
        for price in prices {
            listed.append([
                "product_id": .string(try await productID(price.sku)), "from_quantity": .integer(price.from),
                "price": .integer(price.price),
            ])
        }
        var body: JSONValue = [
            "name": ["ar": "أسعار الجملة", "en": "Wholesale"], "prices": .array(listed),
            "starts_at": .string((clock.now - .days(1)).description),
        ]
        for (name, value) in terms { body[name] = value }
        let answer = try await self.as(.noor).post("/api/price-lists", body)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no price list: \(answer)") }
        return id
    }

    /// The SKUs of a list of products, in pages of three.
    fileprivate func walk(_ query: String, as person: Person) async throws -> [String] {
        var skus: [String] = []
        var path: String? = "/api/products?limit=3&\(query)"
        while let next = path, skus.count < 100 {
            let page = try await self.as(person).get(next)
            guard page.status == 200 else { throw TestFailure("\(next): \(page)") }
            skus += page.skus
            path = page["page"]?["next_cursor"]?.stringValue.map {
                "/api/products?limit=3&\(query)&cursor=\($0)"
            }
        }
        return skus
    }
}

extension JSONValue {
    /// The price breaks of a product, as pairs of quantity and price.
    fileprivate var breaks: [[Int64]] {
        (self["price_breaks"]?.arrayValue ?? []).map {
            [$0["from_quantity"]?.integerValue ?? -1, $0["price"]?.integerValue ?? -1]
        }
    }

    fileprivate var ownPrice: Int64 { self["own_price"]?.integerValue ?? -1 }
    fileprivate var idText: String { self["id"]?.stringValue ?? "" }
}
