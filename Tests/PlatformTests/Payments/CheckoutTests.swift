import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct CheckoutTests {
    @Test func `a subscription is bought, mirrored, booked and told of once`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)

        try await world.buy("monthly", from: stripe)
        try await world.hear(stripe)

        let subscription = try #require(try await world.subscriptions().first)
        #expect(subscription.status == .active && subscription.planKey == "monthly")
        #expect(
            subscription.periodStart == TestClock.start
                && subscription.periodEnd == TestClock.start + .days(30)
        )
        let payment = try #require(try await world.payments().first)
        #expect(payment.amount == Money(10_00, .euro) && payment.fee == Money(40, .euro))
        #expect(
            payment.subscription == subscription.id && payment.purpose == "monthly"
                && payment.status == .succeeded
        )
        #expect(
            try await world.told().sorted() == [
                "invoice 10.00 EUR subscription_create", "monthly - > active", "paid 10.00 EUR monthly",
            ]
        )
        #expect(try await world.balances() == ["provider": 960, "provider_fees": 40, "revenue": -1000])
    }

    @Test func `something is bought once`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)

        let session = try await world.buy("course", from: stripe)

        #expect(session["client_reference_id"]?.stringValue != nil)
        let payment = try #require(try await world.payments().first)
        #expect(
            payment.amount == Money(50_00, .euro) && payment.purpose == "course"
                && payment.subscription == nil
        )
        #expect(try await world.told() == ["paid 50.00 EUR course"])
        #expect(try await world.subscriptions().isEmpty)
    }

    @Test func `a trial costs nothing yet`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)

        try await world.buy("trial", from: stripe)

        let subscription = try #require(try await world.subscriptions().first)
        #expect(subscription.status == .trialing && subscription.trialEnd == TestClock.start + .days(14))
        #expect(try await world.payments().isEmpty)
        #expect(try await world.told().contains("invoice 0.00 EUR subscription_create"))
    }

    @Test func `a declined card leaves nothing but the attempt`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)

        try await world.buy("course", from: stripe, declines: true)

        let payment = try #require(try await world.payments().first)
        #expect(payment.status == .failed && payment.failure == "insufficient_funds" && payment.paidAt == nil)
        #expect(try await world.told().isEmpty)
        #expect(try await world.balances().isEmpty)
    }

    @Test func `nobody subscribes twice`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("monthly", from: stripe)

        let again = try await world.as(.giulia).post("/api/buy/yearly")

        #expect(again.problem == .alreadySubscribed)
        #expect(try await world.as(.giulia).post("/api/buy/course").status == 200)
        #expect(try await world.as(.luca).post("/api/buy/yearly").status == 200)
    }

    @Test func `a person and a price are made known to Stripe once, however many ask at once`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        _ = try await world.token(of: .giulia)

        let answers = try await world.atOnce(12) { _ in try await world.as(.giulia).post("/api/buy/course") }

        #expect(answers.statuses == [200: 12])
        let posts = try await stripe.requests().filter { $0["method"] == "POST" }
        #expect(Set(posts.filter { $0["path"] == "/v1/customers" }.map { $0["key"]?.stringValue }).count == 1)
        #expect(Set(posts.filter { $0["path"] == "/v1/prices" }.map { $0["key"]?.stringValue }).count == 1)
        #expect(
            Set(posts.filter { $0["path"] == "/v1/checkout/sessions" }.map { $0["key"]?.stringValue }).count
                == 12
        )
    }

    @Test func `the portal is Stripe's`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)

        let answer = try await world.as(.giulia).post("/api/portal")

        #expect(answer["url"]?.stringValue?.hasPrefix("https://billing.stripe.test/") == true)
    }

    @Test func `without a provider payments say so, and the rest goes on`() async throws {
        let world = try await aShop()

        for path in ["/api/buy/monthly", "/api/buy/course", "/api/portal"] {
            let answer = try await world.as(.giulia).post(path)
            #expect(answer.status == 503 && answer.problem == .paymentsNotConfigured)
        }
        #expect(try await world.hook("{}").problem == .paymentsNotConfigured)
        #expect(try await world.as(.giulia).get("/api/users/me/permissions").status == 200)
    }
}
