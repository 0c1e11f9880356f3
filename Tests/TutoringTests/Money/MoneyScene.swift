import Kernel
import Platform
import Store
import TestKit
import Web

@testable import Tutoring

/// A site with Stripe, on which students buy Tina's packages and lessons.
///
/// It is Saturday, 21 November 2026, 10:00 in Rome.
struct MoneyScene: Sendable {
    let world: World
    let stripe: StripeDouble

    static func open(limits: Bool = false) async throws -> MoneyScene {
        let stripe = try StripeDouble()
        let world = try await castTutoring(limits: limits) {
            $0.gateways = Gateways([stripe.intents])
            $0.payments = stripe.gateway
            $0.connect = stripe.connect
        }
        return MoneyScene(world: world, stripe: stripe)
    }

    /// A payment that the payer's client is about to confirm.
    struct Intent: Sendable {
        let payment: String
        let purchase: String
        let secret: String
        /// The intent's identifier at Stripe.
        var reference: String { String(secret.prefix { $0 != "_" }) + "_" + secret.split(separator: "_")[1] }
    }

    // Buying.

    /// The present version of a package.
    func version(of package: ID<Package>) async throws -> Int64 {
        try await world.anonymous.get("/api/v1/packages/\(package)")["version"]?.integerValue ?? 0
    }

    /// Opens a purchase of the tutor's only package.
    func order(by person: Person = .sara, from tutor: Person = .tina) async throws -> TestResponse {
        let package = try await world.package(of: tutor)
        let version = try await version(of: package)
        return try await world.as(person).post(
            "/api/v1/packages/\(package)/purchase",
            ["version": .integer(version)]
        )
    }

    func intent(_ purchase: String, by person: Person = .sara) async throws -> Intent {
        try await intent(["purchase_id": .string(purchase)], by: person)
    }

    func intent(_ body: JSONValue, by person: Person) async throws -> Intent {
        let answer = try await world.as(person).post("/api/v1/payments/intents", body)
        guard let payment = answer["payment_id"]?.stringValue,
            let secret = answer["client_secret"]?.stringValue,
            let purchase = answer["purchase_id"]?.stringValue
        else { throw TestFailure("no intent: \(answer)") }
        return Intent(payment: payment, purchase: purchase, secret: secret)
    }

    /// The payer pays, and Stripe tells.
    func pay(_ intent: Intent, _ form: [String: String] = [:]) async throws {
        try await stripe.act("confirm/\(intent.reference)", form)
        try await world.hear(stripe)
    }

    /// Buys and pays the tutor's only package; the purchase.
    @discardableResult
    func buy(by person: Person = .sara, from tutor: Person = .tina) async throws -> Bought {
        let answer = try await order(by: person, from: tutor)
        guard let purchase = answer.id else { throw TestFailure("no purchase: \(answer)") }
        let intent = try await intent(purchase, by: person)
        try await pay(intent)
        let lot = try await self.purchase(purchase, by: person)["lot_id"]?.stringValue
        guard let lot else { throw TestFailure("not paid: \(try await self.purchase(purchase, by: person))") }
        return Bought(purchase: purchase, lot: lot, intent: intent)
    }

    struct Bought: Sendable {
        let purchase: String
        let lot: String
        let intent: Intent
    }

    // Looking.

    func purchase(_ id: String, by person: Person = .sara) async throws -> JSONValue {
        let page = try await world.as(person).get("/api/v1/purchases")
        return page["data"]?.arrayValue?.first { $0["id"]?.stringValue == id } ?? .null
    }

    func lot(_ id: String, by person: Person = .sara) async throws -> JSONValue {
        let page = try await world.as(person).get("/api/v1/credits")
        return page["data"]?.arrayValue?.first { $0["id"]?.stringValue == id } ?? .null
    }

    func entries(_ lot: String, by person: Person = .sara) async throws -> [String] {
        let page = try await world.as(person).get("/api/v1/credits/\(lot)/entries?limit=100")
        return (page["data"]?.arrayValue ?? []).map {
            "\($0["kind"]?.stringValue ?? "") \($0["units"]?.integerValue ?? 0) \($0["value_minor"]?.integerValue ?? 0)"
        }
    }

    /// The balance of a ledger account: debits are positive.
    func balance(_ account: String) async throws -> Int64 {
        try await world.db.read { tx in
            try tx.value(
                "SELECT \(SQL.sum(of: "amount")) FROM ledger_entry WHERE account = \(account)",
                as: Int64.self
            ) ?? 0
        }
    }

    func balance(of prefix: String, _ tutor: Person = .tina) async throws -> Int64 {
        let id = try await world.tutor(of: tutor)
        return try await balance("\(prefix):\(id)")
    }

    /// Refuses when the ledger does not sum to zero, or owes other units than there are.
    func audit() async throws {
        let (sum, deferred, due) = try await world.db.read { tx in
            (
                try tx.value("SELECT \(SQL.sum(of: "amount")) FROM ledger_entry", as: Int64.self) ?? 0,
                try Ledger.owed(on: .deferred, in: .euro, tx), try Lot.deferred(tx)
            )
        }
        guard sum == 0, deferred == due else {
            throw TestFailure("sum \(sum), deferred \(deferred), lots \(due)")
        }
        let wrong = try await world.db.read { tx in
            try tx.all(
                "SELECT \(Lot.columns) FROM lot l",
                as: Lot.self
            ).filter { $0.available + $0.reserved + $0.used + $0.expired + $0.refunded != $0.granted }
        }
        guard wrong.isEmpty else { throw TestFailure("units are missing: \(wrong)") }
        try await auditTutors()
    }

    /// The entries of tutors are the ledger's balances.
    private func auditTutors() async throws {
        try await world.db.read { tx in
            for tutor in try tx.values("SELECT id FROM tutor", as: ID<Tutor>.self) {
                for (booked, account) in [
                    ("pending", Ledger.Account.pending(tutor)), ("tutor", .tutor(tutor)),
                ] {
                    let sum =
                        try tx.value(
                            "SELECT \(SQL.sum(of: "amount")) FROM tutor_entry WHERE tutor_id = \(tutor) AND booked = \(booked)",
                            as: Int64.self
                        ) ?? 0
                    let owed = try Ledger.owed(on: account, in: .euro, tx)
                    guard sum == owed else { throw TestFailure("\(booked): entries \(sum), ledger \(owed)") }
                }
            }
        }
    }

    // Lessons.

    var lessons: LessonScene { LessonScene(world: world) }

    /// A lesson of a lot on Monday, given and completed.
    func taught(_ lot: String, hour: Int = 10, on day: String = LessonScene.monday) async throws -> String {
        let lesson = try await lessons.booked(LessonScene.rome(hour, on: day), lot: lot)
        try lessons.go(to: LessonScene.rome(hour + 1, on: day), .seconds(1))
        let done = try await lessons.move(lesson, "complete", by: .tina)
        guard done.status == 200 else { throw TestFailure("not completed: \(done)") }
        return lesson
    }

    /// Suspends a tutor, or ends it.
    func suspend(_ tutor: Person = .tina) async throws { try await decide("suspend", about: tutor) }
    func reinstate(_ tutor: Person = .tina) async throws { try await decide("reinstate", about: tutor) }

    private func decide(_ decision: String, about tutor: Person) async throws {
        let id = try await world.tutor(of: tutor)
        let row = try await world.db.read { tx in
            try tx.value(
                "SELECT id FROM verification WHERE tutor_id = \(id) AND state IN ('verified', 'suspended')",
                as: ID<Verification>.self
            )
        }
        let path = "/api/v1/admin/tutor-verifications"
        guard let row else { throw TestFailure("no papers of \(tutor.name)") }
        let version = try await world.db.read { tx in
            try tx.value("SELECT version FROM verification WHERE id = \(row)", as: Int.self) ?? 0
        }
        let answer = try await world.as(.ada).patch(
            "\(path)/\(row)",
            ["decision": .string(decision), "reason": "Complaints of several students."],
            headers: ["If-Match": "\"\(version)\""]
        )
        guard answer.status == 200 else { throw TestFailure("not decided: \(answer)") }
    }

    // Time.

    /// Lets time pass, with everything that is due.
    func pass(_ duration: Duration) async throws {
        world.clock.advance(by: duration)
        for _ in 0..<3 { try await world.tick() }
    }
}
