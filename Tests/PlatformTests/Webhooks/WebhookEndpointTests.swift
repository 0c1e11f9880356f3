import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct WebhookEndpointTests {
    @Test func `the secret is shown once, and stands encrypted in the database`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world, events: ["order.*"])

        let shown = try await hook.show()
        let listed = try await world.as(.sara).get("/admin/webhooks")
        let stored = try await world.db.read { tx in
            try tx.values("SELECT secret FROM webhook_endpoint", as: [UInt8].self)
        }

        #expect(hook.secret.hasPrefix("whsec_") && hook.secret.count == 6 + 44)
        #expect(shown["state"] == "active" && shown["events"] == ["order.*"])
        #expect(shown.header("etag")?.hasPrefix("\"1.") == true)
        #expect(!shown.text.contains("secret\"") && !listed.text.contains(hook.secret))
        #expect(listed["data"]?.arrayValue?.count == 1)
        #expect(!String(decoding: stored.joined(), as: UTF8.self).contains(hook.secret))
        #expect(try await world.audit().suffix(1) == ["webhook.create"])
    }

    @Test func `administrators alone may`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        let paths = ["/admin/webhooks", "/admin/webhook-events", hook.admin, "\(hook.admin)/deliveries"]

        for path in paths {
            #expect(try await world.as(.luca).get(path).problem == .forbidden)
            #expect(try await world.anonymous.get(path).problem == .unauthenticated)
            #expect(try await world.as(.sara).get(path).status == 200)
        }
        for path in ["\(hook.admin)/test", "\(hook.admin)/rotate-secret", "\(hook.admin)/redeliver"] {
            #expect(try await world.as(.luca).post(path).problem == .forbidden)
        }
    }

    @Test func `what cannot be listened for or sent to is refused`() async throws {
        let world = try await anExchange()
        let sara = world.as(.sara)
        let url: JSONValue = "https://example.com/hook"
        let faults: [(JSONValue, String, String)] = [
            (["url": url, "events": ["order.*", "nothing.*"]], "/events/1", "unknown_event"),
            (["url": url, "events": []], "/events", "one_to_fifty"),
            (["url": url, "events": ["Order"]], "/events/0", "not_an_event_filter"),
            (["url": "ftp://x", "events": ["*"]], "/url", "not_a_webhook_url"),
            (["url": "http://10.0.0.1/", "events": ["*"]], "/url", "private_address"),
            (["url": "http://[::ffff:10.0.0.1]/", "events": ["*"]], "/url", "private_address"),
            (["url": "http://a\u{0}b/", "events": ["*"]], "/url", "not_plain_text"),
            (["url": 5, "events": ["*"]], "/url", "wrong_type"),
        ]

        for (body, pointer, code) in faults {
            let answer = try await sara.post("/admin/webhooks", body)
            #expect(answer.status == 422 && answer.faults[pointer] == code, "\(body.text) → \(answer)")
        }
        #expect(try await world.rows(of: "webhook_endpoint") == 0)
    }

    @Test func `in production only https will do`() async throws {
        let world = try await World(exchange, cast: "sara") { site in
            _ = try await Accounts.createStaff(
                email: EmailAddress(parsing: Person.sara.email),
                password: Password(Person.sara.password),
                role: .foreman,
                locale: .english,
                by: .system,
                at: site
            )
        }
        let sara = world.as(.sara)

        let plain = try await sara.post("/admin/webhooks", ["url": "http://example.com/", "events": ["*"]])
        let secure = try await sara.post("/admin/webhooks", ["url": "https://example.com/", "events": ["*"]])

        #expect(plain.faults["/url"] == "must_be_https")
        #expect(secure.status == 201)
    }

    @Test func `changes look at the version that was seen, where it is told`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        let sara = world.as(.sara)

        let blind = try await sara.patch(hook.admin, ["description": "x"])
        let stale = try await sara.patch(hook.admin, ["description": "x"], headers: ["If-Match": "\"7\""])
        let changed = try await hook.change(["description": "ERP", "events": ["stock.low"]])

        #expect(blind.status == 200 && stale.problem == .stale)
        #expect(
            changed["description"] == "ERP" && changed["events"] == ["stock.low"] && changed["version"] == 3
        )
    }

    @Test func `the events that can be listened for are told`() async throws {
        let world = try await anExchange()

        let events = try await world.as(.sara).get("/admin/webhook-events")["data"]?.arrayValue ?? []

        #expect(events.map { $0["type"] } == ["order.paid", "order.sent", "stock.low"])
        #expect(events.first?["example"]?["number"] == 1)
    }

    @Test func `a rotated secret signs beside its successor for a day`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)

        let rotated = try await world.as(.sara).post("\(hook.admin)/rotate-secret")
        let successor = try #require(rotated["secret"]?.stringValue)
        try await world.order(1)
        try await world.runJobs()
        world.clock.advance(by: .hours(25))
        try await world.order(2)
        try await world.runJobs()

        let arrived = try await hook.arrived()
        #expect(rotated.header("cache-control") == "no-store" && successor != hook.secret)
        #expect(arrived.map(\.signatures.count) == [2, 1])
        #expect(try arrived[0].isSigned(with: hook.secret) && arrived[0].isSigned(with: successor))
        #expect(try !arrived[1].isSigned(with: hook.secret) && arrived[1].isSigned(with: successor))
    }

    @Test func `a leaked secret is void at once`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        let sara = world.as(.sara)
        _ = try await sara.post("\(hook.admin)/rotate-secret")

        let refused = try await sara.post("\(hook.admin)/rotate-secret")
        let answer = try await sara.post("\(hook.admin)/rotate-secret", ["expire_now": true])
        try await world.order(1)
        try await world.runJobs()

        let arrived = try #require(try await hook.arrived().first)
        #expect(refused.problem == .webhookRotating)
        #expect(arrived.signatures.count == 1)
        #expect(try arrived.isSigned(with: #require(answer["secret"]?.stringValue)))
    }

    @Test func `a removed webhook is gone with its deliveries`() async throws {
        let world = try await anExchange()
        let hook = try await Hook(world)
        try await world.order(1)

        #expect(try await world.as(.sara).delete(hook.admin).status == 204)

        #expect(try await world.as(.sara).delete(hook.admin).status == 404)
        #expect(try await hook.show().status == 404)
        #expect(try await world.rows(of: "webhook_delivery") == 0)
        try await world.runJobs()
        #expect(try await hook.arrived().isEmpty)
    }
}
