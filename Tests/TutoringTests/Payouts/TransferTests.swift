import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// The fates of a payout's transfer at Stripe.
@Suite struct TransferTests {
    @Test func `no balance: failed, the entries freed, a new payout with a new key the next day at six`()
        async throws
    {
        let scene = try await PayoutScene.open(balance: 0)
        try await scene.earn(100_00)

        let id = try await scene.paid()
        let failed = try await scene.show(id)
        #expect(failed["state"] == "failed" && failed["reason"] == "balance_insufficient", "\(failed)")
        #expect(try await scene.books()["tina"] == 100_00)
        #expect(try await scene.world.noticed(.tina).contains("tutoring.payout.failed"))

        try await scene.stripe.act("top_up/balance", ["amount": "10000"])
        scene.world.clock.set(to: try #require(Instant("2026-11-22T04:59:00Z")))
        try await scene.world.runJobs()
        #expect(try await scene.transfers().count == 1, "not before six")
        scene.world.clock.set(to: try #require(Instant("2026-11-22T05:00:01Z")))
        try await scene.world.runJobs()

        let payouts = try await scene.world.as(.tina).get("/api/v1/payouts")["data"]?.arrayValue ?? []
        #expect(payouts.map { $0["state"] } == ["paid", "failed"])
        #expect(payouts.map { $0["number"] } == [2, 1])
        #expect(Set(try await scene.transfers()).count == 2)
        #expect(try await scene.books()["tina"] == 0)
        #expect(try await scene.isSound())
    }

    @Test func `a lost answer is read back after an hour, and nothing is transferred twice`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        try await scene.stripe.act("fault", ["kind": "break_answer", "on": "POST /v1/transfers"])

        let id = try await scene.paid()
        #expect(try await scene.show(id)["state"] == "pending")
        scene.world.clock.advance(by: .minutes(59))
        try await scene.world.runJobs()
        #expect(try await scene.show(id)["state"] == "pending")
        scene.world.clock.advance(by: .minutes(2))
        try await scene.world.runJobs()

        #expect(try await scene.show(id)["state"] == "paid")
        #expect(try await scene.transfers().count == 1)
        #expect(try await scene.books() == ["tina": 0, "provider": 0])
    }

    @Test func `without an answer it is asked hourly with the same key, and administrators are told`()
        async throws
    {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        try await scene.stripe.act("fault", ["kind": "broken", "on": "POST /v1/transfers", "times": "3"])

        let id = try await scene.paid()
        #expect(try await scene.world.noticed(.ada).isEmpty)
        for hour in 1...3 {
            #expect(try await scene.show(id)["state"] == "pending", "\(hour)")
            scene.world.clock.advance(by: .hours(1) + .seconds(1))
            try await scene.world.runJobs()
        }

        #expect(try await scene.show(id)["state"] == "paid")
        #expect(Set(try await scene.transfers()).count == 1)
        for admin in [Person.ada, .adam] {
            #expect(try await scene.world.noticed(admin) == ["tutoring.payout.no_answer"])
        }
    }

    @Test func `refunded after the payout: the tutor is negative, and the next payout is netted`()
        async throws
    {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        _ = try await scene.paid()
        try await scene.earn(-60_00)

        scene.world.clock.advance(by: .days(1))
        #expect(try await scene.run().results.map { $0["reason"] } == ["negative"])
        try await scene.earn(100_00)
        scene.world.clock.advance(by: .days(1))
        let netted = try await scene.run()
        try await scene.world.runJobs()

        #expect(netted.results.map { $0["amount_minor"] } == [40_00], "\(netted)")
        #expect(try await scene.books()["tina"] == 0)
        #expect(try await scene.isSound())
    }

    @Test func `an administrator reverses a transfer: the payout is returned, its entries are due again`()
        async throws
    {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        let id = try await scene.paid()
        try await scene.earn(-60_00)

        let asked = try await scene.reverse(id)
        try await scene.world.runJobs()

        #expect(asked.status == 202, "\(asked)")
        #expect(try await scene.show(id)["state"] == "returned")
        #expect(try await scene.books()["tina"] == 40_00)
        let again = try await scene.reverse(id)
        #expect(again.status == 409 && again.problem == .illegalTransition && again["present"] == "returned")
        #expect(try await scene.run(dry: true).results.map { $0["amount_minor"] } == [40_00])
        #expect(try await scene.world.noticed(.tina).contains("tutoring.payout.returned"))
        #expect(try await scene.world.audit().contains("payout.reverse"))
        #expect(try await scene.isSound())
    }

    @Test func `a reversal without the money in the tutor's account changes nothing`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        let id = try await scene.paid()
        try await scene.stripe.act("bank/\(scene.reference(of: .tina))")

        #expect(try await scene.reverse(id).status == 202)
        try await scene.world.runJobs()

        #expect(try await scene.show(id)["state"] == "paid")
        #expect(try await scene.books()["tina"] == 0)
    }

    @Test func `a transfer reversed at Stripe is heard of by the webhook, twenty times`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        let id = try await scene.paid()
        try await scene.stripe.act("reverse/\(transfer(scene))")
        let told = try #require(try await scene.stripe.events().last)

        for _ in 0..<20 { #expect(try await scene.world.hook(told).status == 200) }
        try await scene.world.runJobs()

        #expect(try await scene.show(id)["state"] == "returned")
        #expect(try await scene.books()["tina"] == 100_00)
        #expect(try await scene.isSound())
    }

    @Test func `a part reversed at Stripe is owed once, also when events repeat or come in the wrong order`()
        async throws
    {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        let id = try await scene.paid()
        let transfer = try await transfer(scene)
        try await scene.stripe.act("reverse/\(transfer)", ["amount": "4000"])
        let told = try #require(try await scene.stripe.events().last)

        let answers = try await scene.world.atOnce(20) { _ in try await scene.world.hook(told) }
        try await scene.world.runJobs()
        #expect(answers.statuses == [200: 20])
        #expect(try await scene.show(id)["state"] == "paid")
        #expect(try await scene.books() == ["tina": 40_00, "provider": 40_00])
        #expect(try await scene.run(dry: true).results.map { $0["amount_minor"] } == [40_00])

        try await scene.stripe.act("reverse/\(transfer)", ["amount": "1000"])
        for event in try await scene.stripe.events().reversed() { try await scene.world.hook(event) }
        try await scene.world.runJobs()
        #expect(try await scene.books() == ["tina": 50_00, "provider": 50_00])
        let notices = try await scene.world.noticed(.tina).suffix(2)
        #expect(notices == ["tutoring.payout.part_returned", "tutoring.payout.part_returned"])
        #expect(try await scene.isSound())
    }

    @Test func `a part reversed at Stripe is found without its event, too`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        _ = try await scene.paid()
        try await scene.stripe.act("reverse/\(transfer(scene))", ["amount": "4000"])
        try await scene.world.db.write { tx in try tx.execute("UPDATE transfer SET read_at = NULL") }

        scene.world.clock.advance(by: .minutes(31))
        try await scene.world.tick()

        #expect(try await scene.books() == ["tina": 40_00, "provider": 40_00])
        #expect(try await scene.isSound())
    }

    @Test func `when the rest comes back too, the payout is returned, no part owed twice`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        let id = try await scene.paid()
        let transfer = try await transfer(scene)
        try await scene.stripe.act("reverse/\(transfer)", ["amount": "4000"])
        try await scene.world.hear(scene.stripe)
        scene.world.clock.advance(by: .days(1))
        let next = try await scene.show(scene.paid())
        #expect(next["amount_minor"] == 40_00)
        #expect(next["entries"]?.arrayValue?.map { $0["kind"] } == ["payout_returned"])

        try await scene.stripe.act("reverse/\(transfer)")
        for _ in 0..<2 { try await scene.world.hear(scene.stripe) }

        #expect(try await scene.show(id)["state"] == "returned")
        #expect(try await scene.books() == ["tina": 60_00, "provider": 60_00])
        scene.world.clock.advance(by: .days(1))
        #expect(try await scene.run(dry: true).results.map { $0["amount_minor"] } == [60_00])
        #expect(try await scene.isSound())
    }

    /// Stripe's identifier of the only transfer.
    private func transfer(_ scene: PayoutScene) async throws -> String {
        let found = try await scene.world.db.read { tx in
            try tx.value("SELECT reference FROM transfer", as: String.self)
        }
        return try #require(found)
    }

    @Test func `an order that was not paid cannot be reversed, and a stranger's not at all`() async throws {
        let scene = try await PayoutScene.open(balance: 0)
        try await scene.earn(100_00)
        let id = try await scene.paid()

        let failed = try await scene.reverse(id)
        #expect(failed.status == 409 && failed.problem == .illegalTransition && failed["present"] == "failed")
        let path = "/api/v1/admin/payouts/\(id)/reverse"
        #expect(try await scene.world.as(.tina).post(path, ["reason": "Please."]).status == 403)
        #expect(try await scene.world.as(.ada).post(path, [:]).status == 422)
    }

    @Test func `entries and amount of a payout never change`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00)
        _ = try await scene.paid()

        for statement: SQL in [
            "UPDATE payout SET amount = 1", "DELETE FROM payout_entry",
            "UPDATE payout_entry SET entry_id = payout_id",
        ] {
            await #expect(throws: (any Error).self) {
                try await scene.world.db.write { tx in _ = try tx.execute(statement) }
            }
        }
    }
}
