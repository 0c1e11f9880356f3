import Kernel
import TestKit
import Testing
import Web

@testable import Platform

private let named = ProductDefinition(
    name: "named",
    title: "Club",
    summary: "Second names under test.",
    root: "/api",
    zone: .rome,
    currency: .euro,
    languages: [.english, .italian],
    accounts: AccountPolicy(selfRegistrationRole: .member, administrators: [.steward]),
    access: AccessMatrix(roles: .member, .steward) {},
    features: [Feature(routes: [Get("/users/me/sessions", mine, .account, "Get something else")])],
    secondNames: [SecondName("POST /auth/mfa/enroll", of: "POST /users/me/second-factor", as: "enrolMfa")]
)

@Sendable private func mine(_ call: Call) async throws -> Listing<AccountView> { Listing([]) }

@Suite struct SecondNameTests {
    @Test func `a second name has handler, limit, freshness and bound of the operation`() throws {
        let first = try #require(named.routes.first { $0.name == "POST /api/users/me/second-factor" })
        let second = try #require(named.routes.first { $0.name == "POST /api/auth/mfa/enroll" })

        #expect(second.operationID == "enrolMfa")
        #expect(second.policy.limit == first.policy.limit && second.policy.freshness == .always)
        #expect(second.details?.hasSuffix("The same operation as `POST /users/me/second-factor`.") == true)
        #expect(named.bounds.contains { $0.operation == second.name })
        #expect(named.quotaFlaws == [])
    }

    @Test func `an operation of the product takes the place of the platform's`() async throws {
        let world = try await World(named, cast: "named") { site in try await joinClub(site) }

        #expect(named.routes.filter { $0.name == "GET /api/users/me/sessions" }.count == 1)
        #expect(try await world.as(.giulia).get("/api/users/me/sessions")["data"] == [])
        #expect(try await world.as(.giulia).post("/api/auth/mfa/enroll")["secret"]?.stringValue != nil)
        #expect(!club().routes.contains { $0.path.contains("mfa") }, "other products have no such name")
    }
}
