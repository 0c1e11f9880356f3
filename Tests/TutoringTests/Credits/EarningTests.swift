import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct EarningTests {
    @Test func `72 hours after a charge without a dispute the earning is the tutor's`() async throws {
        let scene = try await CreditScene.open()
        try await scene.reserve(1)
        try await scene.charge(1)

        try await scene.scene.pass(.hours(71))
        #expect(try await scene.money()?.state == .pending)
        try await scene.scene.pass(.hours(2))

        #expect(try await scene.money()?.state == .available)
        #expect(try await scene.scene.balance(of: "tutor") == -2_723)
        try await scene.scene.audit()
    }

    @Test func `a disputed earning waits, and matures at once when the dispute is over`() async throws {
        let scene = try await CreditScene.open()
        try await scene.reserve(1)
        try await scene.charge(1)
        try await scene.change { tx, _ in try LessonMoney.hold(CreditScene.lesson(), .dispute, tx) }

        try await scene.scene.pass(.hours(100))
        #expect(try await scene.scene.balance(of: "tutor") == 0)
        #expect(try await scene.money()?.view.state == .contested)

        _ = try await scene.change { tx, call in
            try LessonMoney.settle(CreditScene.lesson(), givingBack: 40, cause: .decision, as: call, tx)
        }
        #expect(try await scene.money()?.view.state == .available)
        #expect(try await scene.scene.balance(of: "tutor") == -1_634)
        #expect(try await scene.now().available == 240)
        try await scene.scene.audit()
    }

    @Test func `a share of a matured earning comes from the tutor, who may owe it`() async throws {
        let scene = try await CreditScene.open()
        try await scene.reserve(1)
        try await scene.charge(1)
        try await scene.scene.pass(.hours(73))

        try await scene.giveBack(percent: 100, by: .tutor)

        #expect(try await scene.scene.balance(of: "tutor") == 0)
        #expect(try await scene.scene.balance("commission") == 0)
        #expect(try await scene.now().available == 300)
        try await scene.scene.audit()
    }

    @Test func `a decision about a lesson that is not charged charges the rest of the share`() async throws {
        let scene = try await CreditScene.open()
        try await scene.reserve(1)

        let given = try await scene.change { tx, call in
            try LessonMoney.settle(CreditScene.lesson(), givingBack: 30, cause: .decision, as: call, tx)
        }

        #expect(given.units == 30)
        #expect(try await scene.money()?.units.rawValue == "0-69")
        #expect(try await scene.now().available == 230)
        try await scene.scene.audit()
    }

    @Test func `every share from 0 to 100 sums to the charge, cent by cent`() async throws {
        let scene = try await CreditScene.open(price: 99_901, lessons: 100)
        for n in 0...100 {
            try await scene.reserve(UInt128(n + 1))
            try await scene.charge(UInt128(n + 1))
            if n == 99 { break }
        }
        for n in 0..<100 { try await scene.giveBack(UInt128(n + 1), percent: n + 1) }

        let lot = try await scene.now()
        #expect(lot.used + lot.available == 10_000)
        #expect(lot.available == 5_050)
        try await scene.scene.audit()
    }

    @Test func `the entries of a lot can never be changed`() async throws {
        let scene = try await CreditScene.open()

        await #expect(throws: (any Error).self) {
            try await scene.world.db.write { tx in try tx.execute("UPDATE lot_entry SET units = 1") }
        }
        await #expect(throws: (any Error).self) {
            try await scene.world.db.write { tx in try tx.execute("DELETE FROM lot_entry") }
        }
        await #expect(throws: (any Error).self) {
            try await scene.world.db.write { tx in try tx.execute("UPDATE lot SET available = available + 1")
            }
        }
    }
}
