import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct ReservingTests {
    @Test func `a lesson reserves the lowest free units, and a free student gives them back`() async throws {
        let scene = try await CreditScene.open()

        try await scene.reserve(1)
        try await scene.reserve(2)
        try await scene.free(1)
        try await scene.reserve(3)

        #expect(try await scene.money(3)?.units.rawValue == "0-99")
        #expect(try await scene.now().free.rawValue == "200-299")
        try await scene.scene.audit()
    }

    @Test func `without enough units there are no credits, and after the expiry they expire first`()
        async throws
    {
        let scene = try await CreditScene.open(lessons: 1, days: 7)

        #expect(try await refusal { try await scene.reserve(1, startsIn: .days(8)) } == .creditsExpireFirst)
        try await scene.reserve(1, startsIn: .days(6))
        #expect(try await refusal { try await scene.reserve(2) } == .creditsNone)
    }

    private func refusal(of work: () async throws -> Void) async throws -> Problem.Code? {
        do {
            try await work()
            return nil
        } catch let problem as Problem {
            return problem.code
        }
    }

    @Test func `of 50 bookings of a last lesson one gets the units`() async throws {
        let scene = try await CreditScene.open(lessons: 1)

        let wins = try await scene.world.atOnce(50) { n in
            do {
                try await scene.reserve(UInt128(n + 1))
                return 1
            } catch let problem as Problem where problem.code == .creditsNone {
                return 0
            }
        }

        #expect(wins.reduce(0, +) == 1)
        #expect(try await scene.now().reserved == 100)
    }

    @Test func `the soonest expiry is spent first, then the oldest lot`() async throws {
        let scene = try await MoneyScene.open()
        let late = try await scene.publish(price: 9_000, lessons: 3, days: 300)
        let soon = try await scene.publish(price: 9_000, lessons: 3, days: 30)
        var lots: [String] = []
        for package in [late, soon, soon] {
            let order = try await scene.world.as(.sara).post(
                "/api/v1/packages/\(package)/purchase",
                ["version": 1]
            )
            let purchase = try #require(order.id)
            try await scene.pay(scene.intent(purchase))
            lots.append(try #require(try await scene.purchase(purchase)["lot_id"]?.stringValue))
            try await scene.pass(.seconds(1))
        }
        let (sara, tina) = (try await scene.world.account(of: .sara), try await scene.world.tutor(of: .tina))
        let chosen: [ID<Lot>?] = try await scene.world.db.read { tx in
            try [Duration.days(2), .days(60), .days(400)].map { time in
                let need = LotNeed(
                    student: sara,
                    tutor: try Tutor.find(tina, tx),
                    subject: SubjectCode(unchecked: "mathematics"),
                    minutes: 60,
                    startsAt: tx.now + time
                )
                return try Lot.spendable(for: need, tx)?.id
            }
        }

        #expect(chosen.map { $0?.description } == [lots[1], lots[0], nil])
    }
}
