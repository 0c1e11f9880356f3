import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct ChargebackTests {
    /// A lot of ten lessons for 270.00, of which one is taught, whose payment is contested.
    private func contested(
        amount: Int64? = nil
    ) async throws -> (MoneyScene, MoneyScene.Bought, dispute: String) {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        _ = try await scene.taught(bought.lot)
        let form = amount.map { ["amount": String($0)] } ?? [:]
        let made = try await scene.stripe.act("dispute/\(bought.intent.reference)", form)
        try await scene.world.hear(scene.stripe)
        return (scene, bought, try #require(made["id"]?.stringValue))
    }

    private func close(_ scene: MoneyScene, _ dispute: String, _ status: String) async throws {
        try await scene.stripe.act("close_dispute/\(dispute)", ["status": status])
        try await scene.world.hear(scene.stripe)
    }

    @Test func `an open chargeback freezes the lot and its earnings`() async throws {
        let (scene, bought, _) = try await contested()

        #expect(try await scene.lot(bought.lot)["frozen"] == true)
        #expect(try await scene.balance("contested") == 27_000)
        let refund = try await scene.world.as(.sara).post("/api/v1/purchases/\(bought.purchase)/refund")
        #expect(refund.status == 409)
        #expect(refund.problem == .paymentsContested)
        let hold = try await scene.lessons.hold(LessonScene.rome(14, on: "2026-11-24"), lot: bought.lot)
        #expect(hold.problem == .creditsNone, "\(hold)")
        try await scene.pass(.days(5))
        #expect(try await scene.balance(of: "tutor") == 0)
        #expect(try await scene.purchase(bought.purchase)["refundable"]?["units"] == 0)
        for person in [Person.tina, .ada] {
            #expect(try await scene.world.as(person).get("/api/v1/notifications").text.contains("270,00"))
        }
        try await scene.audit()
    }

    @Test func `a contested lesson cannot be given back`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let lesson = try await scene.taught(bought.lot)
        try await scene.stripe.act("dispute/\(bought.intent.reference)")
        try await scene.world.hear(scene.stripe)

        let answer = try await scene.world.as(.tina).post(
            "/api/v1/payments/\(bought.intent.payment)/refund",
            ["reason": "The connection was poor.", "booking_id": .string(lesson)]
        )

        #expect(answer.problem == .paymentsContested)
    }

    @Test func `won: everything is free again, and the earning is due`() async throws {
        let (scene, bought, dispute) = try await contested()
        try await scene.pass(.days(5))

        try await close(scene, dispute, "won")

        #expect(try await scene.lot(bought.lot)["frozen"] == false)
        #expect(try await scene.balance("contested") == 0)
        #expect(try await scene.balance("provider") == 27_000 - 430)
        #expect(try await scene.balance(of: "tutor") == -(2_700 - 405 - 89))
        try await scene.audit()
    }

    @Test func `lost: the unused units are gone, and the platform bears the lesson that was charged`()
        async throws
    {
        let (scene, bought, dispute) = try await contested()
        let ahead = try await scene.world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM lesson WHERE state = 'confirmed'", as: Int.self)
        }
        #expect(ahead == 0)

        try await close(scene, dispute, "lost")

        let lot = try await scene.lot(bought.lot)
        #expect((lot["available"], lot["refunded"], lot["used"]) == (0, 900, 100))
        #expect(try await scene.balance("contested") == 0)
        #expect(try await scene.balance("bad_debt") == 2_700)
        #expect(try await scene.balance("deferred") == 0)
        try await scene.pass(.days(5))
        #expect(try await scene.balance(of: "tutor") == -(2_700 - 405 - 89))
        try await scene.audit()
    }

    @Test func `lost with a lesson ahead: it is cancelled, and its units are gone too`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let lesson = try await scene.lessons.booked(LessonScene.rome(10), lot: bought.lot)
        let made = try await scene.stripe.act("dispute/\(bought.intent.reference)")
        try await scene.world.hear(scene.stripe)

        try await close(scene, try #require(made["id"]?.stringValue), "lost")

        #expect(try await scene.lessons.state(of: lesson) == "cancelled")
        #expect(try await scene.lot(bought.lot)["refunded"] == 1_000)
        #expect(try await scene.balance("bad_debt") == 0)
        #expect(try await scene.balance("deferred") == 0)
        try await scene.audit()
    }

    @Test func `a part that is lost takes the last units that are worth no more`() async throws {
        let (scene, bought, dispute) = try await contested(amount: 5_500)

        try await close(scene, dispute, "lost")

        let lot = try await scene.lot(bought.lot)
        // 203 units are worth 54.81, 204 are 55.08.
        #expect(lot["refunded"] == 203)
        #expect(lot["frozen"] == false)
        #expect(try await scene.balance("bad_debt") == 19)
        try await scene.audit()
    }

    @Test func `a dispute told 20 times is booked once`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        try await scene.stripe.act("dispute/\(bought.intent.reference)")
        let payload = try #require(try await scene.stripe.events().last)

        let answers = try await scene.world.atOnce(20) { _ in try await scene.world.hook(payload) }
        try await scene.world.runJobs()

        #expect(answers.statuses == [200: 20])
        #expect(try await scene.balance("contested") == 27_000)
        try await scene.audit()
    }
}
