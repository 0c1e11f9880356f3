import Kernel
import Platform
import Store
import TestKit

@testable import Distribution

/// The market's goods and places that pricing tests use.
struct MarketGoods: Sendable {
    let products: [String: String]
    let companies: [String: String]
    let categories: [String: String]
    let zones: [String: String]

    static func find(in world: World) async throws -> MarketGoods {
        try await world.db.read { tx in
            MarketGoods(
                products: try names(of: "SELECT sku, id FROM product", tx),
                companies: try names(of: "SELECT \(english) AS name, id FROM company", tx),
                categories: try names(of: "SELECT \(english) AS name, id FROM category", tx),
                zones: try names(of: "SELECT \(english) AS name, id FROM delivery_zone", tx)
            )
        }
    }

    private static let english: SQL = "\(pg: "name ->> 'en'", sqlite: "json_extract(name, '$.en')")"

    private static func names(of query: SQL, _ tx: borrowing Tx) throws -> [String: String] {
        var names: [String: String] = [:]
        try tx.forEach(query) { row in
            names[try row.next()] = try row.next(ID<Never>.self).description
        }
        return names
    }

    func product(_ sku: String) -> JSONValue { .string(products[sku] ?? "") }
    func company(_ name: String) -> JSONValue { .string(companies[name] ?? "") }
    func category(_ name: String) -> JSONValue { .string(categories[name] ?? "") }
    func zone(_ name: String) -> JSONValue { .string(zones[name] ?? "") }

    func lines(_ lines: [(String, Int)]) -> JSONValue {
        .array(lines.map { ["product_id": product($0.0), "quantity": .integer(Int64($0.1))] })
    }
}

extension World {
    /// A promotion of the whole market from yesterday on; `terms` replace and add.
    func promote(_ terms: [String: JSONValue]) async throws -> TestResponse {
        try await self.as(.noor).post("/api/promotions", offer(terms))
    }

    func offer(_ terms: [String: JSONValue]) -> JSONValue {
        var body: JSONValue = [
            "name": ["ar": "عرض", "en": "Offer"], "type": "percentage",
            "starts_at": .string((clock.now - .days(1)).description),
        ]
        for (name, value) in terms { body[name] = value }
        return body
    }
}
