import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct ClosingTests {
    @Test func `closing revokes invitations, notifies the members and can be undone`() async throws {
        let world = try await cast()
        _ = try await world.invite("nina@example.com")
        let token = try await world.mailedToken(to: "nina@example.com")

        let closing = try await world.close()
        try await world.runJobs()

        #expect(closing.status == 202 && closing["state"] == "closing")
        let end = closing["closes_at"]?.stringValue.flatMap(Instant.init)
        #expect(end.map { $0 > world.clock.now + .days(29) } == true)
        let invitations = try await world.as(.bruno).get(world.path("Aurora", "/invitations"))
        #expect(invitations["data"]?[0]?["state"] == "revoked")
        #expect(try await world.join(token).faults == ["/token": "unusable_token"])
        #expect(try await world.invite("other@example.com")["code"] == "organization.not_active")
        #expect(world.mails(to: .anna).count { $0.subject.contains("Aurora") } == 1)
        #expect(world.mails(to: .bruno).contains { $0.subject.contains("Aurora") })
        #expect(!world.mails(to: .carla).contains { $0.subject.contains("Aurora") })
        #expect(try await world.close()["code"] == "illegal_transition")

        let resumed = try await world.as(.elena).post(
            world.path("Aurora", "/resume"),
            ["reason": "they stay"]
        )
        #expect(resumed["state"] == "active" && resumed["closes_at"] == nil)
        world.clock.advance(by: .days(31))
        try await world.tick()
        #expect(try await world.as(.elena).get(world.path())["state"] == "active")
    }

    @Test func `a reason is demanded, and a permission`() async throws {
        let world = try await cast()
        let path = try await world.path()

        #expect(try await world.as(.elena).delete(path).faults == ["query/reason": "required"])
        #expect(try await world.as(.bruno).delete("\(path)?reason=x").status == 403)
        #expect(try await world.as(.elena).post("\(path)/suspend", [:]).faults == ["/reason": "required"])
    }

    @Test func `members are warned a week before the end, once`() async throws {
        let world = try await cast()
        _ = try await world.close()
        try await world.runJobs()

        world.clock.advance(by: .days(22))
        try await world.tick()
        #expect(world.mails(to: .anna).count { $0.subject.contains("Aurora") } == 1)
        for _ in 0..<2 {
            world.clock.advance(by: .hours(25))
            try await world.tick()
        }

        #expect(world.mails(to: .anna).count { $0.subject.contains("Aurora") } == 2)
    }

    @Test func `after thirty days nobody is a member, and accounts stay`() async throws {
        let world = try await cast()
        _ = try await world.close()
        world.clock.advance(by: .days(31))
        try await world.tick()

        let organization = try await world.as(.elena).get(world.path())
        let subscription = try await world.as(.elena).get(world.path("Aurora", "/subscription"))
        let bruno = try await world.as(.bruno).get("/api/v1/users/me")
        let anna = try await world.as(.anna).get("/api/v1/users/me")

        #expect(organization["state"] == "closed" && organization["closes_at"] == nil)
        #expect(subscription["state"] == "cancelled" && subscription["used"] == 0)
        #expect(bruno["role"] == "user" && bruno["organization"] == nil)
        #expect(anna["role"] == "user" && anna["organization"] == nil)
        #expect(try await world.as(.bruno).get(world.path()).status == 404)
        #expect(try await world.close()["code"] == "illegal_transition")
        let change = try await world.as(.elena).patch(world.path(), ["name": "X"])
        #expect(change["code"] == "organization.not_active")
        #expect(
            try await world.number(of: "membership WHERE state <> 'left' AND invited_email LIKE 'anna%'") == 0
        )
        // Borealis is not concerned.
        #expect(try await world.as(.greta).get(world.path("Borealis")).status == 200)
    }
}
