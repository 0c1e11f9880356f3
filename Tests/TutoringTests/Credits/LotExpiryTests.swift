import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct LotExpiryTests {
    @Test func `units expire at their end: their value is the tutor's as if they were charged`() async throws
    {
        let scene = try await CreditScene.open(days: 30)
        try await scene.reserve(1)
        try await scene.scene.pass(.days(30))

        let lot = try await scene.now()
        #expect((lot.available, lot.reserved, lot.expired) == (0, 100, 200))
        // 66.67 = 56.67 + 10.00 commission of 15 % is 10.00, its VAT 2.20.
        #expect(try await scene.scene.balance(of: "pending") == -5_447)
        #expect(try await scene.scene.balance("commission") == -1_000)
        #expect(try await scene.scene.balance("vat") == -220)
        try await scene.scene.audit()

        try await scene.scene.pass(.hours(73))
        #expect(try await scene.scene.balance(of: "pending") == 0)
        #expect(try await scene.scene.balance(of: "tutor") == -5_447)
        try await scene.scene.audit()
    }

    @Test func `reserved units do not expire; released late they do`() async throws {
        let scene = try await CreditScene.open(lessons: 1, days: 7)
        try await scene.reserve(1)
        try await scene.scene.pass(.days(8))
        #expect(try await scene.now().reserved == 100)

        try await scene.free(1)

        #expect(try await scene.now().expired == 100)
        try await scene.scene.audit()
    }

    @Test(arguments: [FreeCause.tutor, .admin, .decision])
    func `units given back by others than the student get 14 days more`(by cause: FreeCause) async throws {
        let scene = try await CreditScene.open(lessons: 1, days: 7)
        try await scene.reserve(1)
        try await scene.scene.pass(.days(8))
        let now = scene.world.clock.now

        try await scene.free(1, by: cause)

        let lot = try await scene.now()
        #expect(lot.available == 100)
        #expect((lot.expiresAt - now - .days(14)).micros.magnitude < 1_000_000)
    }

    @Test func `before the expiry the longer time is the one that is extended`() async throws {
        let scene = try await CreditScene.open(lessons: 1, days: 100)
        try await scene.reserve(1)
        let before = try await scene.now().expiresAt

        try await scene.free(1, by: .tutor)

        #expect(try await scene.now().expiresAt == before + .days(14))
    }

    @Test func `the student is told 30, 7 and 1 days before units expire`() async throws {
        let scene = try await CreditScene.open(days: 60)
        var told: [Int] = []
        for day in 1...60 {
            try await scene.scene.pass(.days(1))
            let count = try await scene.world.db.read { tx in
                try tx.value(
                    "SELECT COUNT(*) FROM notice WHERE template = 'tutoring.money.ending'",
                    as: Int.self
                ) ?? 0
            }
            if count > told.count { told.append(60 - day) }
        }

        #expect(told == [30, 7, 1])
    }

    @Test func `while the tutor is suspended the expiry stands still`() async throws {
        let scene = try await CreditScene.open(days: 30)
        let tina = try await scene.world.tutor(of: .tina)
        let end = try await scene.now().expiresAt
        try await scene.world.db.write { tx in try Lot.stand(of: tina, tx) }

        try await scene.scene.pass(.days(40))
        #expect(try await scene.now().available == 300)

        try await scene.world.db.write { tx in try Lot.run(of: tina, tx) }
        let later = try await scene.now().expiresAt
        #expect((later - end - .days(40)).micros.magnitude < 10_000_000)
        try await scene.scene.pass(.days(31))
        #expect(try await scene.now().expired == 300)
    }

    @Test func `a lot that was used up during the suspension expires too, when units return`() async throws {
        let scene = try await CreditScene.open(lessons: 1, days: 30)
        let tina = try await scene.world.tutor(of: .tina)
        try await scene.reserve(1)
        try await scene.world.db.write { tx in try Lot.stand(of: tina, tx) }
        try await scene.charge(1)
        try await scene.world.db.write { tx in try Lot.run(of: tina, tx) }

        _ = try await scene.giveBack(1, percent: 100)
        try await scene.scene.pass(.days(45))

        #expect(try await scene.now().expired == 100)
        try await scene.scene.audit()
    }

    @Test func `the units of a student who leaves end at once`() async throws {
        let scene = try await CreditScene.open()
        let sara = try await scene.world.account(of: .sara)

        try await scene.world.db.write { tx in try Lot.end(of: sara, tx) }

        #expect(try await scene.now().expired == 300)
        try await scene.scene.audit()
    }
}
