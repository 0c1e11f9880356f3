import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct SubscriptionTests {
    @Test func `an upgrade is paid pro rata at once`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("monthly", from: stripe)
        try await stripe.act("config", ["now": String((TestClock.start + .days(15)).seconds)])

        let answer = try await world.as(.giulia).post("/api/change/yearly")
        try await world.hear(stripe)

        #expect(answer.status == 200 && answer["plan"] == "yearly")
        #expect(try await world.payments().map(\.amount.amountMinor).sorted() == [10_00, 45_00])
        #expect(try await world.told().contains("invoice 45.00 EUR subscription_update"))
        #expect(try await world.told().filter { $0 == "yearly active > active" }.count == 1)
        #expect(try await world.as(.giulia).post("/api/change/yearly").problem == .subscriptionUnchanged)
    }

    @Test func `an upgrade whose payment is declined changes nothing`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("monthly", from: stripe)
        try await stripe.act("config", ["decline": "true"])

        let answer = try await world.as(.giulia).post("/api/change/yearly")

        #expect(answer.status == 402 && answer.problem == .paymentDeclined)
        #expect(try await world.subscriptions().map(\.planKey) == ["monthly"])
    }

    @Test func `it ends with the period, unless they think again`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("monthly", from: stripe)
        let id = try #require(try await world.subscriptions().first?.providerID)

        #expect(try await world.as(.giulia).post("/api/cancel")["ends"] == true)
        #expect(try await world.as(.giulia).post("/api/resume")["ends"] == false)
        #expect(try await world.as(.giulia).post("/api/cancel")["ends"] == true)
        try await stripe.act("end/\(id)")
        try await world.hear(stripe)

        let ended = try #require(try await world.subscriptions().first)
        #expect(ended.status == .canceled && ended.endedAt != nil)
        #expect(try await world.as(.giulia).post("/api/cancel").problem == .subscriptionEnded)
        #expect(try await world.as(.giulia).post("/api/buy/monthly").status == 200)
    }

    @Test func `a renewal that is not paid begins the grace, and its payment ends it`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("monthly", from: stripe)
        let id = try #require(try await world.subscriptions().first?.providerID)

        let invoice = try await stripe.act("renew/\(id)", ["declines": "true"])
        try await world.hear(stripe)
        let late = try #require(try await world.subscriptions().first)
        #expect(late.status == .pastDue && late.pastDueSince == TestClock.start + .days(30))

        try await stripe.act("retry/\(try #require(invoice["id"]?.stringValue))")
        try await world.hear(stripe)
        let paid = try #require(try await world.subscriptions().first)
        #expect(paid.status == .active && paid.pastDueSince == nil)
        #expect(paid.periodEnd == TestClock.start + .days(60))
        #expect(try await world.told().filter { $0.hasPrefix("invoice") }.count == 2)
        #expect(try await world.told().filter { $0.hasPrefix("paid") }.count == 2)
    }

    @Test func `in reverse, and twice, the end is the same`() async throws {
        let stripe = try StripeDouble()
        let (forward, backward) = (try await aShop(stripe), try await aShop(stripe))
        try await forward.buy("monthly", from: stripe)
        let id = try #require(try await forward.subscriptions().first?.providerID)
        for (day, declines) in [(30, true), (60, false), (90, false)] {
            try await stripe.act("config", ["now": String((TestClock.start + .days(day)).seconds)])
            try await stripe.act("renew/\(id)", ["declines": String(declines)])
            try await forward.hear(stripe)
        }
        try await stripe.act("end/\(id)")
        try await forward.hear(stripe)

        let events = try await stripe.events()
        try await backward.adopt(try await forward.customer())
        for payload in events.reversed() + events {
            try await backward.hook(payload)
            try await backward.runJobs()
        }
        #expect(try await backward.summary() == forward.summary())
        #expect(try await backward.balances() == forward.balances())
        #expect(
            try await backward.told().filter { !$0.contains(" > ") }.sorted()
                == forward.told().filter { !$0.contains(" > ") }.sorted()
        )
    }

    @Test func `whoever leaves is forgotten by the provider, and pays no more`() async throws {
        let stripe = try StripeDouble()
        let world = try await aShop(stripe)
        try await world.buy("monthly", from: stripe)

        try await world.db.write { tx in
            try tx.execute("UPDATE account SET state = 'deleted' WHERE email = \(Person.giulia.email)")
        }
        world.clock.advance(by: .minutes(6))
        try await world.tick()

        #expect(try await world.subscriptions().map(\.status) == [.canceled])
        #expect(try await stripe.requests().contains { $0["method"] == "DELETE" })
        world.clock.advance(by: .minutes(6))
        try await world.tick()
        #expect(try await stripe.requests().filter { $0["method"] == "DELETE" }.count == 1)
    }
}

extension World {
    func customer() async throws -> String {
        try await db.read { tx in
            try tx.value("SELECT provider_id FROM payment_customer", as: String.self) ?? ""
        }
    }

    /// Giulia is that customer.
    func adopt(_ customer: String) async throws {
        let site = site
        try await db.write { tx in
            let account = try tx.value(
                "SELECT id FROM account WHERE email = \(Person.giulia.email)",
                as: ID<Account>.self
            )
            guard let account else { return }
            try PaymentCustomer.keep(customer, of: account, at: site, tx)
        }
    }

    /// Everything the provider told, without our own identities and times.
    func summary() async throws -> [String] {
        let subscriptions = try await subscriptions().map {
            "\($0.providerID) \($0.status) \($0.periodStart) \($0.periodEnd) \($0.pastDueSince?.description ?? "-") \($0.endedAt?.description ?? "-")"
        }
        let payments = try await payments().map {
            "\($0.providerID) \($0.status) \($0.amount) \($0.refunded) \($0.paidAt?.description ?? "-") \($0.subscription == nil)"
        }
        let invoices = try await db.read { tx in
            try tx.all("SELECT \(ProviderInvoice.columns) FROM provider_invoice i", as: ProviderInvoice.self)
                .map {
                    "\($0.providerID) \($0.status) \($0.amount) \($0.periodStart) \($0.periodEnd) \($0.payment == nil)"
                }
        }
        return subscriptions.sorted() + payments.sorted() + invoices.sorted()
    }
}
