import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite(.enabled(if: LocalStripe.root != nil, "needs scripts/with-stripe"))
struct LocalStripeTests {
    @Test func `a subscription is mirrored, ends with its period, goes on after all, and ends`() async throws
    {
        let (stripe, world, customer) = try await aCustomer("4242424242424242")
        let made = try await stripe.subscribe(customer)
        let id = try #require(made["id"]?.stringValue)
        try await world.hear(stripe, customer)

        let subscription = try #require(try await world.subscriptions().first)
        #expect(
            subscription.status == .active && subscription.planKey == "monthly"
                && subscription.providerID == id
        )
        #expect(subscription.periodEnd.seconds == made["current_period_end"]?.integerValue)
        let payment = try #require(try await world.payments().first)
        #expect(payment.amount == Money(10_00, .euro) && payment.subscription == subscription.id)
        #expect(try await world.told().filter { $0.hasPrefix("invoice 10.00 EUR") }.count == 1)

        #expect(try await world.as(.giulia).post("/api/cancel")["ends"] == true)
        #expect(try await stripe.get("/v1/subscriptions/\(id)")["cancel_at_period_end"] == true)
        #expect(try await world.as(.giulia).post("/api/resume")["ends"] == false)
        _ = try await stripe.delete("/v1/subscriptions/\(id)")
        try await world.hear(stripe, customer)
        #expect(try await world.subscriptions().map(\.status) == [.canceled])
    }

    @Test func `a payment, and refunds that never exceed it although localstripe would let them`()
        async throws
    {
        let (stripe, world, customer) = try await aCustomer("4242424242424242")
        let intent = try #require(try await stripe.pay(50_00, by: customer)["id"]?.stringValue)
        try await world.hear(stripe, customer)
        let id = try #require(try await world.payments().first?.id)

        let answers = try await world.atOnce(40) { _ in try await world.refund(id, 7_00) }
        try await world.runJobs()

        #expect(answers.statuses == [200: 7, 409: 33])
        let refunds = try await stripe.get("/v1/refunds?payment_intent=\(intent)")["data"]?.arrayValue ?? []
        #expect(refunds.compactMap { $0["amount"]?.integerValue }.reduce(0, +) == 49_00)
        #expect(try await world.balances()["refunds"] == 49_00)
    }

    @Test func `a declined card`() async throws {
        let (stripe, world, customer) = try await aCustomer("4000000000000341")
        _ = try await stripe.pay(50_00, by: customer)
        try await world.hear(stripe, customer)

        let payment = try #require(try await world.payments().first)
        #expect(payment.status == .failed && payment.failure == "card_declined")
        #expect(try await world.told().isEmpty)
    }

    /// Giulia, as our gateway makes her known, with a card.
    private func aCustomer(_ card: String) async throws -> (LocalStripe, World, String) {
        let stripe = try LocalStripe()
        let world = try await stripe.shop()
        let account = try await world.db.read { tx in
            try tx.value("SELECT id FROM account WHERE email = \(Person.giulia.email)", as: ID<Account>.self)
        }
        let customer = try await PaymentCustomer.ensure(try #require(account), at: world.site)
        let known = try await stripe.get("/v1/customers/\(customer)")
        #expect(known["metadata"]?["portico_account"]?.stringValue == account?.description)
        try await stripe.card(card, for: customer)
        return (stripe, world, customer)
    }
}

extension World {
    fileprivate func hear(_ stripe: LocalStripe, _ customer: String) async throws {
        for payload in try await stripe.events(about: customer) {
            let answer = try await hook(payload)
            guard answer.status == 200 else { throw TestFailure("a webhook was not taken: \(answer)") }
        }
        try await runJobs()
    }
}
