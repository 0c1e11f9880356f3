import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct RegionAnalyticsTests {
    private func figure(_ name: String, of answer: TestResponse, at position: Int = 0) -> JSONValue? {
        answer["data"]?[position]?["figures"]?[name]
    }

    @Test func `the figures of a region: GMV, take, fill, disputes and refunds of thirty days`() async throws
    {
        let paid = try await PaidScene.open()
        let scene = paid.scene
        let (_, refunded) = try await paid.completed()
        let asked = try await paid.ask(refunded, 5_000)
        #expect(try await paid.approve(asked.id ?? "")["state"] == "sent")
        try await paid.world.runJobs()
        _ = try await paid.underway(10_000)
        let disputed = try await paid.underway(20_000)
        #expect(try await scene.dispute(disputed.job).status == 201)
        _ = try await scene.post()

        let own = try await scene.analytics("analytics/regional", by: .lina)
        #expect(own["data"]?.arrayValue?.count == 1 && own["data"]?[0]?["name"] == "New York", "\(own)")
        let captured: Int64 = 12_345 + 10_000 + 20_000
        #expect(figure("gmv", of: own)?["value"] == .integer(captured - 5_000), "\(own)")
        #expect(figure("gmv", of: own)?["n"] == 3 && figure("gmv", of: own)?["window"] == "30 d")
        #expect(figure("refunds", of: own)?["value"] == 5_000)
        // 12.5 %: 1,543 less 625, 1,250 and 2,500.
        let take = try #require(figure("take", of: own)?["value"]?.doubleValue)
        #expect(abs(take - 4_668.0 / 37_345.0) < 1e-9, "\(take)")
        #expect(figure("fill", of: own)?["value"] == 0.75 && figure("fill", of: own)?["n"] == 4)
        let disputes = try #require(figure("disputes", of: own)?["value"]?.doubleValue)
        #expect(abs(disputes - 1.0 / 3) < 1e-9 && figure("disputes", of: own)?["n"] == 3)
        #expect(figure("active_customers", of: own)?["value"] == 1)
        #expect(figure("active_customers", of: own)?["window"] == "90 d")
        #expect(figure("active_providers", of: own)?["value"] == 2)

        scene.world.clock.advance(by: .days(40))
        let later = try await scene.analytics("analytics/regional", by: .lina)
        #expect(figure("gmv", of: later)?["value"] == .null && figure("take", of: later)?["n"] == 0)
        #expect(figure("active_customers", of: later)?["value"] == 1)
    }

    @Test func `median hours to verify, to approve and to resolve`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let service = try #require(try await world.propose("Chimneys").id)
        world.clock.advance(by: .hours(3))
        #expect(try await world.review(service).status == 200)
        let job = try await scene.answered()
        #expect(try await scene.decide(job, by: .lina, "release").status == 200)
        let before = try await scene.analytics("analytics/regional", by: .lina)
        #expect(figure("resolve_hours", of: before)?["value"] == .null)
        try await scene.pass(.hours(72) + .minutes(1))

        let own = try await scene.analytics("analytics/regional", by: .lina)
        // Pia and Pete are verified at once.
        #expect(
            figure("verify_hours", of: own)?["value"] == 0.0 && figure("verify_hours", of: own)?["n"] == 2
        )
        #expect(figure("approve_hours", of: own)?["value"] == 3.0, "\(own)")
        #expect(figure("approve_hours", of: own)?["unit"] == "hours")
        #expect(figure("resolve_hours", of: own)?["value"] == 72.0, "\(own)")
        #expect(figure("resolve_hours", of: own)?["n"] == 1)
        let others = try await scene.analytics("analytics/regional", by: .leo)
        for name in ["verify_hours", "approve_hours", "resolve_hours"] {
            #expect(figure(name, of: others)?["value"] == .null)
        }
    }

    @Test func `local managers see their own regions, and administrators name one`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.funded()
        let newYork = try await scene.world.region("New York")

        let leo = try await scene.analytics("analytics/regional", by: .leo)
        #expect(leo["data"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["Boston"])
        #expect(figure("gmv", of: leo)?["value"] == .null)
        for path in ["analytics/regional", "analytics/retention", "lsm/metrics"] {
            #expect(try await scene.analytics("\(path)?region_id=\(newYork)", by: .leo).status == 404)
            #expect(try await scene.analytics("\(path)?region_id=\(newYork)", by: .lina).status == 200)
            #expect(try await scene.analytics("\(path)?region_id=\(newYork)", by: .ada).status == 200)
            for person in [Person.carl, .pia] {
                #expect(try await scene.analytics(path, by: person).status == 403)
            }
        }
        let unnamed = try await scene.analytics("analytics/regional", by: .ada)
        #expect(unnamed.status == 422 && unnamed.faults == ["query/region_id": "required"], "\(unnamed)")
        let named = try await scene.analytics("analytics/regional?region_id=\(newYork)", by: .ada)
        #expect(figure("gmv", of: named)?["value"] == 10_000)
    }

    @Test func `the figures of the platform, together and by region, for administrators`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.funded()

        for path in ["analytics/platform", "admin/analytics"] {
            let answer = try await scene.analytics(path, by: .ada)
            #expect(answer["figures"]?["gmv"]?["value"] == 10_000, "\(answer)")
            #expect(answer["figures"]?["take"]?["value"] == 0.15)
            #expect(answer["figures"]?["active_providers"]?["value"] == 2)
            let names = answer["regions"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
            #expect(names == ["Boston", "New York"])
            #expect(answer["regions"]?[0]?["figures"]?["gmv"]?["value"] == .null)
            #expect(answer["regions"]?[1]?["figures"]?["gmv"]?["value"] == 10_000)
            for person in [Person.carl, .pia, .lina] {
                #expect(try await scene.analytics(path, by: person).status == 403)
            }
        }
    }
}
