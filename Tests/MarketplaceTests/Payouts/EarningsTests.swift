import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct EarningsTests {
    private func sums(_ answer: TestResponse) -> [String: Int64] {
        let names = ["escrowed", "held", "available", "in_payouts", "paid_out", "negative", "balance"]
        let pairs = names.map { ($0, answer["\($0)_minor"]?.integerValue ?? -1) }
        return Dictionary(uniqueKeysWithValues: pairs).filter { $0.value != 0 }
    }

    @Test func `the money of a job goes from escrow to the provider's bank`() async throws {
        let scene = try await MarketScene.open()
        let pia = try await scene.world.provider(of: .pia)
        let payouts = PayoutScene(world: scene.world, pia: pia)
        _ = try await payouts.setAccount(of: .pia)

        let job = try await scene.completed()
        let completed = try await payouts.earnings()
        let done = try await scene.get(job)["completed_at"]?.stringValue
        let second = try await scene.funded()
        let funded = try await payouts.earnings()
        scene.world.clock.advance(by: .days(7) + .seconds(1))
        let available = try await payouts.earnings()
        let id = try await payouts.opened()
        let opened = try await payouts.earnings()
        _ = try await payouts.move(id, to: "approved")
        _ = try await payouts.move(id, to: "paid")
        let paid = try await payouts.earnings()

        #expect(sums(completed) == ["held": 8_500, "balance": 8_500], "\(completed)")
        #expect(completed["held_until"] != nil && completed["data"]?[0]?["due_at"] == completed["held_until"])
        #expect(completed["data"]?[0]?["job_id"] == .string(job), "\(done ?? "") \(completed)")
        #expect(sums(funded) == ["escrowed": 8_500, "held": 8_500, "balance": 8_500], "\(second) \(funded)")
        #expect(sums(available) == ["escrowed": 8_500, "available": 8_500, "balance": 8_500])
        #expect(sums(opened) == ["escrowed": 8_500, "in_payouts": 8_500, "balance": 8_500])
        #expect(opened["data"]?[0]?["payout_id"] == .string(id))
        #expect(sums(paid) == ["escrowed": 8_500, "paid_out": 8_500], "\(paid)")
        let months = paid["months"]?.arrayValue ?? []
        #expect(months.compactMap { $0["earned_minor"]?.integerValue }.reduce(0, +) == 8_500)
        #expect(months.compactMap { $0["paid_out_minor"]?.integerValue }.reduce(0, +) == 8_500)
    }

    @Test func `a debt shows as negative, and by month`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(50_00)
        scene.world.clock.set(to: try #require(Instant("2026-12-15T12:00:00Z")))
        try await scene.earn(-80_00, 20_00)

        let earnings = try await scene.earnings()

        #expect(sums(earnings) == ["held": 20_00, "negative": 30_00, "balance": -10_00], "\(earnings)")
        #expect(
            earnings["months"] == [
                ["month": "2026-11", "earned_minor": 50_00, "reduced_minor": 0, "paid_out_minor": 0],
                ["month": "2026-12", "earned_minor": 20_00, "reduced_minor": -80_00, "paid_out_minor": 0],
            ]
        )
    }

    @Test func `entries come page by page, newest first, within the days asked for`() async throws {
        let scene = try await PayoutScene.open()
        for amount in [1_00, 2_00, 3_00] as [Int64] {
            try await scene.earn(amount)
            scene.world.clock.advance(by: .days(1))
        }

        let first = try await scene.earnings("?limit=2")
        let cursor = try #require(first["page"]?["next_cursor"]?.stringValue)
        let rest = try await scene.earnings("?limit=2&cursor=\(cursor)")
        let none = try await scene.earnings("?to=2026-11-01&from=2026-10-01")

        #expect(first["data"]?.arrayValue?.compactMap { $0["amount_minor"]?.integerValue } == [3_00, 2_00])
        #expect(rest["data"]?.arrayValue?.compactMap { $0["amount_minor"]?.integerValue } == [1_00])
        #expect(none["data"] == [] && none["months"] == [] && none["balance_minor"] == 6_00)
        #expect(try await scene.earnings("?from=2026-11-02&to=2026-11-01").status == 422)
        #expect(try await scene.earnings("?from=2025-01-01&to=2026-11-01").status == 422)
    }

    @Test func `the provider and administrators read all, a manager of the region the sums`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.earn(50_00)

        for person in [Person.pia, .ada] {
            #expect(try await scene.earnings(as: person)["data"]?.arrayValue?.count == 1)
        }
        let manager = try await scene.earnings(as: .lina)
        #expect(manager["balance_minor"] == 50_00 && manager["data"] == [], "\(manager)")
        #expect(try await scene.earnings(as: .leo).status == 404)
        #expect(try await scene.earnings(as: .pete).status == 404)
        #expect(try await scene.earnings(as: .carl).status == 403)
    }
}

extension PayoutScene {
    fileprivate func earnings(_ query: String) async throws -> TestResponse {
        try await earnings(of: .pia, as: nil, query)
    }
}
