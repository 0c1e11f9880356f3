import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// A club whose terms change at the turn of the year.
private func strictClub() async throws -> World {
    let product = ProductDefinition(
        name: "strict",
        title: "Club",
        summary: "Consents under test.",
        root: "/api",
        zone: .rome,
        currency: .euro,
        languages: [.english, .italian],
        accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
        access: AccessMatrix(roles: .member, .steward) {},
        policies: [
            Policy(.terms, version: "1", since: "2020-01-01", at: "/terms", requiredOf: .member),
            Policy(.terms, version: "2", since: "2027-01-01", at: "/terms", requiredOf: .member),
            Policy(.marketing, version: "1", since: "2020-01-01", at: "/marketing"),
        ]
    )
    return try await World(product, cast: "strict") { site in try await joinClub(site) }
}

private let path = "/api/users/me/consents"

private func saying(_ purpose: String, _ version: String, _ granted: Bool) -> JSONValue {
    [
        "consents": [
            ["purpose": .string(purpose), "policy_version": .string(version), "granted": .bool(granted)]
        ]
    ]
}

@Suite struct ConsentTests {
    @Test func `what is required and not given is asked for`() async throws {
        let world = try await strictClub()

        let before = try await world.as(.giulia).get(path)
        let after = try await world.as(.giulia).put(path, saying("terms", "1", true))

        #expect(before["consents_needed"] == ["terms"])
        #expect(after["consents_needed"] == [])
        #expect(after["policies"]?[0]?["is_granted"] == true)
        #expect(
            try await world.as(.sara).get(path)["consents_needed"] == [],
            "nothing is required of stewards"
        )
        #expect(try await world.as(.luca).get(path)["consents_needed"] == ["terms"])
    }

    @Test func `a new version is asked for from its day on`() async throws {
        let world = try await strictClub()
        _ = try await world.as(.giulia).put(path, saying("terms", "1", true))

        let early = try await world.as(.giulia).put(path, saying("terms", "2", true))
        world.clock.set(to: try #require(Instant("2026-12-31T23:30:00Z")))
        let late = try await world.as(.giulia).get(path)
        let given = try await world.as(.giulia).put(path, saying("terms", "2", true))

        #expect(early.faults["/consents/0/policy_version"] == "not_in_force")
        #expect(late["consents_needed"] == ["terms"], "it is 2027 in Rome")
        #expect(given["consents_needed"] == [])
    }

    @Test func `the optional is withdrawn, the required is not`() async throws {
        let world = try await strictClub()
        _ = try await world.as(.giulia).put(path, saying("marketing", "1", true))

        let withdrawn = try await world.as(.giulia).put(path, saying("marketing", "1", false))
        let refused = try await world.as(.giulia).put(path, saying("terms", "1", false))
        let unknown = try await world.as(.giulia).put(path, saying("privacy", "1", true))

        #expect(withdrawn["policies"]?[1]?["is_granted"] == false)
        #expect(refused.faults["/consents/0/granted"] == "consent_required")
        #expect(unknown.faults["/consents/0/purpose"] == "not_asked_for")
    }

    @Test func `the history has every change once, and is one's own`() async throws {
        let world = try await strictClub()
        for granted in [true, true, false, true] {
            _ = try await world.as(.giulia).put(path, saying("marketing", "1", granted))
        }

        let history = try await world.as(.giulia).get("\(path)/history")
        let mine = history["data"]?.arrayValue?.compactMap { $0["is_granted"]?.boolValue }

        #expect(mine == [true, false, true])
        #expect(history["data"]?[0]?["source"] == "consents")
        #expect(try await world.as(.luca).get("\(path)/history")["data"] == [])
        #expect(try await world.audit().filter { $0 == "consent.record" }.count == 3)
    }
}
