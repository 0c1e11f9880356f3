import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct RefundTests {
    @Test func `in parts, and never beyond`() async throws {
        let (stripe, world, id) = try await aPaidCourse()

        let part = try await world.refund(id, 20_00)
        #expect(part.status == 200 && part["status"] == "succeeded" && part["cents"] == 20_00)
        let much = try await world.refund(id, 30_01)
        #expect(much.problem == .refundTooLarge && much["refundable"] == 30_00)
        #expect(try await world.refund(id, Int.max >> 11).problem == .refundTooLarge)
        #expect(try await world.refund(id, 0)["cents"] == 30_00)
        #expect(try await world.refund(id, 0).problem == .refundTooLarge)
        try await world.hear(stripe)

        #expect(try await world.payments().map(\.refunded.amountMinor) == [50_00])
        #expect(try await world.told().filter { $0.hasPrefix("refunded") }.count == 2)
        #expect(
            try await world.balances() == [
                "provider": -100, "provider_fees": 100, "refunds": 50_00, "revenue": -50_00,
            ]
        )
    }

    @Test func `a storm gives back what was paid, and not a cent more`() async throws {
        let (stripe, world, id) = try await aPaidCourse()
        _ = try await world.token(of: .giulia)

        let answers = try await world.atOnce(60) { _ in try await world.refund(id, 7_00) }
        try await world.runJobs()
        try await world.hear(stripe)

        #expect(answers.statuses == [200: 7, 409: 53])
        #expect(try await stripe.givenBack() == 49_00)
        #expect(try await world.payments().map(\.refunded.amountMinor) == [49_00])
        #expect(try await world.balances()["refunds"] == 49_00)
    }

    @Test func `the database refuses what no code should ask for`() async throws {
        let (_, world, id) = try await aPaidCourse()
        #expect(try await world.refund(id, 40_00).status == 200)

        await #expect(throws: (any Error).self) {
            try await world.db.write { tx in try tx.execute("UPDATE payment SET refunded = 5001") }
        }
        await #expect(throws: (any Error).self) {
            try await world.db.write { tx in
                try tx.execute(
                    """
                    INSERT INTO refund (id, payment_id, amount, currency, reason, status, created_at)
                    SELECT \(tx.newID(of: Refund.self)), id, 1001, 'EUR', 'x', 'pending', \(tx.now) FROM payment
                    """
                )
            }
        }
    }

    @Test(arguments: ["lose_answer", "break_answer"])
    func `an answer that is lost is found again, and nothing is done twice`(fault: String) async throws {
        let (stripe, world, id) = try await aPaidCourse()
        // Once more by curl itself, when a connection that was kept breaks.
        try await stripe.act("fault", ["kind": fault, "times": fault == "lose_answer" ? "2" : "1"])

        let answer = try await world.refund(id, 20_00)
        #expect(answer.status == 200 && answer["status"] == "pending")
        #expect(try await world.payments().first?.refundable.amountMinor == 30_00)
        #expect(try await world.told() == ["paid 50.00 EUR course"])
        try await world.settle()

        #expect(try await stripe.givenBack() == 20_00)
        #expect(try await world.told().last == "refunded 20.00 EUR of 50.00 EUR")
        #expect(try await world.balances()["refunds"] == 20_00)
        try await world.hear(stripe)
        #expect(try await world.told().count == 2)
    }

    @Test(arguments: ["refuse_before", "busy", "broken", "garbage"])
    func `what did not arrive is asked again under the same key`(fault: String) async throws {
        let (stripe, world, id) = try await aPaidCourse()
        try await stripe.act("fault", ["kind": fault, "times": fault == "refuse_before" ? "2" : "1"])

        #expect(try await world.refund(id, 20_00)["status"] == "pending")
        try await world.settle()

        #expect(try await stripe.givenBack() == 20_00)
        let refund = try await world.db.read { tx in try Refund.all(of: id, tx) }
        #expect(refund.map(\.status) == [.succeeded])
        let keys = try await stripe.requests().filter {
            $0["path"] == "/v1/refunds" && $0["method"] == "POST"
        }
        #expect(Set(keys.map { $0["key"]?.stringValue }) == Set(refund.map(\.id.description)))
    }

    @Test func `what the provider refuses is free again`() async throws {
        let (stripe, world, id) = try await aPaidCourse()
        let intent = try #require(try await world.payments().first?.providerID)
        try await stripe.act("refund/\(intent)", ["amount": "5000"])

        let answer = try await world.refund(id, 20_00)
        #expect(answer.status == 409 || answer.status == 500, "\(answer)")
        #expect(answer.problem == .paymentRefused)
        #expect(try await world.payments().first?.refundable.amountMinor == 50_00)
        try await world.hear(stripe)

        #expect(try await world.payments().first?.refundable.amountMinor == 0)
        #expect(try await world.balances()["refunds"] == 50_00)
    }

    @Test func `a refund that takes days, and one that the bank sends back`() async throws {
        let (stripe, world, id) = try await aPaidCourse()
        try await stripe.act("config", ["refund_status": "%22pending%22"])
        #expect(try await world.refund(id, 20_00)["status"] == "pending")
        #expect(try await world.balances()["refunds"] == nil)
        let refund = try #require(try await world.db.read { tx in try Refund.all(of: id, tx) }.first)
        let (site, named) = (world.site, try #require(refund.providerID))

        for status in [Refund.Status.succeeded, .succeeded, .failed, .failed] {
            try await world.db.write { tx in
                try Refund.find(refund.id, tx).settle(as: status, named: named, at: site, tx)
            }
        }

        #expect(try await world.balances()["refunds"] == 0)
        #expect(try await world.payments().first?.refundable.amountMinor == 50_00)
    }

    @Test func `only what was paid can be given back`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("course", from: stripe, declines: true)
        let id = try #require(try await world.payments().first?.id)

        #expect(try await world.refund(id, 1).problem == .notRefundable)
    }

    private func aPaidCourse() async throws -> (StripeDouble, World, ID<Payment>) {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("course", from: stripe)
        return (stripe, world, try #require(try await world.payments().first?.id))
    }
}

extension World {
    /// Long enough for a job that failed to be tried again.
    fileprivate func settle() async throws {
        for _ in 0..<3 {
            clock.advance(by: .minutes(2))
            try await runJobs()
        }
    }

    func refund(_ id: ID<Payment>, _ cents: Int) async throws -> TestResponse {
        try await `as`(.giulia).post("/api/payments/\(id)/refund/\(cents)")
    }
}

extension StripeDouble {
    /// As Stripe has it.
    func givenBack() async throws -> Int64 {
        let last = try await events().last { $0.contains("\"charge.refunded\"") }
        guard let last else { return 0 }
        return try JSONValue(parsing: Array(last.utf8))["data"]?["object"]?["amount_refunded"]?.integerValue
            ?? 0
    }
}
