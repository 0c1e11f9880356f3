import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct TierAppealTests {
    /// A decision of lina's that pia does not like.
    private func demoted(_ scene: MarketScene) async throws -> String {
        try await scene.set(.gold, of: .pia)
        let answer = try await scene.setTier("bronze")
        guard let id = answer.id else { throw TestFailure("no decision: \(answer)") }
        return id
    }

    @Test func `a decision is appealed once, and answered by setting the tier: granted if it rises`()
        async throws
    {
        let scene = try await MarketScene.open()
        let decision = try await demoted(scene)
        let appeal = try await scene.appeal(decision)
        #expect(
            appeal.status == 201 && appeal["state"] == "open" && appeal["decision_id"] == .string(decision),
            "\(appeal)"
        )
        #expect(try await scene.appeal(decision).problem == .alreadyThere)
        #expect(try await scene.notices(to: .lina).contains("marketplace.rating.tier_appealed"))

        let own = try await scene.setTier("gold", by: .lina)
        #expect(own.problem == .interested, "the first decider does not answer the appeal")
        let answer = try await scene.setTier("silver", by: .ada)
        #expect(answer["cause"] == "appeal" && answer["from_tier"] == "bronze", "\(answer)")
        let states = try await scene.world.db.read { tx in
            try tx.values("SELECT state FROM tier_appeal", as: TierAppeal.State.self)
        }
        #expect(states == [.granted])
        let again = try await scene.setTier("gold", by: .lina)
        #expect(again["cause"] == "override", "no appeal is open any more")
    }

    @Test func `an appeal is refused if the tier does not rise`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.appeal(try await demoted(scene))
        #expect(try await scene.setTier("bronze", by: .ada).status == 201)
        let states = try await scene.world.db.read { tx in
            try tx.values("SELECT state FROM tier_appeal", as: TierAppeal.State.self)
        }
        #expect(states == [.refused])
    }

    @Test func `only decisions of the last 30 days about the own tier`() async throws {
        let scene = try await MarketScene.open()
        let decision = try await demoted(scene)
        let other = try #require(try await scene.setTier("silver", of: .pete).id)

        #expect(try await scene.appeal(other).faults == ["/decision_id": "unknown_decision"])
        #expect(try await scene.appeal("nonsense").status == 422)
        scene.world.clock.advance(by: .days(31))
        #expect(try await scene.appeal(decision).faults == ["/decision_id": "decision_too_old"])
        let pia = try await scene.world.provider(of: .pia)
        for (person, status) in [(Person.pete, 404), (.carl, 403), (.lina, 403)] {
            let answer = try await scene.world.as(person).post(
                "\(MarketScene.root)/providers/\(pia)/tier-appeal",
                ["decision_id": .string(decision), "text": "Mine."]
            )
            #expect(answer.status == status)
        }
    }

    @Test func `after 5 working days the administrators are told; the manager is reminded the day before`()
        async throws
    {
        let scene = try await MarketScene.open()
        _ = try await scene.appeal(try await demoted(scene))
        // A Saturday: the fifth working day is the next Friday.
        try await scene.pass(.days(5) + .minutes(5))
        let early = [try await scene.notices(to: .lina), try await scene.notices(to: .ada)]
        try await scene.pass(.days(1))
        let late = try await scene.notices(to: .ada)

        #expect(early[0].contains("marketplace.rating.tier_appeal_waits"))
        #expect(!early[1].contains("marketplace.rating.tier_appeal_overdue"))
        #expect(late.contains("marketplace.rating.tier_appeal_overdue"))
    }

    @Test func `nobody is told of an appeal that has been answered`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.appeal(try await demoted(scene))
        _ = try await scene.setTier("silver", by: .ada)
        try await scene.pass(.days(9))
        #expect(try await !scene.notices(to: .ada).contains("marketplace.rating.tier_appeal_overdue"))
    }
}
