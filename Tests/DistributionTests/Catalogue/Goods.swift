import Kernel
import Platform
import Store
import TestKit

@testable import Distribution

extension World {
    /// The identity of a product of the demo.
    func product(_ sku: String) async throws -> ID<Distribution.Product> {
        let id = try await db.read { tx in
            try tx.value("SELECT id FROM product WHERE sku = \(sku)", as: ID<Distribution.Product>.self)
        }
        guard let id else { throw TestFailure("there is no \(sku)") }
        return id
    }

    func stock(of sku: String) async throws -> Int {
        try await db.read { tx in try tx.value("SELECT stock FROM product WHERE sku = \(sku)") ?? -1 }
    }

    /// A company by its English name.
    func company(_ name: String) async throws -> String {
        try await named(name, "SELECT id, name FROM company")
    }
    func zone(_ name: String) async throws -> String {
        try await named(name, "SELECT id, name FROM delivery_zone")
    }
    func category(_ name: String) async throws -> String {
        try await named(name, "SELECT id, name FROM category")
    }

    private func named(_ name: String, _ query: SQL) async throws -> String {
        let all = try await db.read { tx in
            var all: [(ID<Subject>, Name)] = []
            try tx.forEach(query) { row in all.append((try row.next(), try row.json())) }
            return all
        }
        guard let found = all.first(where: { $0.1.en?.rawValue == name }) else {
            throw TestFailure("there is no \(name)")
        }
        return found.0.description
    }

    /// Whether every stock is the sum of its movements, and none is negative.
    func stockAddsUp() async throws -> Bool {
        try await db.read { tx in
            try !tx.exists(
                """
                SELECT 1 FROM product p WHERE p.stock < 0 OR p.stock <>
                    (SELECT COALESCE(SUM(s.quantity), 0) FROM stock_movement s WHERE s.product_id = p.id)
                """
            )
        }
    }

    /// The body of a new product of Al-Furat.
    func newProduct(_ sku: String, name: JSONValue = ["ar": "سكر", "en": "Sugar"]) async throws -> JSONValue {
        [
            "sku": .string(sku), "company_id": .string(try await company("Al-Furat Trading")),
            "category_id": .string(try await category("Food")), "name": name, "price": 1500,
        ]
    }
}

extension JSONValue {
    /// The same with other members.
    func with(_ members: [String: JSONValue]) -> JSONValue {
        guard case .object(var object) = self else { return self }
        for (name, value) in members { object[name] = value }
        return .object(object)
    }
}

extension TestResponse {
    /// The SKUs of a list, in its order.
    var skus: [String] { (self["data"]?.arrayValue ?? []).compactMap { $0["sku"]?.stringValue } }
}
