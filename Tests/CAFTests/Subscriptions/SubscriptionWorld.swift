import Kernel
import Platform
import Store
import TestKit
import Web

@testable import CAF

/// An office that sells plans, with a provider when there is a double.
func seller(_ stripe: StripeDouble? = nil) async throws -> World {
    try await office(dependencies: { if let stripe { $0.payments = stripe.gateway } })
}

extension World {
    /// A plan by Sara; the answer.
    @discardableResult
    func plan(
        _ code: String = "famiglia",
        services: [(String, Int64?)] = [("ISEE", 2), ("IMU", nil)],
        price: Int64 = 49_00,
        period: String = "year",
        limits: String = "year",
        priority: Int64 = 0,
        grace: Int64 = 7,
        trial: Int64 = 0,
        isWelcome: Bool = false
    ) async throws -> TestResponse {
        try await self.as(.sara).post(
            "/admin/subscription-plans",
            [
                "code": .string(code),
                "name": ["it": .string("Piano \(code)"), "en": .string("Plan \(code)")],
                "terms": terms(services, price, period, limits, priority, grace, trial, isWelcome),
            ]
        )
    }

    func terms(
        _ services: [(String, Int64?)],
        _ price: Int64,
        _ period: String = "year",
        _ limits: String = "year",
        _ priority: Int64 = 0,
        _ grace: Int64 = 7,
        _ trial: Int64 = 0,
        _ isWelcome: Bool = false
    ) -> JSONValue {
        [
            "price": .integer(price), "vat_rate": 2200, "period": .string(period),
            "services": .array(
                services.map { code, limit in
                    ["service": .string(code), "limit": limit.map { .integer($0) } ?? .null]
                }
            ),
            "limit_period": .string(limits), "priority": .integer(priority), "trial_days": .integer(trial),
            "grace_days": .integer(grace), "is_welcome": .bool(isWelcome),
        ]
    }

    /// Buys and pays at Stripe.
    func subscribe(
        to plan: TestResponse,
        as person: Person = .giulia,
        from stripe: StripeDouble,
        declines: Bool = false
    ) async throws {
        let page = try await self.as(person).post(
            "/subscriptions/checkout",
            ["plan_id": .string(plan.id ?? "")]
        )
        guard let id = page.id else { throw TestFailure("no checkout: \(page)") }
        try await stripe.act("complete/\(id)", ["declines": String(declines)])
        try await hear(stripe)
    }

    /// A request ready to be handed in; there may be many of one year.
    func ready(_ year: Int64, as person: Person = .giulia, _ service: String = "ISEE") async throws -> Ticket
    {
        let form =
            service == "ISEE" ? DemoForms.isee : person == .luca ? DemoForms.imuOfLuca : DemoForms.imu
        let draft = try await draft(form, service, year: year, as: person)
        try await deliverPapers(of: draft, as: person)
        return draft
    }

    func draft(_ form: String, _ service: String, year: Int64, as person: Person) async throws -> Ticket {
        let body: JSONValue = [
            "service": .string(service), "tax_year": .integer(year), "sections": try sections(form),
            "allow_duplicate": true, "duplicate_reason": "prova",
        ]
        return try Ticket(await self.as(person).post("/service-requests", body))
    }

    func submit(_ ticket: Ticket, as person: Person = .giulia) async throws -> TestResponse {
        try await self.as(person).post(ticket.path + "/submit")
    }

    func subscriptions() async throws -> [Subscription] {
        try await db.read { tx in
            try tx.all("SELECT \(Subscription.columns) FROM subscription u ORDER BY u.id")
        }
    }

    func used(_ person: Person = .giulia, _ service: String = "ISEE") async throws -> Int64? {
        try await self.as(person).get("/subscriptions/me")["usage"]?.arrayValue?
            .first { $0["service"]?.stringValue == service }?["used"]?.integerValue
    }
}
