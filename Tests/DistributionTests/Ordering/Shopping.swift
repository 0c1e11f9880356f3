import Kernel
import Platform
import Store
import TestKit

@testable import Distribution

// Common steps of order tests: find goods by their SKU, give shops an address, order.
extension World {
    func productID(_ sku: String) async throws -> String {
        let id = try await db.read { tx in
            try tx.value("SELECT id FROM product WHERE sku = \(sku)", as: ID<Distribution.Product>.self)
        }
        guard let id else { throw TestFailure("no product \(sku)") }
        return id.description
    }

    func stock(_ sku: String) async throws -> Int {
        try await db.read { tx in
            try tx.value("SELECT stock FROM product WHERE sku = \(sku)", as: Int.self)
        } ?? -1
    }

    /// Puts the stock of a product to so many, through the ledger.
    func setStock(_ sku: String, to quantity: Int) async throws {
        let now = try await stock(sku)
        let product = try await productID(sku)
        guard quantity != now, let id = ID<Distribution.Product>(product) else { return }
        try await db.write { tx in
            try Stock.move(
                [StockChange(product: id, quantity: quantity - now)],
                .correction,
                because: "test",
                by: .system,
                tx
            )
        }
    }

    /// The sum of a product's movements.
    func ledger(_ sku: String) async throws -> Int {
        try await db.read { tx in
            try tx.value(
                """
                SELECT CAST(SUM(s.quantity) AS \(pg: "bigint", sqlite: "INTEGER"))
                  FROM stock_movement s JOIN product p ON p.id = s.product_id WHERE p.sku = \(sku)
                """,
                as: Int.self
            )
        } ?? 0
    }

    @discardableResult
    func addAddress(of person: Person, _ more: JSONValue = [:]) async throws -> String {
        var body: JSONValue = [
            "recipient": .string(person.name), "phone": "+9647701234567", "city": "بغداد",
            "street": "شارع ١٤ رمضان",
        ]
        for member in more.objectValue ?? [:] { body[member.name] = member.value }
        let answer = try await self.as(person).post("/api/addresses", body)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no address: \(answer)") }
        return id
    }

    /// Orders so many of each SKU.
    func order(
        _ goods: [(String, Int64)],
        as person: Person,
        _ more: [String: JSONValue] = [:],
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        var items: [JSONValue] = []
        for (sku, quantity) in goods {
            items.append(["product_id": .string(try await productID(sku)), "quantity": .integer(quantity)])
        }
        var body: JSONValue = ["items": .array(items)]
        for (name, value) in more { body[name] = value }
        return try await self.as(person).post("/api/orders", body, headers: headers)
    }

    /// An order that must come about, and its identity.
    func ordered(_ goods: [(String, Int64)], as person: Person) async throws -> String {
        let answer = try await order(goods, as: person)
        guard answer.status == 201, let id = answer["orders"]?[0]?["id"]?.stringValue else {
            throw TestFailure("no order: \(answer)")
        }
        return id
    }

    func move(
        _ order: String,
        to status: String,
        as person: Person,
        headers: [String: String] = [:]
    ) async throws -> TestResponse {
        let path = person == .hassan || person == .layla ? "vendors/orders" : "orders"
        let method = path == "orders" ? "PUT" : "PATCH"
        let body: JSONValue = ["status": .string(status)]
        return try await self.as(person).send(
            method,
            "/api/\(path)/\(order)/status",
            bytes: body.bytes,
            type: "application/json",
            headers: headers
        )
    }

    func countRows(_ sql: SQL) async throws -> Int {
        try await db.read { tx in try tx.value(sql, as: Int.self) } ?? -1
    }
}

/// A market where shops have an address, and as many more shops in Karkh as asked for.
func shoppingMarket(shops: Int = 0) async throws -> World {
    let world = try await World(
        distribution,
        cast: "market-\(shops)",
        cast: { site in
            try await demo(site)
            for index in 0..<shops { try await Person.shop(index).join(site) }
        }
    )
    for person in [Person.omar, .zainab, .dilan] { try await world.addAddress(of: person) }
    return world
}

extension Person {
    /// One of many shop owners in Karkh.
    static func shop(_ index: Int) -> Person {
        Person("shop\(index)", email: "shop\(index)@example.com")
    }

    /// With an address.
    fileprivate func join(_ site: Site) async throws {
        let email = EmailAddress(unchecked: email)
        let password = try JSON.decode(Password.self, from: JSONValue.string(password))
        let hash = try await site.passwords.hash(password)
        try await site.db.write { tx in
            let account = try Accounts.register(
                email: email,
                phone: nil,
                password: hash,
                role: .shopOwner,
                locale: .arabic,
                by: .system,
                at: site,
                tx
            )
            var member = Member(of: account.id, Line(unchecked: name), at: tx.now)
            member.zone = try tx.value(
                """
                SELECT m.zone_id FROM member m JOIN account a ON a.id = m.account_id
                 WHERE a.email = \(Person.omar.email)
                """,
                as: ID<DeliveryZone>.self
            )
            try member.insert(tx)
            let address = NewAddress(
                recipient: Line(unchecked: name),
                city: Line(unchecked: "Baghdad"),
                street: Line(unchecked: "1")
            )
            _ = try Address.add(address, of: account.id, tx)
        }
    }
}
