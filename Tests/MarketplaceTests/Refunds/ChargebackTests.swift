import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct ChargebackTests {
    @Test func `opened on a funded job: cancelled, nobody's failure; won: refunded`() async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.funded()
        let dispute = try await paid.contest(id)

        #expect(try await paid.scene.state(of: job) == "cancelled")
        #expect(
            try await paid.lines("chargeback_opened") == [["contested": 12_345, "gateway:stripe": -12_345]]
        )
        #expect(try await paid.lines("refund").isEmpty)
        #expect(try await paid.scene.notices(to: .ada).contains("marketplace.payment.chargeback_opened"))
        try await paid.decide(dispute, "won")

        #expect(try await paid.lines("chargeback_won") == [["contested": -12_345, "gateway:stripe": 12_345]])
        #expect(try await paid.lines("refund") == [["escrow": 12_345, "gateway:stripe": -12_345]])
        #expect(try await paid.balances() == ["gateway:stripe": -210, "provider_fees": 210])
    }

    @Test func `opened on a job at work: disputed by the server, refunds wait; lost: the job is cancelled`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        let refund = try #require(try await paid.ask(id, 100).id)
        let dispute = try await paid.contest(id)

        #expect(try await paid.scene.state(of: job) == "disputed")
        #expect(try await paid.approve(refund).problem == .paymentDisputed)
        #expect(try await paid.ask(id, 100).problem == .paymentDisputed)
        try await paid.decide(dispute, "lost")

        #expect(try await paid.scene.state(of: job) == "cancelled")
        #expect(try await paid.lines("chargeback_lost") == [["escrow": 12_345, "contested": -12_345]])
        #expect(try await paid.balances()["escrow"] == nil)
    }

    @Test func `opened on a completed job, and lost: taken back from provider and commission`() async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.completed()
        let dispute = try await paid.contest(id)
        #expect(try await paid.scene.state(of: job) == "completed")
        try await paid.decide(dispute, "lost")

        #expect(
            try await paid.lines("chargeback_lost") == [
                ["payee": 10_802, "commission": 1_543, "contested": -12_345]
            ]
        )
        #expect(try await paid.balances()["payee"] == nil)
        // It counts as a refund.
        let again = try await paid.ask(id, 1)
        #expect(again.problem == .notRefundableNow && again["left"] == 0)
    }

    @Test func `what the bank has given back is not refunded as well: open requests end`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed()
        let refund = try #require(try await paid.ask(id, 5_000).id)
        let dispute = try await paid.contest(id)
        try await paid.decide(dispute, "lost")

        #expect(try await paid.refund(refund)["state"] == "rejected")
        #expect(try await paid.approve(refund).problem == .illegalTransition)
        #expect(try await paid.lines("refund").isEmpty)
    }

    @Test func `a stray that the bank sends back is no loss`() async throws {
        let paid = try await PaidScene.open()
        let job = try await paid.awarded()
        let (id, page) = try await paid.opened(job)
        try await paid.stripe.act("config", ["refund_status": "%22pending%22"])
        try await paid.stripe.act("complete/\(page)", ["amount": "12000"])
        try await paid.world.hearCharges(paid.stripe)
        let dispute = try await paid.contest(id, 12_000)
        try await paid.decide(dispute, "lost")

        #expect(try await paid.lines("chargeback_lost") == [["strays": 12_000, "contested": -12_000]])
    }

    @Test func `a chargeback beyond what is left is a loss of the platform`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed()
        try await paid.refunded(id, 5_000)
        let dispute = try await paid.contest(id, 12_345)
        try await paid.decide(dispute, "lost")

        #expect(
            try await paid.lines("chargeback_lost") == [
                ["payee": 6_427, "commission": 918, "bad_debt": 5_000, "contested": -12_345]
            ]
        )
    }

    @Test func `a partial one that is lost takes its part, and the rest of a cancelled job goes back`()
        async throws
    {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        let dispute = try await paid.contest(id, 2_345)
        try await paid.decide(dispute, "lost")
        try await paid.world.runJobs()

        #expect(try await paid.scene.state(of: job) == "cancelled")
        #expect(try await paid.lines("refund") == [["escrow": 10_000, "gateway:stripe": -10_000]])
        #expect(try await paid.balances()["escrow"] == nil)
    }

    @Test func `the time-out that completes a job reads the charge first`() async throws {
        let paid = try await PaidScene.open()
        let (job, id) = try await paid.underway()
        try await paid.move(job, to: "delivered", by: .pia)
        // Nobody has told us of the chargeback.
        try await paid.stripe.act("dispute/\(paid.intent(of: id))")

        paid.world.clock.advance(by: .days(7) + .minutes(1))
        for _ in 0..<3 {
            try await paid.world.tick()
            paid.world.clock.advance(by: .seconds(30))
        }

        #expect(try await paid.scene.state(of: job) == "disputed")
        #expect(try await paid.lines("complete").isEmpty)
    }
}

extension PaidScene {
    /// The customer contests the payment at the bank, and Stripe tells.
    func contest(_ payment: String, _ amount: Int64? = nil) async throws -> String {
        let form = amount.map { ["amount": String($0)] } ?? [:]
        let made = try await stripe.act("dispute/\(intent(of: payment))", form)
        try await world.hearCharges(stripe)
        return made["id"]?.stringValue ?? ""
    }

    func decide(_ dispute: String, _ status: String) async throws {
        try await stripe.act("close_dispute/\(dispute)", ["status": status])
        try await world.hearCharges(stripe)
        try await world.runJobs()
        try await world.hearCharges(stripe)
    }
}
