import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct OnboardTests {
    @Test func `a customer becomes a provider who waits for the verification`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.onboard(
            .carl,
            ["bio": "Call 212-555-0187", "hours": [["weekday": 1, "from": "08:00", "until": "12:00"]]]
        )

        #expect(answer.status == 201, "\(answer)")
        #expect(answer.header("location") == "/api/v1/providers/\(answer.id ?? "")")
        #expect(answer["status"] == "pending" && answer["tier"] == "bronze")
        #expect(answer["region_id"]?.stringValue == (try await world.region("New York").description))
        #expect(answer["area"] == ["lat": 40.72, "lon": .number(-74)])
        #expect(answer["services"]?.arrayValue?.first?["price_minor"] == 7_000)
        #expect(answer["hours"]?.arrayValue?.count == 1)
        #expect(try await world.messages(to: .lina) == ["provider_arrived"])
    }

    @Test func `the tokens end, and a refresh gives new ones with the role of a provider`() async throws {
        let world = try await castMarketplace()
        let login = try await world.logIn(.carl)
        let old = world.with(token: login["access_token"]?.stringValue ?? "")

        let answer = try await old.post("\(World.providers)/onboard", world.business())
        let refused = try await old.get("/api/v1/users/profile")
        let grant = try await world.anonymous.post(
            "/api/v1/auth/refresh",
            ["refresh_token": login["refresh_token"] ?? .null]
        )
        let fresh = world.with(token: grant["access_token"]?.stringValue ?? "")

        #expect(answer.status == 201 && refused.status == 401)
        #expect(grant.status == 200, "\(grant)")
        #expect(try await fresh.get("/api/v1/users/me/permissions")["role"] == "provider")
    }

    @Test func `unfinished business, another business and services that nobody approved are refused`()
        async throws
    {
        let scene = try await MarketScene.open()
        let world = scene.world
        _ = try await scene.post(by: .carl)
        let draft = try await world.as(.pia).post(
            "/api/v1/services",
            [
                "category_id": .string(try await world.category("Home")), "name": "Chimneys",
                "description": "Sweeping.", "unit": "visit",
            ]
        )

        let busy = try await world.onboard(.carl)
        let unapproved = try await world.onboard(
            .cora,
            ["services": [["service_id": .string(draft.id ?? ""), "price_minor": 500]]]
        )
        let provider = try await world.onboard(.pia)

        #expect(busy.status == 409 && busy.problem == .openBusiness)
        #expect(unapproved.status == 409 && unapproved.problem == .notApproved)
        #expect(provider.status == 403 && provider["permission"] == "marketplace.provider.onboard")
    }

    @Test func `an account that was a provider before does not onboard again`() async throws {
        let world = try await castMarketplace()
        let paul = try await world.account(of: .paul)
        _ = try await world.db.write { [site = world.site] tx in
            try Account.find(paul, tx).changed(role: .customer, by: .system, at: site, tx)
        }

        let answer = try await world.onboard(.paul)

        #expect(answer.status == 409 && answer.problem == .alreadyProvider)
    }

    @Test func `an unconfirmed address is refused`() async throws {
        let world = try await castMarketplace()
        try await world.db.write { tx in
            try tx.execute(
                "UPDATE account SET email_verified_at = NULL WHERE email = \(Person.carl.email)"
            )
        }

        let answer = try await world.onboard(.carl)

        #expect(answer.status == 409 && answer.problem == .emailUnconfirmed)
    }

    @Test func `all faults of a body are told at once`() async throws {
        let world = try await castMarketplace()
        let service = try await world.service("Plumbing").description

        let far = try await world.onboard(.carl, ["point": ["lat": 51.5, "lon": 0]])
        let listed = try await world.onboard(
            .carl,
            [
                "services": [
                    ["service_id": .string(service), "price_minor": 500],
                    ["service_id": .string(service), "price_minor": 500],
                    ["service_id": .string(ID<Service>.placeholder.description), "price_minor": 500],
                ]
            ]
        )
        let wrong = try await world.onboard(
            .carl,
            ["point": ["lat": 91, "lon": 0], "radius_m": 100_001, "business_name": "x", "extra": 1]
        )

        #expect(far.status == 422 && far.faults == ["/point": "outside_every_region"])
        #expect(listed.status == 422)
        #expect(
            listed.faults == [
                "/services/1/service_id": "listed_twice", "/services/2/service_id": "unknown_service",
            ]
        )
        #expect(wrong.status == 422)
        #expect(
            Set(wrong.faults.keys).isSuperset(of: ["/radius_m", "/business_name", "/extra"]),
            "\(wrong.faults)"
        )
    }

    @Test func `ten onboardings of one account at once: 1`() async throws {
        let world = try await castMarketplace()
        let token = try await world.token(of: .carl)
        let body = try await world.business()

        let answers = try await world.atOnce(10) { _ in
            try await world.with(token: token).post("\(World.providers)/onboard", body)
        }

        #expect(answers.filter { $0.status == 201 }.count == 1, "\(answers.statuses)")
        #expect(answers.allSatisfy { [201, 401, 403, 409, 412].contains($0.status) }, "\(answers.statuses)")
    }
}
