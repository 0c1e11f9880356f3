import Kernel
import Platform
import Store
import TestKit

@testable import Wellness

extension World {
    /// The path of an organisation, or of something below it.
    func path(_ organization: String = "Aurora", _ rest: String = "") async throws -> String {
        try await "/api/v1/organizations/\(self.organization(organization))\(rest)"
    }

    func memberPath(_ person: Person, of organization: String = "Aurora") async throws -> String {
        try await path(organization, "/members/\(id(of: person))")
    }

    func invite(
        _ email: String,
        as role: String = "user",
        into organization: String = "Aurora",
        by person: Person = .bruno,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        var body = more
        body["email"] = .string(email)
        body["role"] = .string(role)
        return try await self.as(person).post(path(organization, "/invitations"), .object(body))
    }

    /// Somebody who has read the mail and has no account joins.
    func join(
        _ token: String,
        named name: String = "Nina",
        consents: [String] = ["privacy", "terms"]
    ) async throws -> TestResponse {
        try await anonymous.post(
            "/api/v1/auth/accept-invitation",
            [
                "token": .string(token), "password": "seven green giraffes", "first_name": .string(name),
                "last_name": "Nuova", "time_zone": "Asia/Tokyo",
                "consents": .array(consents.map(Self.agreed)),
            ]
        )
    }

    static func agreed(_ purpose: String) -> JSONValue {
        ["purpose": .string(purpose), "policy_version": "2026-01", "granted": true]
    }

    /// A person who is logged in joins with the token of an invitation.
    func accept(_ token: String, as person: Person) async throws -> TestResponse {
        try await self.as(person).post("/api/v1/auth/accept-invitation", ["token": .string(token)])
    }

    /// A new organisation, still a draft.
    func draft(_ name: String = "Cirrus", seats: Int = 3) async throws -> TestResponse {
        try await self.as(.elena).post(
            "/api/v1/organizations",
            ["name": .string(name), "zone": "Europe/Rome", "seats": .integer(Int64(seats))]
        )
    }

    func subscribe(
        _ organization: String = "Aurora",
        seats: Int = 10,
        _ state: String = "active",
        until end: Instant? = nil
    ) async throws -> TestResponse {
        try await self.as(.elena).put(
            path(organization, "/subscription"),
            [
                "plan": "team", "seats": .integer(Int64(seats)), "state": .string(state),
                "period_end": .string((end ?? clock.now + .days(60)).description),
            ]
        )
    }

    func suspend(_ organization: String = "Aurora") async throws -> TestResponse {
        try await self.as(.elena).post(path(organization, "/suspend"), ["reason": "unpaid"])
    }

    func close(_ organization: String = "Aurora") async throws -> TestResponse {
        try await self.as(.elena).delete("\(path(organization))?reason=contract%20ended")
    }
}
