import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// From the student's payment to the tutor's account, with the numbers worked out by hand.
@Suite struct EarnedPayoutTests {
    @Test func `100 euros for 3 lessons: each is paid out after 72 hours, a share back is netted`()
        async throws
    {
        let (credit, scene) = try await open()
        for lesson: UInt128 in 1...3 {
            // On Tuesday, Wednesday and Thursday.
            try await credit.reserve(lesson)
            try await credit.charge(lesson)
            #expect(try await scene.run(dry: true).results.isEmpty, "72 hours are not over")
            try await credit.scene.pass(.days(1))
        }

        let first = try await scene.paid()
        let payout = try await scene.show(first, as: .tina)
        #expect(payout["amount_minor"] == 27_23 && payout["state"] == "paid", "\(payout)")
        let entry = payout["entries"]?.arrayValue?.first
        #expect(entry?["booking_id"]?.stringValue == CreditScene.lesson(1).description)
        #expect(try await scene.books() == ["tina": 0, "provider": 100_00 - 1_75 - 27_23])

        // 40 % of the first lesson goes back after its payout: 13.33, of which 10.89 were Tina's.
        try await credit.giveBack(1, percent: 40)
        let owing = try await scene.run(dry: true)
        #expect(owing.results.map { $0["amount_minor"] } == [-10_89], "\(owing)")
        #expect(owing.results.map { $0["reason"] } == ["negative"])

        // The second lesson is worth 33.34, of which 27.24 are Tina's: less than the least payout is left.
        try await credit.scene.pass(.days(1))
        let second = try await scene.run()
        #expect(second.results.map { $0["amount_minor"] } == [16_35], "\(second)")
        #expect(second.results.map { $0["reason"] } == ["below_minimum"])

        try await credit.scene.pass(.days(1))
        let last = try await scene.run()
        try await scene.world.runJobs()
        #expect(last.results.map { $0["amount_minor"] } == [43_58], "\(last)")
        #expect(try await scene.books()["tina"] == 0)
        #expect(try await scene.isSound())
        try await credit.scene.audit()
    }

    @Test func `the documents of the same money: receipt, credit note, commission invoice`() async throws {
        let (credit, scene) = try await open()
        try await credit.reserve(1)
        try await credit.charge(1)
        try await credit.reserve(2)
        try await credit.charge(2, kept: 50)
        let refund = try await scene.world.as(.sara).post("/api/v1/purchases/\(credit.purchase)/refund")
        try await credit.scene.pass(.minutes(1))

        #expect(refund.status == 200, "\(refund)")
        let documents = try await scene.world.as(.sara).get("/api/v1/invoices")["data"]?.arrayValue ?? []
        #expect(documents.map { $0["kind"] } == ["credit_note", "receipt"], "\(documents)")
        #expect(documents.map { $0["total_minor"] } == [50_00, 100_00])
        #expect(documents.map { $0["stamp_minor"] } == [0, 2_00])

        scene.world.clock.set(to: try #require(Instant("2026-12-01T05:00:01Z")))
        try await scene.world.tick()
        let invoices = try await scene.world.as(.tina).get("/api/v1/invoices?kind=invoice")["data"]?
            .arrayValue
        let commission = try #require(invoices?.first)
        #expect(commission["account_id"]?.stringValue != documents.first?["account_id"]?.stringValue)
        // 5.00 and 2.50, with 1.10 and 0.55 of VAT.
        #expect(commission["taxes"]?.arrayValue?.first?["net_minor"] == 7_50, "\(commission)")
        #expect(commission["total_minor"] == 9_15)
        #expect(try await scene.isSound())
    }

    /// It is Tuesday, and the run of Monday is over.
    private func open() async throws -> (CreditScene, PayoutScene) {
        let credit = try await CreditScene.open()
        let tina = try await credit.world.tutor(of: .tina)
        let scene = PayoutScene(world: credit.world, stripe: credit.scene.stripe, tina: tina)
        credit.world.clock.set(to: Instant("2026-11-24T09:00:00Z") ?? credit.world.clock.now)
        try await credit.scene.pass(.seconds(1))
        try await scene.connect(.tina)
        return (credit, scene)
    }
}
