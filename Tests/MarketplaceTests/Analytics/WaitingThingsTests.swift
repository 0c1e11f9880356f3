import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct WaitingThingsTests {
    private func waiting(_ kind: String, in answer: TestResponse) -> JSONValue? {
        answer["waiting"]?.arrayValue?.first { $0["kind"]?.stringValue == kind }
    }

    @Test func `a local manager sees what waits in the own regions, and since when`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let paul = try await world.provider(of: .paul)
        let service = try #require(try await world.propose("Chimneys").id)
        let proposed = world.clock.now
        #expect(try await world.send("licence", of: .pia).status == 201)
        let job = try await scene.answered()

        let own = try await scene.analytics("lsm/metrics", by: .lina)
        #expect(own["regions"]?[0]?["name"] == "New York" && own["regions"]?[0]?["figures"]?["gmv"] != nil)
        #expect(waiting("provider", in: own)?["count"] == 1, "\(own)")
        #expect(waiting("provider", in: own)?["oldest"]?[0]?["id"] == .string(paul.description))
        #expect(waiting("service", in: own)?["oldest"]?[0]?["id"] == .string(service))
        let since = try #require(waiting("service", in: own)?["since"]?.stringValue.flatMap { Instant($0) })
        #expect(since <= proposed && proposed - since < .seconds(1))
        #expect(waiting("document", in: own)?["count"] == 1)
        #expect(waiting("dispute", in: own)?["count"] == 1)
        #expect(waiting("refund", in: own)?["count"] == 0 && waiting("refund", in: own)?["since"] == nil)
        #expect(waiting("tier_appeal", in: own)?["oldest"] == [])
        let all = try await scene.analytics("lsm/metrics", by: .ada)
        #expect(all["regions"]?.arrayValue?.count == 2 && waiting("dispute", in: all)?["count"] == 1)
        let others = try await scene.analytics("lsm/metrics", by: .leo)
        for kind in WaitingThings.Kind.allCases {
            #expect(waiting(kind.rawValue, in: others)?["count"] == 0)
        }

        #expect(try await scene.decide(job, by: .lina, "release").status == 200)
        #expect(try await world.review(service).status == 200)
        let after = try await scene.analytics("lsm/metrics", by: .lina)
        #expect(waiting("dispute", in: after)?["count"] == 0 && waiting("service", in: after)?["count"] == 0)
    }

    @Test func `a refund waits until it is decided`() async throws {
        let paid = try await PaidScene.open()
        let (_, id) = try await paid.completed()
        let refund = try #require(try await paid.ask(id, 5_000).id)

        let asked = try await paid.scene.analytics("lsm/metrics", by: .lina)
        #expect(waiting("refund", in: asked)?["oldest"]?[0]?["id"] == .string(refund))
        _ = try await paid.approve(refund)
        let decided = try await paid.scene.analytics("lsm/metrics", by: .lina)
        #expect(waiting("refund", in: decided)?["count"] == 0)
    }

    @Test func `the dashboard: open jobs, GMV, disputes, what waits, and who owes`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let payouts = PayoutScene(world: world, pia: try await world.provider(of: .pia))
        _ = try await scene.post()
        _ = try await scene.post()
        _ = try await scene.answered()
        try await payouts.earn(5_000, -8_000)
        try await payouts.earn(-9_000, for: .pete)

        let answer = try await scene.analytics("admin/dashboard", by: .ada)
        #expect(answer["open_jobs"] == 3, "\(answer)")
        #expect(
            answer["jobs"] == [["state": "disputed", "count": 1], ["state": "open", "count": 2]],
            "\(answer)"
        )
        #expect(answer["gmv"]?["value"] == 10_000 && answer["disputes"]?["value"] == 1.0)
        #expect(answer["open_disputes"] == 1 && waiting("dispute", in: answer)?["count"] == 1)
        #expect(waiting("provider", in: answer)?["since"]?.stringValue != nil)
        #expect(answer["negative_minor"] == 12_000)
        let payees = answer["negative_payees"]?.arrayValue ?? []
        #expect(payees.map { $0["balance_minor"]?.integerValue } == [-9_000, -3_000])
        #expect(payees.last?["provider_id"] == .string(payouts.pia.description))
        #expect(payees.last?["business_name"] == "Novak Painting")
        for person in [Person.carl, .pia, .lina] {
            #expect(try await scene.analytics("admin/dashboard", by: person).status == 403)
        }
    }
}
