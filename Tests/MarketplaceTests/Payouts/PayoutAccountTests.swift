import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct PayoutAccountTests {
    @Test func `an account is stored sealed, answered by its last digits, and the provider is notified`()
        async throws
    {
        let world = try await castMarketplace()
        let scene = PayoutScene(world: world, pia: try await world.provider(of: .pia))

        let set = try await scene.setAccount(of: .pia)
        let record = try await world.as(.pia).get("/api/v1/providers/\(scene.pia)")
        let stored = try await world.db.read { [pia = scene.pia] tx in
            try tx.value("SELECT payout_account FROM provider WHERE id = \(pia)", as: [UInt8].self)
        }

        #expect(set.status == 200 && set["kind"] == "bank" && set["last4"] == "6789", "\(set)")
        let times = ["set_at", "payouts_from"].compactMap { set[$0]?.stringValue.flatMap { Instant($0) } }
        #expect(times.count == 2 && times[1] - times[0] == .hours(72))
        #expect(record["payout_account"]?["last4"] == "6789", "\(record)")
        #expect(
            !String(decoding: stored ?? [], as: UTF8.self).contains("123456789") && stored?.isEmpty == false
        )
        #expect(!record.text.contains("000123456789") && !set.text.contains("000123456789"))
        #expect(try await scene.notices(to: .pia) == ["marketplace.system.payout_account_changed"])
    }

    @Test func `no payout opens for 72 hours, and those not yet paid are cancelled`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()
        _ = try await scene.move(id, to: "approved")

        let set = try await scene.setAccount(of: .pia, ["kind": "paypal", "email": "pia.novak@example.com"])
        let early = try await scene.pay()
        scene.world.clock.advance(by: .hours(72) - .seconds(5))
        let still = try await scene.pay()
        scene.world.clock.advance(by: .seconds(10))
        let late = try await scene.pay()

        #expect(set["last4"] == "ovak", "\(set)")
        #expect(try await scene.show(id)["state"] == "cancelled")
        #expect(early.problem == .nothingDue && early["because"] == "new_account" && early["due"] == 100_00)
        #expect(still["because"] == "new_account" && late.status == 201, "\(late)")
    }

    @Test func `without an account nothing is paid`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(100_00, for: .pete)
        scene.world.clock.advance(by: .days(8))

        let answer = try await scene.pay(.pete)

        #expect(answer.problem == .nothingDue && answer["because"] == "no_account", "\(answer)")
    }

    @Test func `members of the other kind, wrong numbers and other people's accounts are refused`()
        async throws
    {
        let scene = try await PayoutScene.open()
        let wrong: [(JSONValue, [String: String])] = [
            (["kind": "bank"], ["/routing": "required", "/number": "required"]),
            (["kind": "paypal"], ["/email": "required"]),
            (
                ["kind": "paypal", "email": "pia@example.com", "number": "12345678"],
                ["/number": "of_another_kind"]
            ),
            (
                ["kind": "bank", "routing": "021000022", "number": "123"],
                ["/routing": "not_a_routing_number", "/number": "not_an_account_number"]
            ),
        ]

        for (body, faults) in wrong {
            let answer = try await scene.setAccount(of: .pia, body)
            #expect(answer.status == 422 && answer.faults == faults, "\(answer)")
        }
        let path = "/api/v1/providers/\(scene.pia)/payout-account"
        #expect(try await scene.world.as(.pete).put(path, PayoutScene.bank).status == 404)
        for person in [Person.carl, .lina, .ada] {
            #expect(try await scene.world.as(person).put(path, PayoutScene.bank).status == 403, "\(person)")
        }
    }
}
