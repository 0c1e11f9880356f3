import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Wellness

@Suite struct SubscriptionTests {
    @Test func `super administrators record it, and its administrators read it`() async throws {
        let world = try await cast()
        let path = try await world.path("Aurora", "/subscription")
        let end = world.clock.now + .days(90)

        let recorded = try await world.subscribe(seats: 20, until: end)
        let read = try await world.as(.bruno).get(path)
        let refused = try await world.as(.bruno).put(
            path,
            ["plan": "x", "seats": 99, "state": "active", "period_end": .string(end.description)]
        )

        #expect(recorded.status == 200 && recorded["plan"] == "team" && recorded["seats"] == 20)
        #expect(recorded["version"] == 2 && recorded["suspends_at"] == nil)
        #expect(read["state"] == "active" && read["used"] == 2)
        #expect(refused.status == 403 && refused["permission"] == "organization.seat.manage")
        #expect(try await world.as(.anna).get(path).status == 403)
        #expect(try await world.as(.greta).get(path).status == 404)
    }

    @Test func `seats in use stay, the period ends in the future, and a trial does not come back`()
        async throws
    {
        let world = try await cast()
        _ = try await world.invite("nina@example.com")
        let past = world.clock.now - .days(1)

        let fewer = try await world.subscribe(seats: 2)
        let over = try await world.subscribe("Aurora", "active", until: past)
        let trial = try await world.subscribe("Aurora", "trialing")
        let none = try await world.as(.elena).put(world.path("Aurora", "/subscription"), ["seats": 0])
        let stale = try await world.as(.elena).put(
            world.path("Aurora", "/subscription"),
            ["plan": "x", "seats": 9, "state": "active", "period_end": "2027-01-01T00:00:00Z"],
            headers: ["If-Match": "\"7\""]
        )

        #expect(fewer.status == 409 && fewer["code"] == "seats_in_use" && fewer["used"] == 3)
        #expect(over.status == 422 && over.faults == ["/period_end": "period_is_over"])
        #expect(trial.status == 409 && trial["code"] == "illegal_transition")
        #expect(Set(none.faults.keys) == ["/plan", "/seats", "/state", "/period_end"])
        #expect(stale.status == 412)
    }

    @Test func `it lapses at the end of its period and is suspended a fortnight later; diaries go on`()
        async throws
    {
        let world = try await cast()
        _ = try await world.subscribe(until: world.clock.now + .days(3))
        let path = try await world.path("Aurora", "/subscription")

        world.clock.advance(by: .days(3) + .hours(2))
        try await world.tick()
        let due = try await world.as(.bruno).get(path)
        let invited = try await world.invite("nina@example.com")
        world.clock.advance(by: .days(14))
        try await world.tick()
        let suspended = try await world.as(.bruno).get(path)
        let refused = [
            try await world.invite("otto@example.com"),
            try await world.as(.bruno).post(world.path("Aurora", "/invitations/\(invited.id ?? "")/resend")),
        ]

        #expect(due["state"] == "past_due" && due["suspends_at"] != nil)
        #expect(invited.status == 201)
        #expect(suspended["state"] == "suspended" && suspended["suspends_at"] == nil)
        #expect(refused.map(\.status) == [402, 402])
        #expect(try await world.log(.anna).status == 201)
        let renewed = try await world.subscribe()
        #expect(renewed["state"] == "active")
        #expect(try await world.invite("otto@example.com").status == 201)
        let actions = Set(try await world.audit())
        #expect(
            actions.isSuperset(of: [
                "organization_subscription.lapse", "organization_subscription.suspend",
                "organization_subscription.activate", "organization_subscription.renew",
            ])
        )
    }

    @Test func `a trial continues with other seats, and lapses too`() async throws {
        let world = try await cast()
        _ = try await world.draft()

        let larger = try await world.subscribe("Cirrus", seats: 5, "trialing")
        world.clock.advance(by: .days(61))
        try await world.tick()
        let lapsed = try await world.as(.elena).get(world.path("Cirrus", "/subscription"))

        #expect(larger["state"] == "trialing" && larger["seats"] == 5)
        #expect(lapsed["state"] == "past_due")
    }
}
