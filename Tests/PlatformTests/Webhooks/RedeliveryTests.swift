import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct RedeliveryTests {
    @Test func `a delivery is sent again under its identity`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        try await world.order(1)
        try await world.runJobs()
        let id = try #require(try await hook.deliveries().first?["id"]?.stringValue)

        let again = try await world.as(.sara).post("\(hook.admin)/deliveries/\(id)/redeliver")
        try await world.runJobs()

        let arrived = try await hook.arrived()
        #expect(again.status == 202 && again["state"] == "pending")
        #expect(arrived.count == 2 && arrived[0].id == arrived[1].id && arrived[0].body == arrived[1].body)
        #expect(try await world.rows(of: "webhook_attempt") == 2)
    }

    @Test func `what was missed is sent again by its span of time`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        let other = try await Hook(world)
        try await world.order(1)
        world.clock.advance(by: .seconds(1))
        let from = world.clock.now
        #expect(try await hook.change(["state": "disabled"])["disabled_reason"] == "by_administrator")
        world.clock.advance(by: .hours(1))
        try await world.order(2)
        try await world.runJobs()
        #expect(try await hook.deliveries("held").count == 1)
        let disabled = try await world.as(.sara).post(
            "\(hook.admin)/redeliver",
            ["from": .string(from.description)]
        )
        #expect(disabled.problem == .webhookDisabled)
        #expect(try await hook.change(["state": "active"])["disabled_reason"] == nil)

        let since = try await world.as(.sara).post(
            "\(hook.admin)/redeliver",
            ["from": .string(from.description)]
        )
        let all = try await world.as(.sara).post(
            "\(hook.admin)/redeliver",
            ["from": .string((from - .hours(1)).description)]
        )
        try await world.runJobs()

        // Order 2 was not for it: an administrator had said so.
        #expect(since["count"] == 0 && all["count"] == 1)
        #expect(try await hook.arrived().count == 1)
        #expect(try await other.arrived().count == 2)
    }

    @Test func `a span of time must be one, and no other webhook's deliveries are touched`() async throws {
        let world = try await anExchange()
        let (hook, other) = (try await Hook(world), try await Hook(world, "status?500"))
        try await world.order(1)
        try await world.runJobs()
        let theirs = try #require(try await other.deliveries().first?["id"]?.stringValue)
        let sara = world.as(.sara)
        let now = JSONValue.string(world.clock.now.description)

        #expect(try await sara.post("\(hook.admin)/redeliver", ["from": now, "until": now]).status == 422)
        #expect(try await sara.post("\(hook.admin)/redeliver", ["from": "soon"]).status == 422)
        #expect(try await sara.post("\(hook.admin)/deliveries/\(theirs)/redeliver").status == 404)
        #expect(try await sara.get("\(hook.admin)/deliveries/\(theirs)").status == 404)
        let none = try await sara.post(
            "\(hook.admin)/redeliver",
            ["from": "2020-01-01T00:00:00Z", "states": ["delivered"]]
        )
        #expect(none["count"] == 1)
        try await world.runJobs()
        #expect(try await hook.arrived().count == 2)
        #expect(try await other.arrived().count == 1)
    }

    @Test func `a test arrives, and a disabled webhook cannot be tested`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, events: ["stock.low"])

        let sent = try await world.as(.sara).post("\(hook.admin)/test")
        try await world.runJobs()
        _ = try await hook.change(["state": "disabled"])

        let arrived = try #require(try await hook.arrived().first)
        #expect(sent.status == 202 && sent["event_type"] == "webhook.ping")
        #expect(try JSONValue(parsing: arrived.body)["type"] == "webhook.ping")
        #expect(try arrived.isSigned(with: hook.secret))
        #expect(try await world.as(.sara).post("\(hook.admin)/test").problem == .webhookDisabled)
    }
}
