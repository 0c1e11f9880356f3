import Foundation
import Kernel
import Store
import TestKit

@testable import Platform

/// A Stripe that no one here wrote: localstripe, as `scripts/with-stripe` starts it.
///
/// It has no Checkout, ignores idempotency keys and lets refunds exceed the charge.
struct LocalStripe: Sendable {
    let root: String

    /// Nil, and the tests are skipped, when there is none.
    static let root = ProcessInfo.processInfo.environment["PORTICO_TEST_STRIPE"]

    init() throws {
        guard let root = Self.root else { throw TestFailure("there is no localstripe") }
        self.root = root
    }

    /// A shop at the present, for localstripe has no other time.
    func shop() async throws -> World {
        let settings = StripeGateway.Settings(
            key: "sk_test_local",
            webhookSecrets: [StripeDouble.secret],
            root: root
        )
        let world = try await aShop(through: StripeGateway(settings, http: HTTPCaller()))
        world.clock.set(to: Instant(seconds: Int64(Date().timeIntervalSince1970)))
        return world
    }

    @discardableResult
    func post(_ path: String, _ form: [String]) async throws -> JSONValue {
        try await send("POST", path, Array(StripeForm.encoded(form).utf8))
    }

    func get(_ path: String) async throws -> JSONValue { try await send("GET", path, []) }

    func delete(_ path: String) async throws -> JSONValue { try await send("DELETE", path, []) }

    private func send(_ method: String, _ path: String, _ body: [UInt8]) async throws -> JSONValue {
        var headers = [(name: "Authorization", value: "Bearer sk_test_local")]
        if method == "POST" { headers.append(("Content-Type", "application/x-www-form-urlencoded")) }
        let answer = try await HTTPCaller().call(
            .init(method, root + path, headers: headers, body: body.isEmpty ? .none : .bytes(body))
        )
        return try JSONValue(parsing: answer.body)
    }

    /// Someone with a card, by the number of which it is known whether it pays.
    func card(_ number: String, for customer: String) async throws {
        let card = try await post(
            "/v1/payment_methods",
            [
                "type", "card", "card[number]", number, "card[exp_month]", "12", "card[exp_year]", "2040",
                "card[cvc]", "123",
            ]
        )
        guard let id = card["id"]?.stringValue else { throw TestFailure("no card: \(card)") }
        try await post("/v1/payment_methods/\(id)/attach", ["customer", customer])
        try await post("/v1/customers/\(customer)", ["invoice_settings[default_payment_method]", id])
    }

    /// A monthly plan of ten euros, and Giulia subscribed to it.
    func subscribe(_ customer: String) async throws -> JSONValue {
        let product = try await post("/v1/products", ["name", "Ogni mese", "type", "service"])
        let plan = try await post(
            "/v1/plans",
            [
                "amount", "1000", "currency", "eur", "interval", "month", "nickname", "monthly", "product",
                product["id"]?.stringValue ?? "",
            ]
        )
        return try await post(
            "/v1/subscriptions",
            [
                "customer", customer, "items[0][plan]", plan["id"]?.stringValue ?? "",
                "metadata[portico_plan]",
                "monthly",
            ]
        )
    }

    func pay(_ cents: Int, by customer: String) async throws -> JSONValue {
        let methods = try await get("/v1/payment_methods?customer=\(customer)&type=card")
        return try await post(
            "/v1/payment_intents",
            [
                "amount", String(cents), "currency", "eur", "customer", customer, "confirm", "true",
                "payment_method",
                methods["data"]?[0]?["id"]?.stringValue ?? "", "metadata[portico_plan]", "course",
            ]
        )
    }

    /// The events of localstripe, in the order they happened.
    func events(about customer: String) async throws -> [String] {
        let list = try await get("/v1/events?limit=100")
        return (list["data"]?.arrayValue ?? [])
            .filter { $0["data"]?["object"]?["customer"]?.stringValue == customer }
            .map(\.text).reversed()
    }
}
