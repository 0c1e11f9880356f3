import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct WelcomePlanTests {
    /// Giulia has the welcome plan of thirty days, Luca has bought another.
    private func scene() async throws -> (World, welcome: String) {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let welcome = try await world.plan(
            "prova",
            services: [("ISEE", 1)],
            price: 0,
            trial: 30,
            isWelcome: true
        )
        try await world.subscribe(to: world.plan(), as: .luca, from: stripe)
        return (world, try #require(welcome.id))
    }

    private func told(_ person: Person, in world: World) async throws -> [JSONValue] {
        let list = try await world.as(person).get("/notifications")["data"]?.arrayValue ?? []
        return list.filter { ($0["template"] ?? $0["kind"]) == "caf.welcome_ends" }
    }

    @Test func `the welcome plan is reminded once before it ends`() async throws {
        let (world, _) = try await scene()

        world.clock.advance(by: .days(26))
        try await world.tick()
        #expect(try await told(.giulia, in: world).isEmpty)
        world.clock.advance(by: .days(2))
        for _ in 0..<3 {
            world.clock.advance(by: .hours(7))
            try await world.tick()
        }
        #expect(try await told(.giulia, in: world).count == 1)
        #expect(try await told(.luca, in: world).isEmpty)
        let mail = world.mails(to: .giulia).first { $0.subject.contains("gratuito fino al") }
        #expect(mail?.subject == "Piano prova: gratuito fino al 21/12/2026")
        world.clock.advance(by: .days(5))
        try await world.tick()
        #expect(try await told(.giulia, in: world).count == 1)
    }

    @Test func `a welcome plan that is over is not reminded`() async throws {
        let (world, _) = try await scene()

        world.clock.advance(by: .days(31))
        try await world.tick()

        #expect(try await told(.giulia, in: world).isEmpty)
    }

    @Test func `the welcome plan is counted in the reports`() async throws {
        let (world, welcome) = try await scene()

        #expect(try await counts(of: welcome, in: world) == [1, 0, 1, 1])
        world.clock.advance(by: .days(31))
        #expect(try await counts(of: welcome, in: world) == [0, 1, 0, 0])
        let others = try await world.as(.sara).get("/admin/reports/subscriptions?plan=solo")
        #expect(others["by_plan"] == [])
        let rows = try await world.as(.sara).get(
            "/admin/reports/subscriptions-by-plan/rows?sort=-welcome_ended"
        )
        #expect(rows["data"]?[0]?["plan"]?.stringValue == welcome)
    }

    /// In the report the customers with a running plan and with an ended one, then the sum of the former, then the dashboard's.
    private func counts(of plan: String, in world: World) async throws -> [Int64?] {
        let report = try await world.as(.sara).get("/admin/reports/subscriptions")
        let stats = try await world.as(.sara).get("/admin/dashboard/stats")
        let row = report["by_plan"]?.arrayValue?.first { $0["plan"]?.stringValue == plan }
        #expect(row?["active"] == 0 && row?["expired"] == 0)
        #expect(report["active"]?.integerValue == stats["active_subscriptions"]?.integerValue)
        let numbers = [row?["welcome"], row?["welcome_ended"], report["welcome"], stats["welcome_customers"]]
        return numbers.map { $0?.integerValue }
    }
}
