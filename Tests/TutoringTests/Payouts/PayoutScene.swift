import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// A site whose tutors earn without working, with Stripe as the double plays it.
struct PayoutScene: Sendable {
    let world: World
    let stripe: StripeDouble
    let tina: ID<Tutor>

    static let account: JSONValue = [
        "country": "IT", "return_url": "/payouts/done", "refresh_url": "/payouts/again",
    ]

    /// Tina's account is ready, and the platform has a balance.
    static func open(isReady: Bool = true, balance: Int64 = 10_000_00) async throws -> PayoutScene {
        let stripe = try StripeDouble()
        let world = try await castTutoring(dependencies: {
            $0.payments = stripe.gateway
            $0.gateways = Gateways([stripe.intents])
            $0.connect = stripe.connect
        })
        let scene = PayoutScene(world: world, stripe: stripe, tina: try await world.tutor(of: .tina))
        if isReady { try await scene.connect(.tina) }
        if balance > 0 { try await stripe.act("top_up/balance", ["amount": String(balance)]) }
        return scene
    }

    /// The tutor opens the account and completes it at Stripe.
    func connect(_ person: Person) async throws {
        let page = try await world.as(person).post("/api/v1/payouts/account", Self.account)
        guard page.status == 200 else { throw TestFailure("no account: \(page)") }
        try await stripe.act("onboard/\(reference(of: person))")
        let shown = try await world.as(person).get("/api/v1/payouts/account")
        guard shown["state"] == "ready" else { throw TestFailure("not ready: \(shown)") }
    }

    func reference(of person: Person) async throws -> String {
        let tutor = try await world.tutor(of: person)
        let found = try await world.db.read { tx in
            try ConnectedAccount.find(of: Tutor.find(tutor, tx).account, tx)?.reference
        }
        guard let found else { throw TestFailure("no account") }
        return found
    }

    /// Bookkeeping earnings that are the tutor's already, and returns as negative amounts.
    func earn(_ amounts: Int64..., for person: Person = .tina) async throws {
        for amount in amounts {
            try await earn(Split(value: amount, commission: 0, vat: 0), for: person)
        }
    }

    /// The same with commission and VAT; held entries wait for a decision.
    func earn(_ split: Split, for person: Person = .tina, isHeld: Bool = false) async throws {
        let tutor = try await world.tutor(of: person)
        try await world.db.write { tx in
            let subject: ID<Platform.Subject> = tx.newID()
            let kind: TutorEntry.Kind = split.value < 0 ? .return : .earning
            let lines = [
                (Ledger.Account.provider, split.value), (.tutor(tutor), -split.net),
                (.commission, -split.commission), (.vat, -split.vat),
            ]
            try Ledger.book("test", of: subject, lines.map { Ledger.Line($0.0, Money($0.1, .euro)) }, tx)
            try tx.execute(
                """
                INSERT INTO tutor_entry (id, tutor_id, kind, subject_id, amount, commission, vat, at, booked, is_held)
                VALUES (\(tx.newID(of: TutorEntry.self)), \(tutor), \(kind), \(subject), \(split.net), \(split.commission),
                        \(split.vat), \(tx.now), \(TutorEntry.Booked.tutor), \(isHeld))
                """
            )
        }
    }

    func run(by admin: Person = .ada, dry: Bool = false) async throws -> TestResponse {
        try await world.as(admin).post(
            "/api/v1/admin/payouts/run",
            ["reason": "The weekly payouts.", "dry_run": .bool(dry)]
        )
    }

    /// The only payout of a run that opened it, and its transfer.
    func paid() async throws -> String {
        let answer = try await run()
        guard answer.status == 201, let id = answer.results.first?["payout_id"]?.stringValue else {
            throw TestFailure("no payout: \(answer)")
        }
        try await world.runJobs()
        return id
    }

    func show(_ payout: String, as person: Person = .ada) async throws -> TestResponse {
        try await world.as(person).get("/api/v1/payouts/\(payout)")
    }

    func reverse(_ payout: String) async throws -> TestResponse {
        try await world.as(.ada).post(
            "/api/v1/admin/payouts/\(payout)/reverse",
            ["reason": "The lessons were refunded."]
        )
    }

    /// The orders of transfers at Stripe, by their keys.
    func transfers() async throws -> [String] {
        try await stripe.requests().filter { $0["method"] == "POST" && $0["path"] == "/v1/transfers" }
            .compactMap { $0["key"]?.stringValue }
    }

    /// The debt to Tina in the ledger, positive, and the provider's account.
    func books() async throws -> [String: Int64] {
        let balances = try await world.db.read { tx in try Ledger.balances(tx) }
        let named = balances.compactMap { balance -> (String, Int64)? in
            switch balance.account {
            case Ledger.Account.tutor(tina).code: ("tina", -balance.balance.amountMinor)
            case "provider": ("provider", balance.balance.amountMinor)
            default: nil
            }
        }
        return Dictionary(named) { $0 + $1 }
    }

    /// A session that is no longer fresh.
    func stale(_ person: Person) async throws -> TestClient {
        let login = try await world.logIn(person)
        world.clock.advance(by: world.product.accounts.freshness + .seconds(1))
        let renewed = try await world.anonymous.post(
            "/api/v1/auth/refresh",
            ["refresh_token": login["refresh_token"] ?? .null]
        )
        guard let token = renewed["access_token"]?.stringValue else {
            throw TestFailure("\(person.name) cannot refresh: \(renewed)")
        }
        return world.with(token: token)
    }

    /// Whether the proofs of the ledger hold.
    func isSound() async throws -> Bool {
        let answer = try await world.as(.ada).get("/api/v1/admin/ledger/balances")
        let checks = answer["checks"]?.arrayValue ?? []
        return checks.count == 3 && checks.allSatisfy { $0["ok"] == true }
    }
}

extension TestResponse {
    /// The decisions of a run of payouts.
    var results: [JSONValue] { self["results"]?.arrayValue ?? [] }
}

extension World {
    /// The templates of the notices to a person, oldest first.
    func noticed(_ person: Person) async throws -> [String] {
        try await db.read { tx in
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
