import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct PayoutRaceTests {
    @Test func `20 payouts 1: of twenty opened at once one has the entries`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00, 50_00)
        _ = try await scene.world.token(of: .ada)
        _ = try await scene.world.token(of: .adam)

        let answers = try await scene.world.atOnce(20) { index in
            try await scene.pay(by: index % 2 == 0 ? .ada : .adam)
        }

        #expect(answers.statuses == [201: 1, 409: 19], "\(answers)")
        #expect(answers.first { $0.status == 201 }?["amount_minor"] == 150_00)
        #expect(try await scene.world.as(.ada).get("/api/v1/payouts")["data"]?.arrayValue?.count == 1)
    }

    @Test func `of twenty moves of a payout at once one wins`() async throws {
        let scene = try await PayoutScene.open()
        try await scene.due(100_00)
        let id = try await scene.opened()
        _ = try await scene.move(id, to: "approved")

        let answers = try await scene.world.atOnce(20) { index in
            try await scene.move(id, to: ["paid", "failed", "cancelled"][index % 3])
        }

        // A stale version is 412, the present state 409.
        #expect(answers.filter { $0.status == 200 }.count == 1, "\(answers.statuses)")
        #expect(answers.allSatisfy { [200, 409, 412].contains($0.status) }, "\(answers.statuses)")
        let isPaid = try await scene.show(id)["state"] == "paid"
        #expect(try await scene.entries() == (isPaid ? 0 : 100_00))
    }

    @Test(arguments: 1...3)
    func `paid|dispute or chargeback: payout cancelled, or paid and payee maybe negative`(
        _ run: Int
    ) async throws {
        let scene = try await MarketScene.open()
        let job = try await scene.completed()
        let provider = try await scene.world.provider(of: .pia)
        let payouts = PayoutScene(world: scene.world, pia: provider)
        _ = try await payouts.setAccount(of: .pia)
        scene.world.clock.advance(by: .days(7) + .seconds(1))
        let id = try await payouts.opened()
        _ = try await payouts.move(id, to: "approved")
        for person in [Person.ada, .carl] { _ = try await scene.world.token(of: person) }

        let answers = try await scene.world.atOnce(2) { index in
            index == run % 2
                ? try await payouts.move(id, to: "paid")
                : try await scene.dispute(job)
        }

        let moved = answers[run % 2]
        let disputed = answers[1 - run % 2]
        #expect(disputed.status == 201 && [200, 409, 412].contains(moved.status), "\(answers)")
        #expect(try await payouts.show(id)["state"] == (moved.status == 200 ? "paid" : "cancelled"))
        let held = try await payouts.pay()
        #expect(held.problem == .nothingDue, "nothing of a disputed job is paid: \(held)")
        let earnings = try await payouts.earnings()
        #expect(earnings["balance_minor"] == (moved.status == 200 ? 0 : 8_500), "\(earnings)")
        #expect(earnings["available_minor"] == 0)
    }
}

extension MarketScene {
    /// A job that is done and accepted, 8,500 of it the provider's.
    func completed(_ amount: Int64 = 10_000) async throws -> String {
        let job = try await underway(to: .pia, amount)
        for (person, status) in [(Person.pia, "delivered"), (.carl, "completed")] {
            let answer = try await put(job, "status", by: person, ["status": .string(status)])
            guard answer.status == 200 else { throw TestFailure("not \(status): \(answer)") }
        }
        return job
    }
}
