import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

extension MarketScene {
    func analytics(_ path: String, by person: Person) async throws -> TestResponse {
        try await world.as(person).get("\(Self.root)/\(path)")
    }
}

@Suite struct PersonalAnalyticsTests {
    private func month(_ name: String, of answer: TestResponse) -> JSONValue? {
        answer["months"]?.arrayValue?.first { $0["month"]?.stringValue == name }?["figures"]
    }

    @Test func `a provider's figures by month, for the provider and the staff of the region`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.published()
        scene.world.clock.set(to: try #require(Instant("2026-12-05T15:00:00Z")))
        let lost = try await scene.post()
        _ = try await scene.quoted(lost)
        try await scene.answer(by: .pia, after: 30)
        let path = "analytics/provider/\(try await scene.world.provider(of: .pia))"

        let own = try await scene.analytics(path, by: .pia)
        #expect(own.status == 200 && own["from"] == "2026-09-07" && own["to"] == "2026-12-05", "\(own)")
        #expect(
            own["months"]?.arrayValue?.compactMap { $0["month"]?.stringValue } == [
                "2026-09", "2026-10", "2026-11", "2026-12",
            ]
        )
        let november = try #require(month("2026-11", of: own))
        #expect(november["completion"]?["value"] == 1.0 && november["completion"]?["n"] == 1)
        #expect(november["completion"]?["window"] == "2026-11-01/2026-11-30")
        #expect(november["completion"]?["formula"]?.stringValue == Formula.completion.text)
        #expect(november["completed"]?["value"] == 1 && november["on_time"]?["value"] == 1.0)
        #expect(november["win"]?["value"] == 1.0 && november["score"]?["value"] == 4.09)
        #expect(november["response"]?["value"] == .null)
        let december = try #require(month("2026-12", of: own))
        #expect(december["win"]?["value"] == 0.0 && december["win"]?["n"] == 1)
        #expect(december["response"]?["value"] == 30 && december["response"]?["unit"] == "minutes")
        #expect(december["completion"]?["value"] == .null && december["completion"]?["n"] == 0)
        #expect(december["score"]?["value"] == 4.09 && december["score"]?["window"] == "730 d")
        let october = try #require(month("2026-10", of: own))
        #expect(october["score"]?["value"] == .null && october["win"]?["n"] == 0)
        let total = try #require(own["total"])
        #expect(total["win"]?["value"] == 0.5 && total["win"]?["window"] == "2026-09-07/2026-12-05")

        for person in [Person.lina, .ada] {
            #expect(try await scene.analytics(path, by: person).status == 200)
        }
        for person in [Person.leo, .pete] {
            #expect(try await scene.analytics(path, by: person).status == 404)
        }
        #expect(try await scene.analytics(path, by: .carl).status == 403)
    }

    @Test func `a customer's figures by month, for the customer and the staff who reach them`() async throws {
        let scene = try await MarketScene.open()
        _ = try await scene.completed(by: .pia, 12_345)
        let open = try await scene.post()
        #expect(try await scene.world.as(.carl).delete("\(MarketScene.root)/jobs/\(open)").status == 200)
        let path = "analytics/customer/\(try await scene.world.id(of: .carl))"

        let own = try await scene.analytics("\(path)?from=2026-10-01&to=2026-12-10", by: .carl)
        let november = try #require(month("2026-11", of: own), "\(own)")
        #expect(november["posted"]?["value"] == 2 && november["funded"]?["value"] == 1)
        #expect(november["completed"]?["value"] == 1 && november["cancelled"]?["value"] == 1)
        #expect(november["spend"]?["value"] == 12_345 && november["spend"]?["unit"] == "cents")
        #expect(november["spend"]?["n"] == 1)
        for name in ["2026-10", "2026-12"] {
            let other = try #require(month(name, of: own))
            #expect(other["posted"]?["value"] == .null && other["spend"]?["value"] == .null)
        }
        #expect(own["total"]?["posted"]?["n"] == 2)
        #expect(month("2026-12", of: own)?["posted"]?["window"] == "2026-12-01/2026-12-10")

        for person in [Person.lina, .ada] {
            #expect(try await scene.analytics(path, by: person).status == 200)
        }
        for person in [Person.leo, .cora, .pia] {
            #expect(try await scene.analytics(path, by: person).status == 404)
        }
    }

    @Test func `the first and the last moment of a day belong to it, in the zone of the region`() async throws
    {
        let scene = try await MarketScene.open()
        // 23:30 in New York, and half an hour later.
        scene.world.clock.set(to: try #require(Instant("2026-12-01T04:30:00Z")))
        let customer = "analytics/customer/\(try await scene.world.id(of: .carl))"
        let provider = "analytics/provider/\(try await scene.world.provider(of: .pia))"
        _ = try await scene.quoted(try await scene.post())
        scene.world.clock.set(to: try #require(Instant("2026-12-01T05:00:00Z")))
        _ = try await scene.quoted(try await scene.post())

        let posted = try await scene.analytics(customer, by: .carl)
        let quoted = try await scene.analytics(provider, by: .pia)
        for name in ["2026-11", "2026-12"] {
            #expect(month(name, of: posted)?["posted"]?["value"] == 1, "\(name)")
            #expect(month(name, of: quoted)?["win"]?["n"] == 1, "\(name)")
        }
    }

    @Test func `spans end after they start, and are a year at most`() async throws {
        let scene = try await MarketScene.open()
        let paths = [
            "analytics/customer/\(try await scene.world.id(of: .carl))",
            "analytics/provider/\(try await scene.world.provider(of: .pia))",
        ]
        for path in paths {
            let refused = [
                "from=2026-11-02&to=2026-11-01", "from=2025-11-01&to=2026-11-02", "from=november",
                "until=2026-11-01",
            ]
            for query in refused {
                let answer = try await scene.analytics("\(path)?\(query)", by: .ada)
                #expect(answer.status == 422, "\(query) \(answer)")
            }
            let day = try await scene.analytics("\(path)?from=2026-11-01&to=2026-11-01", by: .ada)
            #expect(day["months"]?.arrayValue?.count == 1)
        }
        #expect(try await scene.analytics("analytics/provider/nobody", by: .ada).status == 404)
    }
}
