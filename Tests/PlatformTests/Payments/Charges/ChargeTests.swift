import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ChargeTests {
    @Test func `a charge is opened, paid and booked once, whatever is told twice or in reverse`() async throws
    {
        let till = try await OpenTill.open()
        #expect(try await till.step()["page"]?.stringValue?.contains(till.page) == true)
        try await till.stripe.act("complete/\(till.page)")

        for payload in try await till.stripe.events().reversed() {
            #expect(try await till.world.hook(payload, at: "/payments/webhook").status == 200)
        }
        try await till.world.runJobs()
        try await till.world.hearCharges(till.stripe)

        let charge = try await till.charge
        #expect(charge.state == .succeeded && charge.paid == Money(12_345, .dollar))
        #expect(charge.fee == Money(210, .dollar) && charge.left == 12_345)
        #expect(try await till.world.tillCalls() == ["paid 123.45 USD", "fee 2.10 USD"])
        #expect(try await till.step()["state"] == "succeeded")
    }

    @Test func `50 same webhooks at once: 1 booking`() async throws {
        let till = try await OpenTill.open()
        try await till.stripe.act("complete/\(till.page)")
        let payload = try #require(try await till.stripe.events().last)

        let answers = try await till.world.atOnce(50) { _ in
            try await till.world.hook(payload, at: "/payments/webhook")
        }
        try await till.world.runJobs()

        #expect(answers.statuses == [200: 50])
        #expect(try await till.world.rows(of: "charge_event") == 1)
        #expect(try await till.world.tillCalls().filter { $0.hasPrefix("paid") }.count == 1)
    }

    @Test func `20 steps at once open one page`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.charges])
        let id = try #require(try await world.as(.giulia).post("/api/charges/5000").id)

        let answers = try await world.atOnce(20) { _ in try await world.as(.giulia).post("/api/steps/\(id)") }

        #expect(answers.statuses == [200: 20])
        #expect(Set(answers.compactMap { $0["page"]?.stringValue }).count == 1)
        #expect(try await stripe.keys(of: "/v1/checkout/sessions").count == 1)
    }

    @Test func `one live charge for each subject`() async throws {
        let stripe = try StripeDouble()
        let world = try await aTill([stripe.charges])

        let answers = try await world.atOnce(10) { _ in try await world.as(.giulia).post("/api/charges/5000")
        }

        #expect(answers.statuses == [200: 1, 409: 9])
    }

    @Test func `a refused attempt fails, and the next one on the same page succeeds`() async throws {
        let till = try await OpenTill.open()
        try await till.pay(["declines": "true"])
        #expect(try await till.charge.state == .failed)
        #expect(try await till.charge.failure == "insufficient_funds")

        #expect(try await till.step()["state"] == "open")
        try await till.world.tick()
        #expect(try await till.charge.state == .open)
        try await till.pay()

        #expect(try await till.charge.state == .succeeded)
        #expect(try await till.world.tillCalls().first == "failed insufficient_funds")
        #expect(try await till.world.tillCalls().filter { $0.hasPrefix("failed") }.count == 1)
    }

    @Test func `a page that has closed is replaced by a new one`() async throws {
        let till = try await OpenTill.open()
        try await till.world.site.dependencies.gateways["stripe"]?.close(till.page)
        try await till.world.hearCharges(till.stripe)
        #expect(try await till.charge.failure == "page_closed")

        #expect(try await till.step()["state"] == "open")

        let charge = try await till.charge
        #expect(charge.reference != till.page)
        try await till.stripe.act("complete/\(charge.reference ?? "")")
        try await till.world.hearCharges(till.stripe)
        #expect(try await till.charge.state == .succeeded)
    }

    @Test func `a charge that is paid on an older page is read there from then on`() async throws {
        let till = try await OpenTill.open()
        let older = till.page
        // As if a second page had been opened before the first was paid.
        try await till.world.db.write { [id = till.id] tx in
            try tx.execute("UPDATE charge SET reference = 'cs_newer' WHERE id = \(id)")
        }

        try await till.stripe.act("complete/\(older)")
        try await till.world.hearCharges(till.stripe)

        let charge = try await till.charge
        #expect(charge.state == .succeeded && charge.reference == older)
    }

    @Test func `open charges are read every ten minutes, without any event`() async throws {
        let till = try await OpenTill.open()
        try await till.stripe.act("complete/\(till.page)")

        till.world.clock.advance(by: .minutes(11))
        try await till.world.tick()

        #expect(try await till.charge.state == .succeeded)
    }

    @Test func `money that the gateway waits for is pending until it comes`() async throws {
        let till = try await OpenTill.open()
        try await till.pay(["later": "true"])
        #expect(try await till.charge.state == .open)
        #expect(try await till.charge.pendingSince != nil)
        try await till.world.hearCharges(till.stripe)

        try await till.stripe.act("arrive/\(till.page)")
        try await till.world.hearCharges(till.stripe)

        #expect(try await till.charge.state == .succeeded)
        #expect(try await till.world.tillCalls() == ["pending", "paid 123.45 USD", "fee 2.10 USD"])
    }

    @Test func `without a gateway nothing is paid`() async throws {
        let world = try await aTill([])
        let id = try #require(try await world.as(.giulia).post("/api/charges/5000").id)

        #expect(try await world.as(.giulia).post("/api/steps/\(id)").problem == .paymentsNotConfigured)
        #expect(try await world.hook("{}", at: "/payments/webhook").problem == .paymentsNotConfigured)
    }

    @Test func `a charge is walked along its lifecycle, and refused elsewhere`() async throws {
        let till = try await OpenTill.open()
        #expect(try await till.world.as(.giulia).post("/api/ends/\(till.id)")["state"] == "cancelled")

        let again = try await till.world.as(.giulia).post("/api/ends/\(till.id)")
        #expect(again.problem == .illegalTransition && again["present"] == "cancelled")
        #expect(try await till.step().problem == .illegalTransition)
    }
}

extension StripeDouble {
    /// The keys under which something was asked for.
    func keys(of path: String) async throws -> Set<String> {
        let requests = try await requests().filter {
            $0["path"]?.stringValue == path && $0["method"] == "POST"
        }
        return Set(requests.compactMap { $0["key"]?.stringValue })
    }
}
