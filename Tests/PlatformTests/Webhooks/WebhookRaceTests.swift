import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct WebhookRaceTests {
    @Test func `fifty transactions at once make fifty events, each once for each webhook`() async throws {
        let world = try await anExchange()
        let hooks = [
            try await Hook(world), try await Hook(world, events: ["order.paid"]),
            try await Hook(world, events: ["order.*"]),
        ]

        _ = try await world.atOnce(50) { try await world.order($0) }

        #expect(try await world.rows(of: "webhook_event") == 50)
        #expect(try await world.rows(of: "webhook_delivery") == 150)
        try await world.runJobs()
        for hook in hooks {
            let arrived = try await hook.arrived()
            #expect(arrived.count == 50 && Set(arrived.map(\.id)).count == 50)
            #expect(try arrived.allSatisfy { try $0.isSigned(with: hook.secret) })
        }
    }

    @Test func `of many who redeliver at once one is obeyed`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        try await world.order(1)
        try await world.runJobs()
        let id = try #require(try await hook.deliveries().first?["id"]?.stringValue)

        let answers = try await world.atOnce(20) { _ in
            try await world.as(.sara).post("\(hook.admin)/deliveries/\(id)/redeliver")
        }
        try await world.runJobs()

        #expect(answers.statuses == [202: 1, 409: 19])
        #expect(try await hook.arrived().count == 2)
        #expect(try await world.rows(of: "webhook_attempt") == 2)
    }

    @Test func `of many who rotate at once one is given the secret that holds`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)

        let answers = try await world.atOnce(20) { _ in
            try await world.as(.sara).post("\(hook.admin)/rotate-secret")
        }
        try await world.order(1)
        try await world.runJobs()

        let winner = try #require(answers.first { $0.status == 200 }?["secret"]?.stringValue)
        let arrived = try #require(try await hook.arrived().first)
        #expect(answers.statuses == [200: 1, 409: 19])
        #expect(try arrived.isSigned(with: winner) && arrived.isSigned(with: hook.secret))
    }

    @Test func `many workers at once send each delivery once`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, "nap?0.02")
        for number in 0..<40 { try await world.order(number) }
        let endpoint = try #require(ID<WebhookEndpoint>(hook.id))

        let claims = try await world.atOnce(60) { _ in
            try await world.db.write { tx in try DeliveryClaim.claim(for: endpoint, tx) }
        }

        let taken = claims.compactMap { $0 }
        #expect(taken.count == DeliverWebhooks.perEndpoint)
        #expect(Set(taken.map(\.delivery)).count == taken.count)
    }

    @Test func `a slow webhook holds up no other`() async throws {
        let world = try await anExchange()
        let slow = try await Hook(world, "nap?2")
        let quick = try await Hook(world)
        for number in 0..<30 { try await world.order(number) }

        var options = JobRunner.Options()
        options.drain = .milliseconds(100)
        let runner = JobRunner(world.site, options: options)
        let running = Task { try await runner.run() }
        var quickly = 0
        for _ in 0..<600 where quickly < 30 {
            try await Task.sleep(for: .milliseconds(20))
            quickly = try await quick.arrived().count
        }
        let slowly = try await slow.arrived().count
        running.cancel()
        _ = try? await running.value

        #expect(quickly == 30)
        #expect(slowly < 30)
        // Interrupted deliveries are neither lost nor counted as failures.
        #expect(try await slow.deliveries("pending").count == 30 - slow.deliveries("delivered").count)
        #expect(try await slow.show()["failing_since"] == nil)
        #expect(try await slow.peak() <= DeliverWebhooks.perEndpoint)
        #expect(try await quick.arrived().count == 30)
    }

    @Test func `what a dead process left is taken up by the sweep`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        try await world.order(1)
        let endpoint = try #require(ID<WebhookEndpoint>(hook.id))
        _ = try await world.db.write { tx in try DeliveryClaim.claim(for: endpoint, tx) }
        try await world.runJobs()
        #expect(try await hook.arrived().isEmpty)

        world.clock.advance(by: .minutes(2))
        try await world.tick()

        #expect(try await hook.arrived().count == 1)
        #expect(try await hook.deliveries("delivered").first?["attempts"] == 2)
    }
}
