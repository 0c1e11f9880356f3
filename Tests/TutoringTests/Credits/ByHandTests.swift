import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct ByHandTests {
    @Test
    func
        `100 euros for 3 lessons by hand: taught, half cancelled, unused back, then 40 percent of the first`()
        async throws
    {
        let scene = try await CreditScene.open()
        let money = scene.scene
        #expect(try await money.balance("provider") == 10_000 - 175)
        #expect(try await money.balance("deferred") == -10_000)

        try await scene.reserve(1)
        try await scene.charge(1)
        #expect(try await money.balance(of: "pending") == -2_723)
        #expect(try await money.balance("commission") == -500)
        #expect(try await money.balance("vat") == -110)

        try await scene.reserve(2)
        try await scene.charge(2, kept: 50)
        #expect(try await money.balance(of: "pending") == -2_723 - 1_362)
        #expect(try await money.balance("commission") == -750)
        #expect(try await money.balance("vat") == -165)
        #expect(try await money.balance("deferred") == -5_000)
        #expect(try await scene.now().free.rawValue == "150-299")

        let refund = try await scene.world.as(.sara).post("/api/v1/purchases/\(scene.purchase)/refund")
        #expect(refund.status == 200, "\(refund)")
        #expect(refund["units"]?.integerValue == 150)
        #expect(refund["amount_minor"]?.integerValue == 5_000)
        try await scene.world.runJobs()
        #expect(try await money.balance("deferred") == 0)
        try await money.audit()

        let back = try await scene.giveBack(1, percent: 40)
        #expect(back.amount == 1_333)
        #expect(try await scene.money(1)?.split.net == 1_634)
        #expect(try await scene.money(1)?.units.rawValue == "0-59")
        try await scene.world.runJobs()
        // The purchase is refunded, so the share is money; nothing is deferred.
        #expect(try await money.balance("deferred") == 0)
        #expect(try await money.balance(of: "pending") == -2_723 - 1_362 + 1_089)
        #expect(try await money.balance("commission") == -750 + 200)
        #expect(try await money.balance("vat") == -165 + 44)
        try await money.audit()
        let lot = try await scene.now()
        #expect((lot.used, lot.refunded, lot.available, lot.reserved) == (110, 190, 0, 0))
    }

    @Test func `the entries of a lot tell the whole story`() async throws {
        let scene = try await CreditScene.open()
        try await scene.reserve(1)
        try await scene.charge(1)
        try await scene.reserve(2)
        try await scene.charge(2, kept: 50)
        try await scene.giveBack(1, percent: 40)

        let entries = try await scene.scene.entries(scene.lot.description)

        // Entries of one transaction have no order among themselves.
        #expect(entries.first == "return 40 1333")
        #expect(entries.last == "grant 300 10000")
        #expect(
            entries.sorted() == [
                "grant 300 10000", "release 50 1667", "reserve 100 3333", "reserve 100 3334",
                "return 40 1333", "use 100 3333", "use 50 1667",
            ]
        )
    }
}
