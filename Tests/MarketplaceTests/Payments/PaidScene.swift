import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

/// A market whose payments go through the double of Stripe.
struct PaidScene: Sendable {
    let scene: MarketScene
    let stripe: StripeDouble

    var world: World { scene.world }

    static func open(also others: any ChargeGateway...) async throws -> PaidScene {
        let stripe = try StripeDouble()
        let scene = try await MarketScene.open { $0.gateways = Gateways([stripe.charges] + others) }
        // Bronze providers pay 12.5 %, so that the amounts are those of the page.
        try await scene.policy(.commissionBronzeBp, 1_250)
        return PaidScene(scene: scene, stripe: stripe)
    }

    static let pages: JSONObject = [
        "return_url": "https://world.example/ok?job=1", "cancel_url": "https://world.example/no",
    ]

    func begin(
        _ job: String,
        by person: Person = .carl,
        _ changes: JSONObject = [:]
    ) async throws -> TestResponse {
        var body = Self.pages
        body["job_id"] = .string(job)
        body["gateway"] = "stripe"
        for member in changes.members { body[member.name] = member.value }
        return try await world.as(person).post("/api/v1/payments", .object(body))
    }

    func step(_ payment: String, by person: Person = .carl) async throws -> TestResponse {
        try await world.as(person).post("/api/v1/payments/process", ["payment_id": .string(payment)])
    }

    /// A payment whose page is open at Stripe.
    func opened(_ job: String) async throws -> (payment: String, page: String) {
        try await stripe.act("config", ["now": String(world.clock.now.seconds)])
        let begun = try await begin(job)
        guard let payment = begun.id else { throw TestFailure("no payment: \(begun)") }
        let step = try await step(payment)
        guard step["state"] == "open", let url = step["url"]?.stringValue else {
            throw TestFailure("no page: \(step)")
        }
        return (payment, String(url.split(separator: "/").last ?? ""))
    }

    /// An awarded job of an amount.
    func awarded(_ amount: Int64 = 12_345) async throws -> String { try await scene.awarded(amount) }

    /// A job that the customer has paid at Stripe.
    func funded(_ amount: Int64 = 12_345) async throws -> (job: String, payment: String) {
        let job = try await awarded(amount)
        let (payment, page) = try await opened(job)
        try await stripe.act("complete/\(page)")
        try await world.hearCharges(stripe)
        guard try await scene.state(of: job) == "funded" else { throw TestFailure("not funded") }
        return (job, payment)
    }

    /// The same, at work.
    func underway(_ amount: Int64 = 12_345) async throws -> (job: String, payment: String) {
        let paid = try await funded(amount)
        world.clock.advance(by: .days(2) + .minutes(1))
        try await move(paid.job, to: "underway", by: .pia)
        return paid
    }

    /// The same, done and accepted.
    func completed(_ amount: Int64 = 12_345) async throws -> (job: String, payment: String) {
        let paid = try await underway(amount)
        try await move(paid.job, to: "delivered", by: .pia)
        try await move(paid.job, to: "completed", by: .carl)
        try await world.runJobs()
        return paid
    }

    func move(_ job: String, to status: String, by person: Person) async throws {
        let answer = try await scene.put(job, "status", by: person, ["status": .string(status)])
        guard answer.status == 200 else { throw TestFailure("not \(status): \(answer)") }
    }

    func intent(of payment: String) async throws -> String { try await charge(payment).payment ?? "" }

    func charge(_ payment: String) async throws -> Charge {
        guard let id = ID<Charge>(payment) else { throw TestFailure("no payment \(payment)") }
        return try await world.db.read { tx in try Charge.find(id, tx) }
    }

    /// The balances of the ledger, the provider's account as `payee`, without those of nothing.
    func balances() async throws -> [String: Int64] {
        let balances = try await world.db.read { tx in try Ledger.balances(tx) }
        let pairs = balances.filter { $0.balance.amountMinor != 0 }.map { balance in
            (balance.account.hasPrefix("payee:") ? "payee" : balance.account, balance.balance.amountMinor)
        }
        return Dictionary(pairs) { $0 + $1 }
    }

    /// The lines of the transactions of a kind, oldest first.
    func lines(_ kind: String) async throws -> [[String: Int64]] {
        let lines = try await world.db.read { tx in
            try tx.all(
                """
                SELECT t.id, e.account, e.amount FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
                 WHERE t.kind = \(kind) ORDER BY t.at, t.id, e.position
                """,
                as: Line.self
            )
        }
        var order: [ID<Subject>] = []
        var found: [ID<Subject>: [String: Int64]] = [:]
        for line in lines {
            if found[line.transaction] == nil { order.append(line.transaction) }
            let account = line.account.hasPrefix("payee:") ? "payee" : line.account
            found[line.transaction, default: [:]][account, default: 0] += line.amount
        }
        return order.compactMap { found[$0] }
    }

    private struct Line: RowDecodable {
        let transaction: ID<Subject>
        let account: String
        let amount: Int64

        init(_ row: inout Row) throws {
            transaction = try row.next()
            account = try row.next()
            amount = try row.next()
        }
    }

    // Refunds.

    func ask(
        _ payment: String,
        _ amount: Int64? = nil,
        by person: Person = .carl
    ) async throws -> TestResponse {
        var body: JSONObject = ["reason": "One board was forgotten."]
        if let amount { body["amount_minor"] = .integer(amount) }
        return try await world.as(person).post("/api/v1/payments/\(payment)/refund", .object(body))
    }

    func approve(
        _ refund: String,
        by person: Person = .lina,
        version: Int64 = 1,
        _ amount: Int64? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["reason": "It is right.", "version": .integer(version)]
        if let amount { body["amount_minor"] = .integer(amount) }
        return try await world.as(person).put("/api/v1/refunds/\(refund)/approve", .object(body))
    }

    func reject(_ refund: String, by person: Person = .lina, version: Int64 = 1) async throws -> TestResponse
    {
        let body: JSONValue = ["reason": "The work is fine.", "version": .integer(version)]
        return try await world.as(person).put("/api/v1/refunds/\(refund)/reject", body)
    }

    /// A refund that has gone back.
    func refunded(_ payment: String, _ amount: Int64) async throws {
        let asked = try await ask(payment, amount)
        guard let id = asked.id else { throw TestFailure("no refund: \(asked)") }
        let approved = try await approve(id)
        guard approved.status == 200 else { throw TestFailure("not approved: \(approved)") }
        try await world.runJobs()
        try await world.hearCharges(stripe)
    }

    func refund(_ id: String, by person: Person = .carl) async throws -> TestResponse {
        try await world.as(person).get("/api/v1/refunds/\(id)")
    }
}
