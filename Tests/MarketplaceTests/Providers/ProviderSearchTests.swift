import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

extension World {
    func search(_ query: String, as person: Person = .carl) async throws -> TestResponse {
        try await self.as(person).get("\(Self.providers)/search?\(query)")
    }

    func foundNames(near point: JSONValue, _ more: String = "") async throws -> [String] {
        let (lat, lon) = (point["lat"]?.doubleValue ?? 0, point["lon"]?.doubleValue ?? 0)
        return names(in: try await search("lat=\(lat)&lon=\(lon)\(more)"))
    }

    func names(in answer: TestResponse) -> [String] {
        (answer["data"]?.arrayValue ?? []).compactMap { $0["business_name"]?.stringValue }
    }

    /// Sets the figures of a provider, as its last night would.
    func figures(
        of person: Person,
        score: Double?,
        response: Int? = nil,
        completed: Int = 0,
        awarded: Int = 0,
        tier: Tier = .bronze
    ) async throws {
        let provider = try await provider(of: person)
        try await db.write { tx in
            try tx.execute("DELETE FROM provider_figures WHERE provider_id = \(provider)")
            try tx.execute(
                """
                INSERT INTO provider_figures (provider_id, score, ratings, response_min, responses, completed, failed, awarded,
                                              started, on_time, quoted, won, as_of)
                VALUES (\(provider), \(score), 5, \(response), 9, \(completed), 0, \(awarded), 0, 0, 0, 0, \(tx.now))
                """
            )
            try tx.execute("UPDATE provider SET tier = \(tier) WHERE id = \(provider)")
        }
    }
}

@Suite struct ProviderSearchTests {
    private static let downtown = "lat=40.7128&lon=-74.006"

    @Test func `active providers with an approved service near the place, by rank with its parts`()
        async throws
    {
        let world = try await castMarketplace()
        try await world.figures(of: .pete, score: 4.6, response: 30, completed: 18, awarded: 20, tier: .gold)

        let answer = try await world.search(Self.downtown)

        #expect(answer.status == 200, "\(answer)")
        #expect(world.names(in: answer) == ["O'Neil & Sons", "Novak Painting"])
        let pete = answer["data"]?.arrayValue?.first
        #expect(pete?["distance_m"] == 1_849)
        #expect(
            pete?["score"] == 4.6 && pete?["n"] == 5 && pete?["response"] == 30 && pete?["tier"] == "gold"
        )
        #expect(pete?["parts"]?["score"]?.doubleValue == 360)
        #expect(pete?["parts"]?["completion"]?.doubleValue == 132)
        #expect(pete?["point"] == nil && pete?["documents"] == nil)
        #expect(answer["page"]?["has_more"] == false)
    }

    @Test func `the distance is exact, and the provider's own radius must reach the place`() async throws {
        let world = try await castMarketplace()
        let provider = try await world.provider(of: .pia)
        _ = try await world.as(.pia).put(
            "\(World.providers)/\(provider)",
            ["point": ["lat": 40.7306, "lon": -73.9352], "radius_m": 6_286]
        )
        let reaching = try await world.search("\(Self.downtown)&sort=distance")
        _ = try await world.as(.pia).put("\(World.providers)/\(provider)", ["radius_m": 6_285])
        let short = try await world.search("\(Self.downtown)&sort=distance")
        let near = try await world.search("\(Self.downtown)&radius_km=2&sort=distance")

        #expect(world.names(in: reaching) == ["O'Neil & Sons", "Novak Painting"])
        #expect(reaching["data"]?.arrayValue?.last?["distance_m"] == 6_286)
        #expect(world.names(in: short) == ["O'Neil & Sons"])
        #expect(world.names(in: near) == ["O'Neil & Sons"])
    }

    @Test func `filters by service, category, tier, rating, price and words`() async throws {
        let world = try await castMarketplace()
        try await world.figures(of: .pete, score: 4.6, tier: .gold)
        let painting = try await world.service("House painting")
        let cleaning = try await world.service("House cleaning")
        let garden = try await world.category("Garden")
        let home = try await world.category("Home")

        func found(_ query: String) async throws -> Set<String> {
            Set(world.names(in: try await world.search("\(Self.downtown)&\(query)")))
        }

        let both: Set = ["O'Neil & Sons", "Novak Painting"]
        #expect(try await found("service_id=\(painting)") == both)
        #expect(try await found("service_id=\(cleaning)") == ["Novak Painting"])
        #expect(try await found("category_id=\(home)") == both)
        #expect(try await found("category_id=\(garden)") == [])
        #expect(try await found("tier=gold,pesp") == ["O'Neil & Sons"])
        #expect(try await found("min_rating=4.6") == ["O'Neil & Sons"])
        #expect(try await found("min_rating=4.7") == [])
        #expect(try await found("q=novak") == ["Novak Painting"])
        #expect(try await found("service_id=\(painting)&price_max_minor=28000") == ["O'Neil & Sons"])
        #expect(try await found("service_id=\(painting)&price_min_minor=28001") == ["Novak Painting"])
    }

    @Test func `sorts by price, rating and distance, and pages by cursor and by number`() async throws {
        let world = try await castMarketplace()
        for name in ["ann", "bob", "cid"] { try await world.enrolProvider(name) }
        try await world.figures(of: .pete, score: 4.6)
        let painting = try await world.service("House painting")
        let query = "\(Self.downtown)&service_id=\(painting)"

        let cheap = world.names(in: try await world.search("\(query)&sort=price"))
        let dear = world.names(in: try await world.search("\(query)&sort=-price"))
        let rated = world.names(in: try await world.search("\(query)&sort=rating"))
        let far = world.names(in: try await world.search("\(query)&sort=-distance"))
        var paged: [String] = []
        var cursor = ""
        for _ in 0..<5 {
            let page = try await world.search("\(query)&sort=price&limit=2\(cursor)")
            paged += world.names(in: page)
            guard let next = page["page"]?["next_cursor"]?.stringValue else { break }
            cursor = "&cursor=\(next)"
        }
        let second = try await world.search("\(query)&sort=price&limit=2&page=2")

        #expect(cheap.first == "O'Neil & Sons" && cheap.last == "Novak Painting" && cheap.count == 5)
        #expect(dear == [cheap[4]] + cheap[1...3] + [cheap[0]])
        #expect(rated.first == "O'Neil & Sons")
        #expect(Set(far.prefix(2)) == ["O'Neil & Sons", "Novak Painting"])
        #expect(paged == cheap)
        #expect(world.names(in: second) == Array(cheap[2...3]) && second["page"]?["total"] == 5)
    }

    @Test func `a region instead of a place has ranks without a distance`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.search("region_id=\(world.region("New York"))")
        let other = try await world.search("region_id=\(world.region("Boston"))")

        let first = answer["data"]?.arrayValue?.first
        #expect(world.names(in: answer).count == 2 && other["data"] == [])
        #expect(first?["distance_m"] == nil && first?["parts"]?["distance"] == nil)
        // A newcomer: 375 + 62.5 + 150 for score, answers and completion.
        #expect(first?["rank"] == 588)
    }

    @Test func `available on a day means an hour free then`() async throws {
        let world = try await castMarketplace()
        let path = "\(World.providers)/\(try await world.provider(of: .pia))/availability"
        _ = try await world.as(.pia).put(
            path,
            [
                "hours": [
                    ["weekday": 1, "from": "08:00", "until": "08:59"],
                    ["weekday": 2, "from": "08:00", "until": "09:00"],
                ]
            ]
        )

        let monday = try await world.search("\(Self.downtown)&available_on=2026-11-23")
        let tuesday = try await world.search("\(Self.downtown)&available_on=2026-11-24&page=1")

        #expect(world.names(in: monday) == ["O'Neil & Sons"])
        #expect(Set(world.names(in: tuesday)) == ["O'Neil & Sons", "Novak Painting"])
        #expect(tuesday["page"]?["total"] == 2)
    }

    @Test func `words that the card masks are not found either`() async throws {
        let world = try await castMarketplace()
        let provider = try await world.provider(of: .pia)
        _ = try await world.as(.pia).put(
            "\(World.providers)/\(provider)",
            ["bio": "Murals. Call 212-555-4567 or murals@example.com."]
        )

        #expect(world.names(in: try await world.search("\(Self.downtown)&q=murals")) == ["Novak Painting"])
        for hidden in ["212", "4567", "murals+example"] {
            #expect(
                world.names(in: try await world.search("\(Self.downtown)&q=\(hidden)")) == [],
                "\(hidden)"
            )
        }
    }

    @Test func `searches cross the 180th meridian`() async throws {
        let world = try await castMarketplace()
        let provider = try await world.provider(of: .pia)
        try await world.db.write { tx in
            try tx.execute("UPDATE provider SET lat = -16.5, lon = -179.9 WHERE id = \(provider)")
            try Provider.relist(provider, tx)
        }

        let answer = try await world.search("lat=-16.5&lon=179.9&radius_km=25")

        #expect(answer["data"]?.arrayValue?.first?["distance_m"] == 21_323)
    }

    @Test func `half a point, two areas or none, and prices without a service are refused`() async throws {
        let world = try await castMarketplace()
        let (region, service) = (try await world.region("Boston"), try await world.service("Plumbing"))

        func faults(_ query: String) async throws -> [String: String] {
            let answer = try await world.search(query)
            #expect(answer.status == 422, "\(query): \(answer)")
            return answer.faults
        }

        #expect(try await faults("lat=40") == ["query/lon": "half_a_point"])
        #expect(try await faults("lon=40") == ["query/lat": "half_a_point"])
        #expect(try await faults("") == ["query/lat": "place_or_region"])
        #expect(
            try await faults("\(Self.downtown)&region_id=\(region)") == ["query/region_id": "place_or_region"]
        )
        #expect(try await faults("region_id=\(region)&sort=distance") == ["query/sort": "needs_place"])
        #expect(try await faults("region_id=\(region)&radius_km=5") == ["query/radius_km": "needs_place"])
        #expect(
            try await faults("\(Self.downtown)&price_min_minor=1&sort=price")
                == ["query/price_min_minor": "needs_service", "query/sort": "needs_service"]
        )
        #expect(
            try await faults("\(Self.downtown)&service_id=\(service)&price_min_minor=2&price_max_minor=1")
                == ["query/price_min_minor": "minimum_above_maximum"]
        )
        #expect(
            try await faults("\(Self.downtown)&available_on=2026-11-20") == [
                "query/available_on": "in_the_past"
            ]
        )
        #expect(try await faults("\(Self.downtown)&cursor=abc") == ["query/cursor": "invalid_cursor"])
        #expect(try await faults("\(Self.downtown)&radius_km=201").keys.contains("query/radius_km"))
        #expect(try await faults("\(Self.downtown)&min_rating=0").keys.contains("query/min_rating"))
        #expect(try await faults("\(Self.downtown)&sort=fame").keys.contains("query/sort"))
    }

    @Test func `60 searches/min`() async throws {
        let world = try await castMarketplace(limits: true)
        let token = try await world.token(of: .carl)
        let path = "\(World.providers)/search?\(Self.downtown)"

        var answers: [TestResponse] = []
        for _ in 0..<61 { answers.append(try await world.with(token: token).get(path)) }

        #expect(answers.statuses == [200: 60, 429: 1])
        #expect(answers.last?.header("retry-after") != nil)
    }
}
