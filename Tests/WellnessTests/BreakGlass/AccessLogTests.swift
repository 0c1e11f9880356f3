import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

@Suite struct AccessLogTests {
    private let path = "/api/v1/users/me/access-log"

    @Test func `it has the actions of others on the account, and none of its owner`() async throws {
        let world = try await cast()
        let (anna, aurora) = (try await world.id(of: .anna), try await world.organization("Aurora"))
        let sales = try await world.department("Sales")
        _ = try await world.as(.anna).patch("/api/v1/users/me", ["first_name": "Annina"])
        let empty = try await world.as(.anna).get(path)

        let admin = world.as(.elena)
        _ = try await admin.patch("/api/v1/admin/users/\(anna)", ["first_name": "Anna"])
        _ = try await admin.patch("/api/v1/admin/users/\(anna)/deactivate")
        _ = try await admin.patch("/api/v1/admin/users/\(anna)/activate")
        _ = try await world.as(.bruno).patch(
            "/api/v1/organizations/\(aurora)/members/\(anna)",
            ["department_id": .string(sales)]
        )
        _ = try await admin.patch(
            "/api/v1/admin/users/\(anna)/role",
            ["role": "business_admin", "reason": "Takes over from Bruno"]
        )
        let login = try await world.anonymous.post(
            "/api/v1/auth/login",
            ["email": .string(Person.anna.email), "password": .string(Person.anna.password)]
        )
        let log = try await world.with(token: login["access_token"]?.stringValue ?? "").get(path)

        #expect(empty["data"] == [], "\(empty)")
        let kinds = (log["data"]?.arrayValue ?? []).map {
            "\($0["kind"]?.stringValue ?? "") \($0["actor_role"]?.stringValue ?? "")"
        }
        #expect(
            kinds == [
                "role super_admin", "membership business_admin", "state super_admin", "state super_admin",
                "profile super_admin",
            ],
            "\(log)"
        )
        #expect(try await world.as(.carla).get(path)["data"] == [])
    }
}
