import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ChargeRefundTests {
    @Test func `in parts, and never beyond`() async throws {
        let till = try await OpenTill.open()
        try await till.pay()

        #expect(try await till.refund(5_000).status == 200)
        #expect(try await till.refund(7_346).problem == .refundTooLarge)
        try await till.world.runJobs()
        #expect(try await till.refund(7_345).status == 200)
        try await till.world.runJobs()
        try await till.world.hearCharges(till.stripe)

        #expect(try await till.stripe.givenBack() == 12_345)
        #expect(try await till.world.tillCalls().suffix(2) == ["back 50.00 USD", "back 73.45 USD"])
    }

    @Test func `20 refunds of 60 % at once: 1`() async throws {
        let till = try await OpenTill.open(10_000)
        try await till.pay()
        _ = try await till.world.token(of: .giulia)

        let answers = try await till.world.atOnce(20) { _ in try await till.refund(6_000) }
        try await till.world.runJobs()

        #expect(answers.statuses == [200: 1, 409: 19])
        #expect(try await till.stripe.givenBack() == 6_000)
    }

    @Test(arguments: ["lose_answer", "break_answer"])
    func `an answer that is lost is found again by its mark, and nothing is done twice`(
        fault: String
    ) async throws {
        let till = try await OpenTill.open()
        try await till.pay()
        // Once more by curl itself, when a connection that was kept breaks.
        let times = fault == "lose_answer" ? "2" : "1"
        try await till.stripe.act("fault", ["kind": fault, "times": times, "on": "POST+/v1/refunds"])
        #expect(try await till.refund(5_000).status == 200)

        try await till.world.runJobs()
        try await till.settle()

        #expect(try await till.stripe.givenBack() == 5_000)
        #expect(try await till.world.tillCalls().last == "back 50.00 USD")
        #expect(try await till.stripe.keys(of: "/v1/refunds").count == 1)
    }

    @Test func `an unknown outcome is never failed by a clock`() async throws {
        let till = try await OpenTill.open()
        try await till.pay()
        #expect(try await till.refund(5_000).status == 200)
        try await till.world.db.write { tx in try tx.execute("DELETE FROM job") }

        // Longer than the gateway knows the key: it is looked up, and asked for again where nobody has heard of it.
        till.world.clock.advance(by: .days(3))
        try await till.world.tick()
        try await till.settle()

        #expect(try await till.world.refunds(of: till.id).map(\.state) == [.done])
        #expect(try await till.stripe.givenBack() == 5_000)
    }

    @Test func `a refund that takes days, and one that the bank sends back`() async throws {
        let till = try await OpenTill.open()
        try await till.pay()
        try await till.stripe.act("config", ["refund_status": "%22pending%22"])
        #expect(try await till.refund(5_000).status == 200)
        try await till.world.runJobs()
        let refund = try #require(try await till.world.refunds(of: till.id).first)
        #expect(refund.state == .sent && refund.reference != nil)

        try await till.stripe.act("settle_refund/\(refund.reference ?? "")", ["status": "succeeded"])
        try await till.world.hearCharges(till.stripe)
        try await till.stripe.act("settle_refund/\(refund.reference ?? "")", ["status": "failed"])
        try await till.world.hearCharges(till.stripe)
        try await till.world.hearCharges(till.stripe)

        #expect(try await till.world.tillCalls().suffix(2) == ["back 50.00 USD", "bounced 50.00 USD"])
        #expect(try await till.charge.left == 12_345)
    }

    @Test func `what the gateway refuses is free again`() async throws {
        let till = try await OpenTill.open()
        try await till.pay()
        let intent = try #require(try await till.charge.payment)
        #expect(try await till.refund(5_000).status == 200)
        try await till.stripe.act("refund/\(intent)", ["amount": "12345"])

        try await till.world.runJobs()
        #expect(try await till.world.tillCalls().last == "refused 50.00 USD")
        try await till.world.hearCharges(till.stripe)

        // The refund of the dashboard takes its place.
        #expect(try await till.charge.left == 0)
        #expect(try await till.world.refunds(of: till.id).filter(\.isForeign).map(\.state) == [.done])
    }

    @Test func `the database refuses what no code should ask for`() async throws {
        let till = try await OpenTill.open()
        try await till.pay()
        let id = till.id

        await #expect(throws: (any Error).self) {
            try await till.world.db.write { tx in try tx.execute("UPDATE charge SET refunded = 12346") }
        }
        await #expect(throws: (any Error).self) {
            try await till.world.db.write { tx in
                try tx.execute(
                    """
                    INSERT INTO charge_refund (id, charge_id, amount, currency, state, is_foreign, created_at)
                    VALUES (\(tx.newID(of: ChargeRefund.self)), \(id), 12346, 'USD', 'sent', FALSE, \(tx.now))
                    """
                )
            }
        }
    }

    @Test func `a chargeback is opened and ended once; an inquiry is none`() async throws {
        let till = try await OpenTill.open()
        try await till.pay()
        let intent = try #require(try await till.charge.payment)
        try await till.stripe.act("dispute/\(intent)", ["status": "warning_needs_response", "amount": "100"])
        try await till.world.hearCharges(till.stripe)
        #expect(try await till.world.rows(of: "chargeback") == 0)

        let made = try await till.stripe.act("dispute/\(intent)")
        try await till.world.hearCharges(till.stripe)
        try await till.world.hearCharges(till.stripe)
        #expect(try await till.charge.contested == 12_345)
        #expect(try await till.charge.left == 0)
        try await till.stripe.act("close_dispute/\(made["id"]?.stringValue ?? "")", ["status": "won"])
        try await till.world.hearCharges(till.stripe)

        #expect(try await till.world.tillCalls().suffix(2) == ["contested 123.45 USD", "won"])
        #expect(try await till.charge.left == 12_345)
    }

    @Test func `a chargeback that another follows ends after that one is recorded`() async throws {
        let till = try await OpenTill.open()
        try await till.pay()
        let (world, id, money) = (till.world, till.id, Money(12_345, .dollar))
        func read(_ states: [Chargeback.State]) async throws {
            let snapshots = states.enumerated().map { number, state in
                ChargebackSnapshot(id: "d\(number)", amount: money, state: state, createdAt: world.clock.now)
            }
            try await world.db.write { tx in
                try Charge.find(id, tx).contest(snapshots, at: world.site, tx)
            }
        }

        for states: [Chargeback.State] in [[.opened], [.won, .opened], [.won, .opened]] {
            try await read(states)
        }

        #expect(
            try await world.tillCalls().suffix(3) == ["contested 123.45 USD", "contested 123.45 USD", "won"]
        )
        #expect(try await till.charge.contested == 12_345)
    }
}
