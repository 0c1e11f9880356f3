import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct FraudReviewTests {
    @Test func `fraud is raised from score 40 on, one open case a subject, and administrators are told`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let sara = try await scene.world.account(of: .sara)
        try await scene.world.db.write { tx in try FraudCase.raise([.manyIntents], about: sara, tx) }
        #expect(try await scene.suspicions().isEmpty)

        let first = try await scene.suspect(.sara, of: [.manyIntents, .cardAbroad])
        let second = try await scene.suspect(.sara, of: [.cardAbroad, .declines])

        #expect(first == second)
        let rows = try await scene.suspicions("?state=open")
        #expect(rows.count == 1 && rows[0]["score"] == 70, "\(rows)")
        #expect(rows[0]["subject"]?["kind"] == "student" && rows[0]["subject"]?["name"] == "Sara C.")
        #expect(rows[0]["signals"]?.arrayValue?.count == 3)
        try await scene.world.runJobs()
        #expect(try await scene.world.as(.adam).get("/api/v1/notifications").text.contains("punteggio 45"))
        #expect(try await scene.world.as(.tina).get("/api/v1/admin/fraud/reviews").status == 403)
        #expect(try await scene.world.audit().contains("tutoring.fraud.read"))
    }

    @Test func `earnings from the student are held, also later ones, and freed by clear`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let before = try await scene.taught(bought.lot)
        let id = try await scene.suspect(.sara)
        let after = try await scene.taught(bought.lot, on: "2026-11-24")
        #expect(try await scene.isHeld(before))
        #expect(try await scene.isHeld(after))
        try await scene.pass(.days(4))
        #expect(try await scene.balance(of: "tutor") == 0)

        let answer = try await scene.decide(id, "clear")

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["state"] == "cleared" && answer["decided_by"] != nil && answer["actions"] == [])
        #expect(try await !scene.isHeld(before))
        #expect(try await scene.balance(of: "tutor") == -2 * 2_206)
        try await scene.audit()
    }

    @Test(arguments: [true, false])
    func `expired units are held too, and freed by clear`(_ isSuspectBefore: Bool) async throws {
        let credits = try await CreditScene.open(days: 30)
        let scene = credits.scene
        var id = isSuspectBefore ? try await scene.suspect(.sara) : ""
        try await scene.pass(.days(30))
        if !isSuspectBefore { id = try await scene.suspect(.sara) }
        try await credits.change { [lot = credits.lot] tx, _ in
            try Lot.find(lot, tx).freeze(tx)
            try Lot.find(lot, tx).thaw(tx)
        }
        try await scene.pass(.days(4))
        #expect(try await credits.now().expired == 300)
        #expect(try await scene.balance(of: "tutor") == 0)

        let answer = try await scene.decide(id, "clear")

        #expect(answer.status == 200, "\(answer)")
        // 100.00 without 15.00 of commission and 3.30 of its VAT.
        #expect(try await scene.balance(of: "tutor") == -8_170)
        try await scene.audit()
    }

    @Test func `signals of a cleared case rest 30 d`() async throws {
        let scene = try await MoneyScene.open()
        let sara = try await scene.world.account(of: .sara)
        let id = try await scene.suspect(.sara, of: [.sameSides])
        _ = try await scene.decide(id, "clear")
        let awake = { (signals: [FraudSignal]) in
            try await scene.world.db.read { tx in try FraudCase.awake(signals, about: sara, tx) }
        }

        #expect(try await awake([.sameSides, .declines]) == [.declines])
        scene.world.clock.advance(by: .days(31))
        #expect(try await awake([.sameSides, .declines]) == [.sameSides, .declines])
    }

    @Test func `payouts of a tutor under review are held`() async throws {
        let scene = try await MoneyScene.open()
        let tina = try await scene.world.tutor(of: .tina)
        let holds = { try await scene.world.db.read { tx in try Fraud.holdsPayouts(of: tina, tx) } }
        #expect(try await !holds())

        let id = try await scene.suspect(.tina)
        #expect(try await holds())
        #expect(try await scene.suspicions()[0]["subject"]?["tutor_id"]?.stringValue == tina.description)
        let answer = try await scene.decide(id, "confirm", ["suspend"])

        #expect(answer.status == 200 && answer["actions"] == ["suspend"], "\(answer)")
        #expect(try await !holds())
        let tutor = try await scene.world.db.read { tx in try Tutor.find(tina, tx) }
        #expect(tutor.suspendedAt != nil)
    }

    @Test func `confirm refunds the unused units and deactivates, as ticked`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let ahead = try await scene.lessons.booked(LessonScene.rome(10), lot: bought.lot)
        let id = try await scene.suspect(.sara)

        let answer = try await scene.decide(id, "confirm", ["refund", "deactivate"])
        try await scene.world.runJobs()

        #expect(answer.status == 200, "\(answer)")
        #expect(try await scene.lessons.state(of: ahead) == "cancelled")
        let lot = try await scene.world.db.read { tx in
            try tx.value("SELECT refunded FROM lot", as: Int.self)
        }
        #expect(lot == 1_000)
        #expect(try await scene.balance("deferred") == 0)
        let state = try await scene.world.as(.ada).get("/api/v1/admin/users/\(scene.world.id(of: .sara))")[
            "state"
        ]
        #expect(state == "suspended")
        try await scene.audit()
    }

    @Test func `a lesson that was booked after the lessons ahead were cancelled saves no purchase`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let ahead = try await scene.lessons.booked(LessonScene.rome(10), lot: bought.lot)
        let purchase = try #require(ID<Purchase>(bought.purchase))
        let call = scene.world.site.call(as: .system, with: .purchaseRefund)

        try await scene.world.db.write { tx in
            try RefundAfterFraud.refund(purchase, because: nil, as: call, tx)
        }

        #expect(try await scene.lessons.state(of: ahead) == "cancelled")
        #expect(try await scene.world.as(.sara).get("/api/v1/purchases/\(purchase)")["state"] == "refunded")
        try await scene.world.runJobs()
        #expect(try await scene.balance("deferred") == 0)
        try await scene.audit()
    }

    @Test func `the sales of a fraud are refunded one by one, each by itself`() async throws {
        let scene = try await MoneyScene.open()
        let lots = try await [scene.buy(), scene.buy(by: .sami)].compactMap { ID<Lot>($0.lot) }
        let refunded = {
            try await scene.world.db.read { tx in
                try lots.map { lot in
                    try tx.value("SELECT refunded FROM lot WHERE id = \(lot)", as: Int.self)
                }
            }
        }
        // The units of the first cannot be read.
        try await scene.write(units: "0-999?", of: lots[0])
        let id = try await scene.suspect(.tina)

        let answer = try await scene.decide(id, "confirm", ["refund"])
        #expect(answer.status == 200, "\(answer)")
        #expect(try await refunded() == [0, 0], "not in the decision's transaction")
        try await scene.world.runJobs()
        #expect(try await refunded() == [0, 1_000])

        try await scene.write(units: "0-999", of: lots[0])
        try await scene.pass(.minutes(1))
        #expect(try await refunded() == [1_000, 1_000])
        #expect(try await scene.balance("deferred") == 0)
        try await scene.audit()
    }

    @Test func `a decision is refused twice, without reason, with actions that do not fit, and when stale`()
        async throws
    {
        let scene = try await MoneyScene.open()
        let id = try await scene.suspect(.sara)
        let path = "/api/v1/admin/fraud/reviews/\(id)"

        #expect(try await scene.decide(id, "clear", ["refund"]).faults["/actions"] == "only_after_confirm")
        #expect(try await scene.decide(id, "confirm", ["suspend"]).faults["/actions/0"] == "only_for_tutors")
        #expect(
            try await scene.decide(id, "confirm", ["refund", "refund"]).faults["/actions/1"] == "listed_twice"
        )
        #expect(
            try await scene.world.as(.ada).patch(path, ["decision": "clear"]).faults["/reason"] == "required"
        )
        let stale = try await scene.world.as(.ada).patch(
            path,
            ["decision": "clear", "reason": "We have looked at it."],
            headers: ["If-Match": "\"9\""]
        )
        #expect(stale.status == 412)
        #expect(try await scene.decide(id, "clear", by: .tina).status == 403)
        let unknown = ID<FraudCase>(raw: 5).description
        #expect(try await scene.decide(unknown, "clear").status == 404)

        let answers = try await scene.world.atOnce(8) { number in
            try await scene.decide(id, number % 2 == 0 ? "clear" : "confirm")
        }

        #expect(answers.count { $0.status == 200 } == 1, "\(answers.map(\.status))")
        #expect(answers.filter { $0.status != 200 }.allSatisfy { $0.status == 409 || $0.status == 412 })
        #expect(try await scene.decide(id, "clear").problem == .illegalTransition)
    }
}
