import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

/// Every line of the page's ledger that comes from payments.
@Suite struct EscrowLedgerTests {
    @Test func `capture and the gateway's fee; complete; refunds after release: the page's example`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed()
        #expect(try await paid.lines("capture") == [["gateway:stripe": 12_345, "escrow": -12_345]])
        #expect(try await paid.lines("provider_fee") == [["provider_fees": 210, "gateway:stripe": -210]])
        #expect(
            try await paid.lines("complete") == [["escrow": 12_345, "payee": -10_802, "commission": -1_543]]
        )

        for amount: Int64 in [5_000, 3_333, 4_012] { try await paid.refunded(id, amount) }

        #expect(
            try await paid.lines("refund") == [
                ["payee": 4_375, "commission": 625, "gateway:stripe": -5_000],
                ["payee": 2_916, "commission": 417, "gateway:stripe": -3_333],
                ["payee": 3_511, "commission": 501, "gateway:stripe": -4_012],
            ]
        )
        // The gateway keeps its fee: all that is left of it all.
        #expect(try await paid.balances() == ["gateway:stripe": -210, "provider_fees": 210])
    }

    @Test func `a refund before the release comes out of escrow, and that much less is released`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        try await paid.refunded(id, 5_000)
        #expect(try await paid.lines("refund") == [["escrow": 5_000, "gateway:stripe": -5_000]])

        try await paid.move(job, to: "delivered", by: .pia)
        try await paid.move(job, to: "completed", by: .carl)

        #expect(try await paid.lines("complete") == [["escrow": 7_345, "payee": -6_427, "commission": -918]])
        let seen = try await paid.world.as(.pia).get("/api/v1/payments/\(id)")
        #expect(seen["net_minor"] == 6_427 && seen["refunded_minor"] == 5_000)
    }

    @Test func `a late cancellation by the customer: the fee to the provider's side, the rest back`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (job, _) = try await paid.funded()
        paid.world.clock.advance(by: .hours(30))
        let answer = try await paid.world.as(.carl).delete("/api/v1/jobs/\(job)?reason=changed+my+mind")
        #expect(answer.status == 200)
        try await paid.world.runJobs()
        try await paid.world.hearCharges(paid.stripe)

        #expect(
            try await paid.lines("cancel_fee") == [["escrow": 2_469, "payee": -2_160, "commission": -309]]
        )
        #expect(try await paid.lines("refund") == [["escrow": 9_876, "gateway:stripe": -9_876]])
        #expect(try await paid.balances()["escrow"] == nil)
    }

    @Test(arguments: [("customer", Int64(9_876)), ("provider", 12_345), ("none", 12_345)])
    func `staff name the fault`(fault: String, back: Int64) async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.funded()
        paid.world.clock.advance(by: .hours(30))
        let path = "/api/v1/jobs/\(job)?reason=nobody+came&fault=\(fault)"
        #expect(try await paid.world.as(.lina).delete(path).status == 200)
        try await paid.world.runJobs()

        #expect(try await paid.stripe.givenBack(for: paid.charge(id)) == back)
    }

    @Test func `a cancellation in time costs nothing, and so does one after two days without a start`()
        async throws
    {
        for wait in [Duration.minutes(1), .days(4) + .minutes(5)] {
            let paid = try await PaidScene.open()
            let (job, id) = try await paid.funded()
            paid.world.clock.advance(by: wait)
            let answer = try await paid.world.as(.carl).delete("/api/v1/jobs/\(job)?reason=changed+my+mind")
            #expect(answer.status == 200, "\(answer)")
            try await paid.world.runJobs()

            #expect(try await paid.stripe.givenBack(for: paid.charge(id)) == 12_345)
            #expect(try await paid.lines("cancel_fee").isEmpty)
        }
    }

    @Test func `a refund that the bank sends back: the reverse of its lines`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed()
        try await paid.refunded(id, 5_000)
        let refund = try #require(try await paid.refundsAtStripe(id).first)
        try await paid.stripe.act("settle_refund/\(refund)", ["status": "failed"])
        try await paid.world.hearCharges(paid.stripe)

        #expect(
            try await paid.lines("refund_bounced") == [
                ["payee": -4_375, "commission": -625, "gateway:stripe": 5_000]
            ]
        )
        let seen = try await paid.world.as(.carl).get("/api/v1/refunds")
        #expect(seen["data"]?[0]?["state"] == "bounced")
        // Refundable again.
        for amount: Int64 in [10_000, 2_345] { try await paid.refunded(id, amount) }
        #expect(try await paid.balances() == ["gateway:stripe": -210, "provider_fees": 210])
    }

    @Test func `a refund after one that bounced takes the money back in escrow before the platform's own`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        try await paid.refunded(id, 5_000)
        try await paid.move(job, to: "delivered", by: .pia)
        try await paid.move(job, to: "completed", by: .carl)
        let refund = try #require(try await paid.refundsAtStripe(id).first)
        try await paid.stripe.act("settle_refund/\(refund)", ["status": "failed"])
        try await paid.world.hearCharges(paid.stripe)
        try await paid.refunded(id, 8_000)

        #expect(
            try await paid.lines("refund").last == [
                "escrow": 655, "payee": 6_427, "commission": 918, "gateway:stripe": -8_000,
            ]
        )
        #expect(try await paid.balances()["bad_debt"] == nil)
        #expect(try await paid.balances()["escrow"] == -4_345)
    }

    @Test func `the ledger always sums to zero, and to the provider's entries`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed()
        for amount: Int64 in [1, 1, 1] { try await paid.refunded(id, amount) }

        let (owed, entries) = try await paid.world.db.read { tx in
            (
                try tx.value(
                    "SELECT \(SQL.sum(of: "amount")) FROM ledger_entry WHERE account LIKE 'payee:%'",
                    as: Int64.self
                ),
                try tx.value("SELECT \(SQL.sum(of: "amount")) FROM payee_entry", as: Int64.self)
            )
        }
        #expect(owed == entries.map { -$0 })
        #expect(try await paid.balances().values.reduce(0, +) == 0)
    }
}

extension PaidScene {
    /// Stripe's names of the refunds of a payment, oldest first.
    func refundsAtStripe(_ payment: String) async throws -> [String] {
        let id = try await charge(payment).id
        return try await world.db.read { tx in try ChargeRefund.all(of: id, tx).compactMap(\.reference) }
    }
}
