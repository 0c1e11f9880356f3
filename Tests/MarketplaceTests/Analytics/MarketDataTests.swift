import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct MarketDataTests {
    /// Five customers, and five providers of a service.
    private struct Crowd {
        let scene: MarketScene
        let customers: [Person]
        let providers: [Person]

        static func gather(offering service: String) async throws -> Crowd {
            let scene = try await MarketScene.open()
            var (customers, providers): ([Person], [Person]) = ([], [])
            for number in 1...5 {
                customers.append(try await scene.world.enrol("customer\(number)"))
                providers.append(
                    try await scene.world.enrolProvider(
                        "provider\(number)",
                        offering: [(service: service, price: 5_000)]
                    )
                )
            }
            return Crowd(scene: scene, customers: customers, providers: providers)
        }

        /// Funded jobs at these prices, the people taking turns.
        func fund(_ amounts: [Int64], of service: String, minutes: Int = 120) async throws {
            let id = try await scene.world.service(service).description
            for (number, amount) in amounts.enumerated() {
                let customer = customers[number % customers.count]
                let job = try await scene.post(by: customer, ["service_id": .string(id)])
                // Nobody works at two places at once.
                let start = scene.at(.days(2) + .hours(3 * number))
                let quote = try await scene.quoted(
                    job,
                    by: providers[number % providers.count],
                    amount,
                    ["start": start, "minutes": .integer(Int64(minutes))]
                )
                let answer = try await scene.accept(job, quote, by: customer)
                guard answer.status == 200 else { throw TestFailure("not accepted: \(answer)") }
                try await scene.fund(job)
            }
        }

        func market(
            _ service: String,
            _ more: String = "",
            by person: Person = .carl
        ) async throws -> TestResponse {
            let id = try await scene.world.service(service)
            return try await scene.analytics("analytics/market-data?service_id=\(id)\(more)", by: person)
        }
    }

    private let amounts: [Int64] = [
        8_000, 8_500, 9_040, 9_500, 10_049, 11_000, 12_000, 12_550, 15_000, 30_000,
    ]

    private func month(_ name: String, of answer: TestResponse) -> JSONValue? {
        answer["months"]?.arrayValue?.first { $0["month"]?.stringValue == name }
    }

    @Test func `prices by month that is over, with their trend, for everybody`() async throws {
        let crowd = try await Crowd.gather(offering: "House painting")
        let clock = crowd.scene.world.clock
        try await crowd.fund(amounts, of: "House painting")
        let running = try await crowd.market("House painting")
        #expect(month("2026-11", of: running) == nil && running["months"]?.arrayValue?.count == 12)

        clock.set(to: try #require(Instant("2026-12-10T15:00:00Z")))
        try await crowd.fund(amounts.map { $0 + 1_000 }, of: "House painting")
        clock.set(to: try #require(Instant("2027-01-02T15:00:00Z")))
        let newYork = try await crowd.scene.world.region("New York")
        let boston = try await crowd.scene.world.region("Boston")

        for more in ["", "&region_id=\(newYork)"] {
            let answer = try await crowd.market("House painting", more)
            #expect(answer["unit"] == "fixed" && answer["months"]?.arrayValue?.count == 12, "\(answer)")
            let november = try #require(month("2026-11", of: answer))
            #expect(november["suppressed"] == false && november["reason"] == nil)
            let quartiles = ["p25", "p50", "p75"].map { november[$0]?["value"]?.integerValue }
            #expect(quartiles == [9_000, 10_000, 12_600], "\(november)")
            #expect(november["p50"]?["n"] == 10 && november["p50"]?["window"] == "2026-11")
            #expect(november["p50"]?["unit"] == "cents" && november["trend"]?["value"] == .null)
            let december = try #require(month("2026-12", of: answer))
            #expect(december["p50"]?["value"] == 11_000)
            #expect(december["trend"]?["value"] == 1_000 && december["trend"]?["unit"] == "bp")
            #expect(month("2026-10", of: answer)?["reason"] == "jobs")
            #expect(month("2026-10", of: answer)?["p50"] == nil)
        }
        let elsewhere = try await crowd.market("House painting", "&region_id=\(boston)")
        #expect(month("2026-11", of: elsewhere)?["suppressed"] == true)
        // The trend does not depend on how many months are asked for.
        let one = try await crowd.market("House painting", "&months=1")
        #expect(one["months"]?.arrayValue?.count == 1)
        #expect(month("2026-12", of: one)?["trend"]?["value"] == 1_000)
        for person in [Person.pia, .lina, .leo, .ada] {
            #expect(try await crowd.market("House painting", by: person).status == 200)
        }
    }

    @Test func `a sum over regions does not tell the prices of a small one`() async throws {
        let crowd = try await Crowd.gather(offering: "House painting")
        let (scene, world) = (crowd.scene, crowd.scene.world)
        try await crowd.fund(amounts, of: "House painting")
        let bella = try await world.enrolProvider("bella", at: DemoMarket.boston)
        let (latitude, longitude) = (DemoMarket.boston.latitude, DemoMarket.boston.longitude)
        let job = try await scene.post(["point": ["lat": .number(latitude), "lon": .number(longitude)]])
        #expect(try await scene.accept(job, scene.quoted(job, by: bella, 77_700)).status == 200)
        try await scene.fund(job)
        world.clock.set(to: try #require(Instant("2026-12-02T15:00:00Z")))

        let newYork = try await world.region("New York")
        let region = try await crowd.market("House painting", "&region_id=\(newYork)")
        #expect(month("2026-11", of: region)?["p50"]?["value"] == 10_000, "\(region)")
        let all = try await crowd.market("House painting")
        #expect(month("2026-11", of: all)?["suppressed"] == true, "\(all)")
        #expect(month("2026-11", of: all)?["reason"] == "jobs" && month("2026-11", of: all)?["p50"] == nil)
    }

    @Test func `a month is over when it is over in every region of the answer`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        try await world.db.write { tx in
            try tx.execute("UPDATE region SET zone = 'America/Los_Angeles' WHERE name = 'Boston'")
        }
        // One in the morning of New York, ten in the evening of Los Angeles.
        world.clock.set(to: try #require(Instant("2026-12-01T06:00:00Z")))

        let path = "analytics/market-data?service_id=\(scene.service)"
        let newYork = try await world.region("New York")
        let region = try await scene.analytics("\(path)&region_id=\(newYork)", by: .carl)
        #expect(region["months"]?.arrayValue?.last?["month"] == "2026-11", "\(region)")
        let all = try await scene.analytics(path, by: .carl)
        #expect(all["months"]?.arrayValue?.last?["month"] == "2026-10", "\(all)")
    }

    @Test func `an hour's price is that of 60 minutes, and few jobs are suppressed`() async throws {
        let crowd = try await Crowd.gather(offering: "Gardening")
        try await crowd.fund(amounts.map { $0 * 3 / 2 }, of: "Gardening", minutes: 90)
        crowd.scene.world.clock.set(to: try #require(Instant("2026-12-02T15:00:00Z")))
        try await crowd.fund(Array(amounts.prefix(9)), of: "Gardening", minutes: 60)
        crowd.scene.world.clock.set(to: try #require(Instant("2027-01-02T15:00:00Z")))

        let answer = try await crowd.market("Gardening")
        #expect(answer["unit"] == "hour")
        let november = try #require(month("2026-11", of: answer))
        let quartiles = ["p25", "p50", "p75"].map { november[$0]?["value"]?.integerValue }
        #expect(quartiles == [9_000, 10_000, 12_600], "\(november)")
        #expect(month("2026-12", of: answer)?["reason"] == "jobs")
    }

    @Test func `the unit is frozen in the award: prices by another one do not mix`() async throws {
        let crowd = try await Crowd.gather(offering: "Gardening")
        try await crowd.fund(amounts, of: "Gardening", minutes: 60)
        let service = try await crowd.scene.world.service("Gardening")
        crowd.scene.world.clock.set(to: try #require(Instant("2026-12-02T15:00:00Z")))
        func suppressed(with unit: Service.Unit) async throws -> JSONValue? {
            try await crowd.scene.world.db.write { tx in
                try tx.execute("UPDATE service SET unit = \(unit) WHERE id = \(service)")
            }
            return month("2026-11", of: try await crowd.market("Gardening"))?["suppressed"]
        }

        #expect(try await suppressed(with: .fixed) == true)
        #expect(try await suppressed(with: .hour) == false)
    }

    @Test func `a service is named, months are 1 to 24, and strangers' services are unknown`() async throws {
        let scene = try await MarketScene.open()
        let proposed = try #require(try await scene.world.propose("Chimneys").id)
        for query in ["", "?service_id=x", "?service_id=\(scene.service)&months=0"] {
            let answer = try await scene.analytics("analytics/market-data\(query)", by: .carl)
            #expect(answer.status == 422, "\(query) \(answer)")
        }
        let tooMany = "analytics/market-data?service_id=\(scene.service)&months=25"
        #expect(try await scene.analytics(tooMany, by: .carl).status == 422)
        let pending = "analytics/market-data?service_id=\(proposed)"
        #expect(try await scene.analytics(pending, by: .carl).status == 404)
        let region = "analytics/market-data?service_id=\(scene.service)&region_id=\(scene.service)"
        #expect(try await scene.analytics(region, by: .carl).status == 404)
        let years = try await scene.analytics(
            "analytics/market-data?service_id=\(scene.service)&months=24",
            by: .carl
        )
        #expect(years["months"]?.arrayValue?.count == 24)
    }
}
