import Kernel
import Platform
import Store
import TestKit

@testable import Distribution

/// An order written straight into the tables, for what comes after ordering.
struct Sale: Sendable {
    var company = "Al-Furat Trading"
    var zone = "Karkh"
    var customer = Person.omar
    var status = "DELIVERED"
    var goods: Int64 = 100_000
    /// Of one line; the goods are a multiple of it.
    var quantity: Int64 = 1
    var discount: Int64 = 0
    var fee: Int64 = 3_000
    var commission: Int64 = 5_000
    /// When it was placed, and delivered if it was.
    var at: Instant?
    var place: (latitude: Double, longitude: Double)?
}

extension World {
    /// The identity of the company with this English name.
    func companyNamed(_ name: String) async throws -> String { try await idNamed(name, in: "/api/companies") }

    func zoneNamed(_ name: String) async throws -> String { try await idNamed(name, in: "/api/zones") }

    private func idNamed(_ name: String, in path: String) async throws -> String {
        let listed = try await self.as(.noor).get("\(path)?limit=100")
        let found = listed["data"]?.arrayValue?.first { $0["name"]?["en"]?.stringValue == name }
        guard let id = found?["id"]?.stringValue else { throw TestFailure("no \(name) in \(path)") }
        return id
    }

    /// Writes the order, and has it booked when it is delivered.
    @discardableResult
    func sell(_ sale: Sale = Sale()) async throws -> String {
        let (company, zone) = (try await companyNamed(sale.company), try await zoneNamed(sale.zone))
        let order = try await db.write { tx in
            let order = try Self.insert(sale, company, zone, tx)
            if sale.status == "DELIVERED" { try Bookkeeping.delivered(order, tx) }
            return order
        }
        return order.description
    }

    private static func insert(
        _ sale: Sale,
        _ company: String,
        _ zone: String,
        _ tx: borrowing Tx
    ) throws -> ID<Order> {
        let id = tx.newID(of: Order.self)
        let at = sale.at ?? tx.now
        var address: JSONValue = ["recipient": "عمر", "city": "بغداد", "street": "شارع ١٤ رمضان"]
        if let place = sale.place {
            address["location"] = [
                "latitude": .number(place.latitude), "longitude": .number(place.longitude),
            ]
        }
        try tx.execute(
            """
            INSERT INTO sales_order (id, checkout_id, customer_id, company_id, zone_id, status, address, subtotal, discount,
                                     delivery_fee, total, commission, placed_at, delivered_at, updated_at, version)
            VALUES (\(id), \(id), (SELECT a.id FROM account a WHERE a.email = \(sale.customer.email)),
                    \(ID<Company>(company)), \(ID<DeliveryZone>(zone)), \(sale.status), \(json: address), \(sale.goods),
                    \(sale.discount), \(sale.fee), \(sale.goods - sale.discount + sale.fee), \(sale.commission), \(at),
                    \(sale.status == "DELIVERED" ? at : nil), \(at), 1)
            """
        )
        try insertLine(of: id, sale, company, tx)
        return id
    }

    private static func insertLine(
        of order: ID<Order>,
        _ sale: Sale,
        _ company: String,
        _ tx: borrowing Tx
    ) throws {
        let price = sale.goods / sale.quantity
        let pricing: JSONValue = [
            "list_price": .integer(price), "unit_price": .integer(price), "shares": .array([]),
        ]
        try tx.execute(
            """
            INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal, discount,
                                          total, commission_rate, commission, pricing)
            SELECT \(order), 1, p.id, p.sku, p.name, \(sale.quantity), \(price), \(sale.goods), \(sale.discount),
                   \(sale.goods - sale.discount), 500, \(sale.commission), \(json: pricing)
              FROM product p WHERE p.company_id = \(ID<Company>(company)) ORDER BY p.sku LIMIT 1
            """
        )
    }

    /// Takes back so many of the first line, or everything.
    func takeBack(
        _ order: String,
        _ quantity: Int64? = nil,
        _ more: [String: JSONValue] = [:],
        as person: Person = .noor
    ) async throws -> TestResponse {
        var body: JSONValue = ["reason": "Burst"]
        if let quantity { body["lines"] = [["position": 1, "quantity": .integer(quantity)]] }
        for (name, value) in more { body[name] = value }
        return try await self.as(person).post("/api/orders/\(order)/returns", body)
    }

    /// Debits less credits by account; the companies' under their English names.
    func ledger() async throws -> [String: Int64] {
        var names: [String: String] = [:]
        for name in ["Al-Furat Trading", "Zagros Foods"] {
            names["company:\(try await companyNamed(name))"] = name
        }
        return try await db.read { [names] tx in
            let all = try Ledger.balances(tx).map {
                (names[$0.account] ?? $0.account, $0.balance.amountMinor)
            }
            return Dictionary(all) { $0 + $1 }.filter { $0.value != 0 }
        }
    }

    /// The sum of a company's entries, calculated without the ledger.
    func entriesSum(of company: String) async throws -> Int64 {
        try await db.read { tx in
            try tx.value(
                """
                SELECT \(SQL.sum(of: "amount")) FROM company_entry WHERE company_id = \(ID<Company>(company))
                """
            ) ?? 0
        }
    }
}
