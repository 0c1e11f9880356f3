import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

/// The rows of the four lifecycles that no other test covers.
@Suite struct OrganizationLifecycleTests {
    @Test(arguments: ["trialing", "active", "past_due", "suspended", "cancelled"])
    func `a subscription is activated and cancelled in every state`(_ state: String) async throws {
        let world = try await cast()
        try await set(state, in: world)
        let activated = try await world.subscribe()
        try await set(state, in: world)
        let cancelled = try await world.subscribe("Aurora", "cancelled")
        let again = try await world.subscribe("Aurora", "cancelled", until: world.clock.now - .days(1))

        #expect(activated.status == 200 && activated["state"] == "active", "\(activated)")
        #expect(cancelled.status == 200 && cancelled["state"] == "cancelled")
        // It has no period that could be over.
        #expect(again.status == 200)
    }

    private func set(_ state: String, in world: World) async throws {
        try await world.db.write { tx in
            try tx.execute("UPDATE organization_subscription SET state = \(state)")
        }
    }

    @Test func `a suspended organisation is closed`() async throws {
        let world = try await cast()
        _ = try await world.suspend()

        let closing = try await world.close()

        #expect(closing.status == 202 && closing["state"] == "closing")
        #expect(try await world.suspend()["code"] == "illegal_transition")
    }

    @Test func `an expired invitation is revoked`() async throws {
        let world = try await cast()
        let invited = try await world.invite("nina@example.com")
        world.clock.advance(by: .days(8))
        try await world.tick()
        let path = try await world.path("Aurora", "/invitations/\(invited.id ?? "")")

        #expect(try await world.as(.bruno).delete(path).status == 204)
        #expect(try await world.as(.bruno).post("\(path)/resend")["code"] == "illegal_transition")
        let list = try await world.as(.bruno).get(world.path("Aurora", "/invitations?state=revoked"))
        #expect(list["data"]?.arrayValue?.count == 1)
    }

    @Test func `a person who joined by another invitation cannot use an expired one`() async throws {
        let world = try await cast()
        let old = try await world.invite("nina@example.com")
        world.clock.advance(by: .days(8))
        _ = try await world.invite("nina@example.com")
        _ = try await world.join(world.mailedToken(to: "nina@example.com"))

        let resent = try await world.as(.bruno).post(
            world.path("Aurora", "/invitations/\(old.id ?? "")/resend")
        )

        #expect(resent.status == 409 && resent["code"] == "already_member")
    }

    @Test func `an expired invitation to a place that is gone is not sent again`() async throws {
        let world = try await cast()
        let sales = try await world.department("Sales")
        let invited = try await world.invite("nina@example.com", ["department_id": .string(sales)])
        world.clock.advance(by: .days(8))
        let deleted = try await world.as(.bruno).delete(world.path("Aurora", "/departments/\(sales)"))

        let resent = try await world.as(.bruno).post(
            world.path("Aurora", "/invitations/\(invited.id ?? "")/resend")
        )

        #expect(deleted.status == 204)
        #expect(resent.status == 422 && resent.faults == ["/department_id": "unknown_department"])
    }

    @Test func `a suspended member is removed, and another leaves`() async throws {
        let world = try await cast()
        let otto = try await world.enrol("otto", into: "Aurora")
        for person in [Person.anna, otto] {
            _ = try await world.as(.bruno).patch(world.memberPath(person), ["state": "suspended"])
        }

        #expect(try await world.as(.bruno).delete(world.memberPath(.anna)).status == 204)
        #expect(try await world.as(otto).delete(world.memberPath(otto)).status == 204)
        #expect(try await world.number(of: "membership WHERE state = 'left'") == 2)
    }
}
