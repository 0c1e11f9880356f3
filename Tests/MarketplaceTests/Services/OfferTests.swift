import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct OfferTests {
    @Test func `a provider offers an approved service once`() async throws {
        let world = try await castMarketplace()
        let plumbing = try await world.service("Plumbing").description
        let waiting = try await world.propose("Chimneys").id ?? ""

        let made = try await world.offer(plumbing, by: .pia)
        let twice = try await world.offer(plumbing, by: .pia)
        let early = try await world.offer(waiting, by: .pia)
        let unknown = try await world.offer(ID<Service>.placeholder.description, by: .pia)
        let customer = try await world.offer(plumbing, by: .carl)

        #expect(made.status == 201 && made["price_minor"] == 5_000 && made["active"] == true, "\(made)")
        #expect(made.header("location")?.hasSuffix(plumbing) == true)
        #expect(twice.status == 409 && twice.problem == .alreadyThere)
        #expect(early.status == 409 && early.problem == .notApproved)
        #expect(unknown.status == 409 && customer.status == 403)
    }

    @Test func `an offer changes, rests and goes, and with the last one the provider is not found`()
        async throws
    {
        let world = try await castMarketplace()
        let provider = try await world.provider(of: .pete)
        let (painting, plumbing) = (
            try await world.service("House painting"), try await world.service("Plumbing")
        )
        let path = "/api/v1/provider-services/\(provider)"

        let changed = try await world.as(.pete).put(
            "\(path)/\(painting)",
            ["price_minor": 29_500, "min_minor": 500]
        )
        let cleared = try await world.as(.pete).put("\(path)/\(painting)", ["min_minor": .null])
        let rests = try await world.as(.pete).put("\(path)/\(painting)", ["active": false])
        let seen = try await world.as(.carl).get(path)
        let own = try await world.as(.pete).get(path)
        let found = try await world.search("region_id=\(world.region("New York"))")
        let gone = try await world.as(.pete).delete("\(path)/\(plumbing)")
        let lost = try await world.search("region_id=\(world.region("New York"))")

        #expect(changed["price_minor"] == 29_500 && changed["min_minor"] == 500)
        #expect(cleared["min_minor"] == nil && rests["active"] == false)
        #expect(seen["data"]?.arrayValue?.count == 1 && own["data"]?.arrayValue?.count == 2)
        #expect(world.names(in: found).contains("O'Neil & Sons"))
        #expect(gone.status == 204)
        #expect(world.names(in: lost) == ["Novak Painting"])
    }

    @Test func `offers of an archived service are not found any more`() async throws {
        let world = try await castMarketplace()
        let painting = try await world.service("House painting")

        _ = try await world.as(.ada).delete("/api/v1/services/\(painting)?reason=No%20longer%20served")

        let answer = try await world.search("region_id=\(world.region("New York"))")
        let first = answer["data"]?.arrayValue?.first { $0["business_name"] == "Novak Painting" }
        #expect(world.names(in: answer).count == 2)
        #expect(first?["services"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["House cleaning"])
        let search = try await world.search("lat=40.7128&lon=-74.006&service_id=\(painting)")
        #expect(search["data"] == [])
    }

    @Test func `strangers neither change nor delete, and prices have bounds`() async throws {
        let world = try await castMarketplace()
        let (provider, painting) = (
            try await world.provider(of: .pete), try await world.service("House painting")
        )
        let path = "/api/v1/provider-services/\(provider)/\(painting)"

        let other = try await world.as(.pia).put(path, ["price_minor": 500])
        let admin = try await world.as(.ada).put(path, ["price_minor": 500])
        let cheap = try await world.as(.pete).put(path, ["price_minor": 99])
        let fraction = try await world.as(.pete).put(path, ["price_minor": 100.5])
        let stale = try await world.as(.pete).put(path, ["price_minor": 500], headers: ["If-Match": "\"9\""])
        let hidden = try await world.as(.carl).get("/api/v1/provider-services/\(world.provider(of: .paul))")

        #expect(other.status == 404 && admin.status == 403)
        #expect(cheap.status == 422 && fraction.status == 422 && stale.status == 412)
        #expect(hidden.status == 404)
    }
}
