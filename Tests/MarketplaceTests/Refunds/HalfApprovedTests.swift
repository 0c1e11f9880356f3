import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

/// Refunds above the limit of one person, between the two decisions.
@Suite struct HalfApprovedTests {
    private func half(_ paid: PaidScene) async throws -> (payment: String, refund: String) {
        let (_, payment) = try await paid.completed(50_000)
        let body: JSONValue = [
            "payment_id": .string(payment), "amount_minor": 20_000, "reason": "Half of it is missing.",
        ]
        let asked = try await paid.world.as(.carl).post("/api/v1/refunds", body)
        let refund = try #require(asked.status == 201 ? asked.id : nil, "\(asked)")
        #expect(asked.header("Location") == "/api/v1/refunds/\(refund)")
        #expect(try await paid.approve(refund)["state"] == "half_approved")
        return (payment, refund)
    }

    @Test func `the second person rejects, and the amount can be asked for again`() async throws {
        let paid = try await PaidScene.open()
        let (payment, refund) = try await half(paid)

        let rejected = try await paid.reject(refund, by: .ada, version: 2)

        #expect(rejected.status == 200 && rejected["state"] == "rejected", "\(rejected)")
        #expect(try await paid.ask(payment, 50_000).status == 201)
    }

    @Test func `the customer takes it back before the second decision`() async throws {
        let paid = try await PaidScene.open()
        let (payment, refund) = try await half(paid)

        let withdrawn = try await paid.world.as(.carl).put("/api/v1/refunds/\(refund)/withdraw")
        let late = try await paid.approve(refund, by: .ada, version: 3)

        #expect(withdrawn.status == 200 && withdrawn["state"] == "withdrawn", "\(withdrawn)")
        #expect(late.status == 409 && late.problem == .illegalTransition)
        #expect(try await paid.ask(payment, 50_000).status == 201)
    }

    @Test func `nobody rejects a refund that they asked for`() async throws {
        let paid = try await PaidScene.open()
        let (_, payment) = try await paid.completed()
        let refund = try #require(try await paid.ask(payment, 1_000, by: .lina).id)

        let own = try await paid.reject(refund, by: .lina)
        let other = try await paid.reject(refund, by: .ada)

        #expect(own.status == 409 && own.problem == .interested)
        #expect(other.status == 200 && other["state"] == "rejected")
    }
}
