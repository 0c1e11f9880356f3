import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

/// A market in which Pia has named her bank account long enough ago, and earns without working.
struct PayoutScene: Sendable {
    let world: World
    let pia: ID<Provider>

    static let bank: JSONValue = ["kind": "bank", "routing": "021000021", "number": "000123456789"]

    static func open() async throws -> PayoutScene {
        let world = try await castMarketplace()
        let scene = PayoutScene(world: world, pia: try await world.provider(of: .pia))
        let set = try await scene.setAccount(of: .pia)
        guard set.status == 200 else { throw TestFailure("no account: \(set)") }
        world.clock.advance(by: .hours(72) + .seconds(1))
        return scene
    }

    func setAccount(of person: Person, _ body: JSONValue = bank) async throws -> TestResponse {
        let provider = try await world.provider(of: person)
        return try await world.as(person).put("/api/v1/providers/\(provider)/payout-account", body)
    }

    /// Books earnings, and reductions as negative amounts.
    func earn(_ amounts: Int64..., for person: Person = .pia) async throws {
        let provider = try await world.provider(of: person)
        try await world.db.write { tx in
            for amount in amounts {
                let subject: ID<Subject> = tx.newID()
                let lines = [
                    Ledger.Line(amount > 0 ? .escrow : .gateway("stripe"), Money(amount, .dollar)),
                    Ledger.Line(.payee(provider), Money(-amount, .dollar)),
                ]
                let kind: ProviderEntry.Kind = amount > 0 ? .complete : .refund
                try Ledger.book(kind.rawValue, of: subject, lines, tx)
                try ProviderEntry.write(kind, to: provider, for: nil, amount, of: subject, tx)
            }
        }
    }

    /// The same, old enough to be due.
    func due(_ amounts: Int64...) async throws {
        for amount in amounts { try await earn(amount) }
        world.clock.advance(by: .days(7) + .seconds(1))
    }

    func pay(_ person: Person = .pia, by admin: Person = .ada) async throws -> TestResponse {
        let provider = try await world.provider(of: person)
        return try await world.as(admin).post(
            "/api/v1/payouts",
            ["provider_id": .string(provider.description)]
        )
    }

    /// A payout of what is due.
    func opened() async throws -> String {
        let answer = try await pay()
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no payout: \(answer)") }
        return id
    }

    func move(
        _ payout: String,
        to status: String,
        by admin: Person = .ada,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        var body: JSONObject = ["status": .string(status)]
        if status == "paid" { body["reference"] = "WIRE-1" }
        if ["failed", "cancelled", "returned"].contains(status) { body["reason"] = "As the bank says." }
        for member in more.members { body[member.name] = member.value == .null ? nil : member.value }
        return try await world.as(admin).put("/api/v1/payouts/\(payout)/status", .object(body))
    }

    func show(_ payout: String, as person: Person = .ada) async throws -> TestResponse {
        try await world.as(person).get("/api/v1/payouts/\(payout)")
    }

    func earnings(
        of person: Person = .pia,
        as reader: Person? = nil,
        _ query: String = ""
    ) async throws -> TestResponse {
        let provider = try await world.provider(of: person)
        return try await world.as(reader ?? person).get("/api/v1/providers/\(provider)/earnings\(query)")
    }

    /// The provider's account and the bank in the ledger, the debt to the provider as a positive number.
    func books() async throws -> [String: Int64] {
        let balances = try await world.db.read { tx in try Ledger.balances(tx) }
        let named = balances.compactMap { balance -> (String, Int64)? in
            switch balance.account {
            case Ledger.Account.payee(pia).code: ("pia", -balance.balance.amountMinor)
            case "bank", "bad_debt": (balance.account, balance.balance.amountMinor)
            default: nil
            }
        }
        return Dictionary(named) { $0 + $1 }
    }

    /// The sum of the provider's entries, which must agree with the ledger.
    func entries() async throws -> Int64 {
        try await world.db.read { [pia] tx in try ProviderDebt.balance(of: pia, tx) }
    }

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
