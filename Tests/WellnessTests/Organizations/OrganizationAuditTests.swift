import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct OrganizationAuditTests {
    @Test func `the log has the actions on the organisation, and nothing of its people`() async throws {
        let world = try await cast()
        _ = try await world.log(.anna)
        _ = try await world.as(.bruno).patch(world.path(), ["name": "Aurora"])
        _ = try await world.as(.bruno).post(world.path("Aurora", "/departments"), ["name": "Legal"])
        _ = try await world.as(.bruno).patch(world.memberPath(.anna), ["site": "milan"])
        _ = try await world.invite("nina@example.com")
        _ = try await world.subscribe()
        _ = try await world.as(.greta).patch(world.path("Borealis"), ["name": "Borealis"])

        let log = try await world.as(.bruno).get(world.path("Aurora", "/audit-logs?limit=100"))
        let actions = (log["data"]?.arrayValue ?? []).compactMap { $0["action"]?.stringValue }

        #expect(
            actions == [
                "organization_subscription.renew", "organization_invitation.create", "membership.move",
                "department.create", "organization.change",
            ]
        )
        #expect(try await log["data"]?[1]?["actor_id"] == .string(world.id(of: .bruno)))
        #expect(try await world.as(.anna).get(world.path("Aurora", "/audit-logs")).status == 403)
        #expect(try await world.as(.greta).get(world.path("Aurora", "/audit-logs")).status == 404)
    }

    @Test func `entries are found by action and time`() async throws {
        let world = try await cast()
        _ = try await world.as(.bruno).patch(world.path(), ["name": "Aurora"])
        world.clock.advance(by: .seconds(1))
        let middle = world.clock.now
        _ = try await world.as(.bruno).patch(world.memberPath(.anna), ["site": "milan"])
        let path = try await world.path("Aurora", "/audit-logs")

        let members = try await world.as(.bruno).get("\(path)?action=membership.*")
        let early = try await world.as(.bruno).get("\(path)?until=\(middle)")
        let late = try await world.as(.bruno).get("\(path)?from=\(middle)")

        #expect(members["data"]?.arrayValue?.map { $0["action"] } == ["membership.move"])
        #expect(early["data"]?.arrayValue?.map { $0["action"] } == ["organization.change"])
        #expect(late["data"]?.arrayValue?.map { $0["action"] } == ["membership.move"])
    }

    @Test func `erased at their request, the last administrator leaves the organisation suspended`()
        async throws
    {
        let world = try await cast()
        let asked = try await world.as(.bruno).post("/api/v1/privacy/requests", ["kind": "erasure"])
        let path = "/api/v1/admin/privacy/requests/\(asked.id ?? "")"
        let processing = try await world.as(.elena).patch(
            path,
            ["state": "processing"],
            headers: ["If-Match": "*"]
        )
        let erased = try await world.as(.elena).patch(
            path,
            ["state": "done"],
            headers: ["If-Match": "*"]
        )
        let organization = try await world.as(.elena).get(world.path())

        #expect(asked.status == 201 && processing.status == 200 && erased.status == 200, "\(erased)")
        #expect(organization["state"] == "suspended")
        #expect(try await world.number(of: "membership WHERE invited_email LIKE 'bruno%'") == 0)
        #expect(try await world.as(.elena).get(world.path("Aurora", "/subscription"))["used"] == 1)
    }

    @Test func `erased, a member frees the seat and is in no list`() async throws {
        let world = try await cast()
        _ = try await world.as(.anna).delete(
            "/api/v1/users/me/account",
            ["password": .string(Person.anna.password)]
        )

        let members = try await world.as(.bruno).get(world.path("Aurora", "/members"))

        #expect(members["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.bruno).get(world.path("Aurora", "/subscription"))["used"] == 1)
        #expect(try await world.number(of: "membership_placement") == 3)
    }
}
