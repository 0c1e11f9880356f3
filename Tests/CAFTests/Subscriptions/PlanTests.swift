import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct PlanTests {
    @Test func `plans are offered to everyone and made by administrators`() async throws {
        let world = try await seller()

        let plan = try await world.plan()

        #expect(plan.status == 201)
        let listed = try await world.anonymous.get("/subscription-plans")
        #expect(listed["data"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == ["Piano famiglia"])
        let shown = try await world.anonymous.get("/subscription-plans/\(plan.id ?? "")")
        #expect(shown["terms"]?["price"] == 4900)
        #expect(try await world.plan().problem == .planTaken)
        for person in [Person.giulia, .marco] {
            #expect(
                try await world.as(person).post("/admin/subscription-plans", JSONValue.null).status == 403
            )
        }
    }

    @Test func `terms that make no sense are refused`() async throws {
        let world = try await seller()

        #expect(try await world.plan(services: []).faults == ["/services": "services_once"])
        #expect(try await world.plan(services: [("IMU", 1), ("IMU", 2)]).status == 422)
        #expect(try await world.plan(services: [("X", 1)]).status == 422)
        #expect(try await world.plan(price: 0).faults == ["/price": "price_of_plan"])
        #expect(try await world.plan(price: -1).status == 422)
        #expect(try await world.plan(price: Int64.max).status == 422)
        #expect(try await world.plan(services: [("IMU", -1)]).status == 422)
        #expect(try await world.plan("a\u{0}b").status == 422)
    }

    @Test func `terms do not change under those who have them, and a retired plan stays theirs`() async throws
    {
        let stripe = try StripeDouble()
        let world = try await seller(stripe)
        let plan = try await world.plan()
        let path = "/admin/subscription-plans/\(plan.id ?? "")"
        let dearer = world.terms([("ISEE", 2)], 59_00)
        let changed = try await world.as(.sara).patch(path, ["terms": dearer], headers: ["If-Match": "\"1\""])
        #expect(changed["terms"]?["price"] == 5900)
        try await world.subscribe(to: plan, from: stripe)

        let refused = try await world.as(.sara).patch(
            path,
            ["terms": world.terms([("ISEE", 1)], 59_00)],
            headers: ["If-Match": "\"2\""]
        )
        let retired = try await world.as(.sara).patch(
            path,
            ["status": "retired"],
            headers: ["If-Match": "\"2\""]
        )

        #expect(refused.problem == .planHasSubscribers)
        #expect(retired["status"] == "retired")
        #expect(try await world.anonymous.get("/subscription-plans")["data"]?.arrayValue?.isEmpty == true)
        #expect(try await world.submit(world.ready(2026)).status == 200)
        let choice: JSONValue = ["plan_id": .string(plan.id ?? "")]
        #expect(try await world.as(.luca).post("/subscriptions/checkout", choice).problem == .planNotForSale)
        let all = try await world.as(.sara).get("/admin/subscription-plans")["data"]?.arrayValue
        #expect(all?.first?["subscribers"] == 1)
    }

    @Test(arguments: [
        ("2026-01-31T09:30:00Z", "2026-02-28T09:29:59Z", "2026-01-31T09:30:00Z", "2026-02-28T09:30:00Z"),
        ("2026-01-31T09:30:00Z", "2026-02-28T09:30:00Z", "2026-02-28T09:30:00Z", "2026-03-31T08:30:00Z"),
        ("2026-01-31T09:30:00Z", "2026-03-30T12:00:00Z", "2026-02-28T09:30:00Z", "2026-03-31T08:30:00Z"),
        ("2026-01-31T09:30:00Z", "2026-05-01T00:00:00Z", "2026-04-30T08:30:00Z", "2026-05-31T08:30:00Z"),
        ("2027-12-31T22:30:00Z", "2028-03-01T00:00:00Z", "2028-02-29T22:30:00Z", "2028-03-31T21:30:00Z"),
    ])
    func `months are counted from the anchor, not from each other`(
        anchor: String,
        now: String,
        start: String,
        end: String
    ) throws {
        let window = UsageWindow(anchor: try #require(Instant(anchor)), months: 1)

        let found = window.containing(try #require(Instant(now)))

        #expect(found.start.description.hasPrefix(start.dropLast()))
        #expect(found.end.description.hasPrefix(end.dropLast()))
    }

    @Test func `every moment of ten years lies in one window, and the windows touch`() throws {
        let anchor = try #require(Instant("2024-02-29T23:30:00Z"))
        for months in [1, 12] {
            let window = UsageWindow(anchor: anchor, months: months)
            var now = anchor
            var last: Coverage.Window?
            while now < anchor + .days(3_650) {
                let found = window.containing(now)
                #expect(found.start <= now && now < found.end)
                if let last, last != found { #expect(last.end == found.start) }
                last = found
                now = now + .hours(37)
            }
        }
    }
}
