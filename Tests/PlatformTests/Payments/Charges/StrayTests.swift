import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// Money that nobody waits for goes back as a whole, and changes nothing else.
@Suite struct StrayTests {
    @Test func `money after the charge was cancelled is a stray, refunded whole`() async throws {
        let till = try await OpenTill.open()
        // The customer pays in the moment before the page closes.
        try await till.stripe.act("complete/\(till.page)")
        #expect(try await till.world.as(.giulia).post("/api/ends/\(till.id)")["state"] == "cancelled")

        try await till.world.runJobs()
        try await till.world.hearCharges(till.stripe)

        let charge = try await till.charge
        #expect(charge.state == .cancelled && charge.isStray && charge.refunded == 12_345)
        #expect(try await till.world.tillCalls() == ["stray 123.45 USD", "fee 2.10 USD", "back 123.45 USD"])
        #expect(try await till.stripe.givenBack() == 12_345)
    }

    @Test func `money after the charge has lapsed is a stray, refunded whole`() async throws {
        let till = try await OpenTill.open()
        try await till.stripe.act("complete/\(till.page)")
        try await till.world.db.write { tx in try Charge.end(of: "thing", Till.subject, as: .system, tx) }

        try await till.world.hearCharges(till.stripe)

        #expect(try await till.charge.state == .lapsed)
        #expect(try await till.stripe.givenBack() == 12_345)
    }

    @Test func `money for a subject that no longer wants it is a stray`() async throws {
        let till = try await OpenTill.open()
        try await till.world.db.write { tx in
            try tx.execute("INSERT INTO closed_till (id) VALUES (\(Till.subject))")
        }
        #expect(try await till.step().problem == .illegalTransition)
        try await till.pay()

        #expect(try await till.charge.state == .lapsed)
        #expect(try await till.charge.isStray)
        #expect(try await till.stripe.givenBack() == 12_345)
    }

    @Test(arguments: [["amount": "12344"], ["currency": "eur"], ["reference": "somebody-else"]])
    func `another amount, currency or mark goes back`(form: [String: String]) async throws {
        let till = try await OpenTill.open()
        try await till.pay(form)

        let charge = try await till.charge
        let paid = form["amount"].flatMap { Int64($0) } ?? 12_345
        #expect(charge.state == .lapsed && charge.isStray && charge.paid?.amountMinor == paid)
        #expect(try await till.world.tillCalls().contains { $0.hasPrefix("paid") } == false)
        #expect(try await till.stripe.givenBack() == paid)
    }

    @Test func `a page is closed when its charge ends`() async throws {
        let till = try await OpenTill.open()
        try await till.world.db.write { tx in try Charge.end(of: "thing", Till.subject, as: .system, tx) }
        try await till.world.runJobs()

        await #expect(throws: (any Error).self) { try await till.stripe.act("complete/\(till.page)") }
    }

    @Test func `before the end of the time the page is closed and read first`() async throws {
        let till = try await OpenTill.open()
        let site = till.world.site
        #expect(try await Charges.close(of: "thing", Till.subject, at: site) == .closed)
        #expect(try await till.charge.failure == "page_closed")

        let paid = try await OpenTill.open()
        try await paid.stripe.act("complete/\(paid.page)")
        #expect(try await Charges.close(of: "thing", Till.subject, at: paid.world.site) == .paid)
        #expect(try await paid.charge.state == .succeeded)

        let late = try await OpenTill.open()
        try await late.stripe.act("complete/\(late.page)", ["later": "true"])
        let closing = try await Charges.close(of: "thing", Till.subject, at: late.world.site)
        #expect(closing == .pending(since: try #require(try await late.charge.pendingSince)))

        let deaf = try await OpenTill.open()
        try await deaf.stripe.act("fault", ["kind": "broken", "times": "2"])
        #expect(try await Charges.close(of: "thing", Till.subject, at: deaf.world.site) == .unknown)
    }
}
