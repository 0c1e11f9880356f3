import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct WebhookDeliveryTests {
    @Test func `an event arrives signed, with what happened`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)

        try await world.order(7)
        try await world.runJobs()

        let arrived = try await hook.arrived()
        let first = try #require(arrived.first)
        let body = try JSONValue(parsing: first.body)
        #expect(arrived.count == 1)
        #expect(try first.isSigned(with: hook.secret))
        #expect(first.headers["content-type"] == "application/json")
        #expect(first.headers["user-agent"] == "Portico-Webhooks")
        #expect(body["type"] == "order.paid" && body["data"] == ["number": 7])
        #expect(body["timestamp"]?.stringValue.flatMap { Instant($0) } != nil)
        let delivery = try #require(try await hook.deliveries().first)
        #expect(delivery["state"] == "delivered" && delivery["last_status"] == 200)
        #expect(delivery["event_id"]?.stringValue == first.id && delivery["attempts"] == 1)
    }

    @Test func `nothing is written when nobody listens`() async throws {
        let world = try await anExchange()
        try await world.order(1)
        _ = try await Hook(world, events: ["stock.*", "order.sent"])
        try await world.order(2)

        #expect(try await world.rows(of: "webhook_event") == 0)
        #expect(try await world.jobs().isEmpty)
    }

    @Test func `an event that is rolled back is never told`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        try await world.order(1)

        #expect(try await world.anonymous.post("/orders/1").status >= 400)
        try await world.runJobs()

        #expect(try await hook.arrived().count == 1)
        #expect(try await world.rows(of: "webhook_event") == 1)
    }

    @Test func `a failure is tried again on schedule, under the same identity`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, "flaky?3")
        try await world.order(1)
        try await world.runJobs()
        #expect(try await hook.show()["failing_since"]?.stringValue != nil)

        world.clock.advance(by: .seconds(4))
        try await world.runJobs()
        #expect(try await hook.arrived().count == 1)
        try await world.wait(.seconds(5))
        #expect(try await hook.arrived().count == 2)
        try await world.wait(.minutes(5))
        #expect(try await hook.arrived().count == 3)
        try await world.wait(.minutes(30))

        let arrived = try await hook.arrived()
        #expect(arrived.count == 4 && Set(arrived.map(\.id)).count == 1)
        #expect(Set(arrived.compactMap { $0.headers["webhook-timestamp"] }).count == 4)
        let delivery = try #require(try await hook.deliveries("delivered").first)
        let detail = try await world.as(.sara).get(
            "\(hook.admin)/deliveries/\(delivery["id"]?.stringValue ?? "")"
        )
        let attempts = detail["attempts"]?.arrayValue ?? []
        #expect(attempts.map { $0["status"] } == [500, 500, 500, 200])
        #expect(attempts.first?["answer"] == "not yet\u{FFFD}")
        #expect(detail["payload"]?["data"]?["number"] == 1)
        #expect(try await hook.show()["failing_since"] == nil)
    }

    @Test func `after the last attempt it has failed, and days later the webhook is disabled`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, "status?500")
        try await world.order(1)
        try await world.runJobs()
        for delay in Webhooks.delays { try await world.wait(delay) }
        try await world.wait(.days(2))

        #expect(try await hook.arrived().count == 10)
        #expect(try await hook.deliveries("failed").count == 1)
        #expect(try await hook.show()["state"] == "active")
        try await world.order(2)
        try await world.runJobs()

        let shown = try await hook.show()
        #expect(shown["state"] == "disabled" && shown["disabled_reason"] == "failing")
        #expect(try await hook.deliveries("held").count == 1)
        #expect(try await world.audit().suffix(1) == ["webhook.disable"])
        let mail = try #require(world.mails(to: .sara).first)
        #expect(world.mails().count == 1 && mail.text.contains("127.0.0.1") && !mail.text.contains(hook.path))
        try await world.order(3)
        try await world.runJobs()
        #expect(try await hook.arrived().count == 11)
        #expect(try await hook.deliveries("held").count == 2)
    }

    @Test func `whoever is gone is not asked again`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, "status?410")
        try await world.order(1)
        try await world.runJobs()

        try await world.order(2)
        try await world.wait(.days(1))

        #expect(try await hook.show()["disabled_reason"] == "gone")
        #expect(try await hook.arrived().count == 1)
        #expect(try await hook.deliveries("failed").count == 1)
    }

    @Test func `whoever asks for time is given it`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, "later?3600")
        try await world.order(1)
        try await world.runJobs()

        try await world.wait(.minutes(50))
        #expect(try await hook.arrived().count == 1)
        try await world.wait(.minutes(10))
        #expect(try await hook.arrived().count == 2)
    }

    @Test(arguments: ["redirect", "status?404", "drop"])
    func `anything but a success is a failure`(behaviour: String) async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, behaviour)
        try await world.order(1)
        try await world.runJobs()

        let delivery = try #require(try await hook.deliveries("pending").first)
        #expect(delivery["attempts"] == 1 && delivery["next_attempt_at"]?.stringValue != nil)
        #expect((delivery["last_status"] == nil) != (delivery["last_error"] == nil))
    }

    @Test func `a flood is a success of which the beginning is kept`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, "endless")
        try await world.order(1)
        try await world.runJobs()

        let delivery = try #require(try await hook.deliveries("delivered").first)
        let id = try #require(delivery["id"]?.stringValue)
        let detail = try await world.as(.sara).get("\(hook.admin)/deliveries/\(id)")
        #expect(detail["attempts"]?[0]?["answer"]?.stringValue == String(repeating: "x", count: 1_024))
    }

    @Test func `a name that leads to a private address is never reached`() async throws {
        let world = try await World(exchange, cast: "people of anExchange") { site in
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: Person.sara.email),
                password: Password(Person.sara.password),
                role: .foreman,
                locale: .english,
                by: .system,
                at: site
            )
        } dependencies: {
            $0.webhooks = WebhookReach(demandsTLS: false)
        }
        let port = try FarServer.shared().port
        let path = "/\(ID<Never>.new(at: world.clock.now))"
        let made = try await world.as(.sara).post(
            "/admin/webhooks",
            ["url": .string("http://localhost:\(port)\(path)"), "events": ["*"]]
        )
        try await world.order(1)
        try await world.runJobs()

        let id = try #require(made["webhook"]?["id"]?.stringValue)
        let deliveries = try await world.as(.sara).get("/admin/webhooks/\(id)/deliveries")
        #expect(deliveries["data"]?[0]?["last_error"] == "the host name has no public address")
        let seen = try await HTTPCaller().call(.init("GET", "\(try FarServer.shared().root)/_seen?\(path)"))
        #expect(seen.body == Array("[]".utf8))
    }

    @Test func `old events are forgotten, but not what is still to be sent`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        try await world.order(1)
        try await world.runJobs()
        world.clock.advance(by: .days(31))
        try await world.tick()

        #expect(try await world.rows(of: "webhook_event") == 0)
        #expect(try await world.rows(of: "webhook_attempt") == 0)
        #expect(try await hook.deliveries().isEmpty)
    }
}
