import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

/// In these tests a job is the noun of the market, not the platform's work in the background.
typealias Job = Marketplace.Job

/// A service that pia and pete both offer, and a place that both reach, with the usual steps of a job.
struct MarketScene: Sendable {
    let world: World
    let service: String
    let point: JSONValue

    static let root = "/api/v1"

    static func open(dependencies: (inout Dependencies) -> Void = { _ in }) async throws -> MarketScene {
        let world = try await castMarketplace(dependencies: dependencies)
        let found = try await world.db.read { tx in
            try tx.first(
                """
                SELECT o.service_id, p.lat, p.lon FROM offer o
                  JOIN provider p ON p.id = o.provider_id JOIN account a ON a.id = p.account_id
                 WHERE a.email = \(Person.pia.email) AND o.is_active
                   AND EXISTS (SELECT 1 FROM offer t JOIN provider q ON q.id = t.provider_id
                                 JOIN account b ON b.id = q.account_id
                                WHERE t.service_id = o.service_id AND b.email = \(Person.pete.email) AND t.is_active)
                 ORDER BY o.service_id LIMIT 1
                """,
                as: Common.self
            )
        }
        guard let found else { throw TestFailure("pia and pete have no service in common") }
        return MarketScene(
            world: world,
            service: found.service.description,
            point: ["lat": .number(found.latitude), "lon": .number(found.longitude)]
        )
    }

    private struct Common: RowDecodable {
        let service: ID<Service>
        let latitude: Double
        let longitude: Double

        init(_ row: inout Row) throws {
            service = try row.next()
            latitude = try row.next()
            longitude = try row.next()
        }
    }

    var now: Instant { world.clock.now }

    /// A time from now on, as bodies have it.
    func at(_ ahead: Duration) -> JSONValue { .string((Instant(seconds: now.seconds) + ahead).description) }
}

// Jobs and quotes.
extension MarketScene {
    /// The body of a job whose window opens in two days and closes in ten.
    func job(_ changes: JSONObject = [:]) -> JSONObject {
        var body: JSONObject = [
            "service_id": .string(service), "title": "Paint the fence",
            "description": "Twelve metres, both sides.",
            "point": point, "address": "7 Water Street",
            "window": ["from": at(.days(2)), "until": at(.days(10))],
        ]
        for member in changes.members { body[member.name] = member.value }
        return body
    }

    func post(by customer: Person = .carl, _ changes: JSONObject = [:]) async throws -> String {
        let answer = try await world.as(customer).post("\(Self.root)/jobs", .object(job(changes)))
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no job: \(answer)") }
        return id
    }

    func quote(
        _ job: String,
        by provider: Person = .pia,
        _ amount: Int64 = 10_000,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        var body: JSONObject = more
        if body["lines"] == nil { body["amount_minor"] = .integer(amount) }
        return try await world.as(provider).post("\(Self.root)/jobs/\(job)/quote", .object(body))
    }

    /// The same, of which the test needs the answer to be a quote.
    func quoted(
        _ job: String,
        by provider: Person = .pia,
        _ amount: Int64 = 10_000,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        let answer = try await quote(job, by: provider, amount, more)
        guard answer.status == 201 else { throw TestFailure("no quote: \(answer)") }
        return answer
    }

    func accept(
        _ job: String,
        _ quote: TestResponse,
        by customer: Person = .carl
    ) async throws -> TestResponse {
        try await put(job, "accept-quote", by: customer, choice(quote))
    }

    func choice(_ quote: TestResponse) -> JSONObject {
        [
            "quote_id": .string(quote.id ?? ""), "revision": quote["revision"] ?? .null,
            "amount_minor": quote["amount_minor"] ?? .null,
        ]
    }

    func put(
        _ job: String,
        _ verb: String,
        by person: Person,
        _ body: JSONObject = [:]
    ) async throws -> TestResponse {
        try await world.as(person).put("\(Self.root)/jobs/\(job)/\(verb)", .object(body))
    }

    func get(_ job: String, _ part: String = "", by person: Person = .carl) async throws -> TestResponse {
        try await world.as(person).get("\(Self.root)/jobs/\(job)\(part.isEmpty ? "" : "/\(part)")")
    }

    func state(of job: String) async throws -> String {
        try await get(job)["state"]?.stringValue ?? ""
    }

    /// The quote of a provider as it is now.
    func present(_ job: String, of provider: Person = .pia) async throws -> TestQuote {
        let list = try await get(job, "quotes", by: provider)
        guard let quote = list["data"]?.arrayValue?.first else { throw TestFailure("no quote: \(list)") }
        return TestQuote(json: quote)
    }

    struct TestQuote: Sendable {
        let json: JSONValue
        var state: String { json["state"]?.stringValue ?? "" }
    }
}

// Later states.
extension MarketScene {
    /// A job that is awarded to a provider.
    func awarded(
        to provider: Person = .pia,
        _ amount: Int64 = 10_000,
        _ more: JSONObject = [:]
    ) async throws -> String {
        let job = try await post()
        let answer = try await accept(job, quoted(job, by: provider, amount, more))
        guard answer.status == 200 else { throw TestFailure("not awarded: \(answer)") }
        return job
    }

    /// A job that is paid for.
    func funded(
        to provider: Person = .pia,
        _ amount: Int64 = 10_000,
        _ more: JSONObject = [:]
    ) async throws -> String {
        let job = try await awarded(to: provider, amount, more)
        try await fund(job)
        return job
    }

    /// A job on which the provider is at work.
    func underway(to provider: Person = .pia, _ amount: Int64 = 10_000) async throws -> String {
        let job = try await funded(to: provider, amount)
        world.clock.advance(by: .days(2) + .minutes(1))
        let answer = try await put(job, "status", by: provider, ["status": "underway"])
        guard answer.status == 200 else { throw TestFailure("not begun: \(answer)") }
        return job
    }

    /// The payment of an awarded job arrives, as the gateway's event would tell.
    ///
    /// Without a page at the gateway there is nothing to read there before money moves.
    func fund(_ job: String) async throws {
        guard let id = ID<Job>(job) else { throw TestFailure("no job \(job)") }
        try await world.db.write { [site = world.site] tx in
            let award = try Award.live(of: Job.find(id, tx), tx)
            let customer = try Job.find(id, tx).customer
            let charge = tx.newID(of: Charge.self)
            try tx.execute(
                """
                INSERT INTO charge (id, gateway, subject_kind, subject_id, account_id, amount, currency, state, reference,
                                    payment_reference, paid, paid_currency, refunded, contested, is_stray, title, pages,
                                    expires_at, paid_at, created_at, updated_at, version)
                VALUES (\(charge), 'stripe', 'award', \(award.id), \(customer), \(award.amount), 'USD', 'succeeded',
                        NULL, \("pay_\(charge)"), \(award.amount), 'USD', 0, 0, \(false), 'Job',
                        \(json: Charge.Pages(returning: "https://a.example", cancelling: "https://a.example")),
                        \(tx.now + .hours(1)), \(tx.now), \(tx.now), \(tx.now), 1)
                """
            )
            try site.product.charges.succeeded(Charge.find(charge, tx), site, tx)
        }
    }

    /// Sets a policy from today on.
    func policy(_ key: PolicyKey, _ value: Int64) async throws {
        try await world.db.write { tx in
            try tx.execute(
                """
                INSERT INTO policy (id, key, value, effective_from, set_by, reason, created_at)
                VALUES (\(tx.newID(of: PolicySetting.self)), \(key), \(json: value), \(Policies.day(of: tx.now)),
                        (SELECT a.id FROM account a WHERE a.email = \(Person.ada.email)), 'test', \(tx.now))
                """
            )
        }
    }

    /// Logs people in one after the other: a code of an authenticator is good once.
    func logIn(_ people: Person...) async throws {
        for person in people { _ = try await world.token(of: person) }
    }

    /// The templates of the notices to a person so far.
    func notices(to person: Person) async throws -> [String] {
        try await world.db.read { tx in
            try tx.values(
                """
                SELECT n.template FROM notice n JOIN account a ON a.id = n.account_id
                 WHERE a.email = \(person.email) ORDER BY n.created_at, n.id
                """,
                as: String.self
            )
        }
    }
}
