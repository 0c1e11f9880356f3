import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct RequestClockTests {
    // The world begins on a Saturday; an ISEE is worked within ten working days, 8 December is none.
    @Test func `the clock starts with the request and stands while papers are waited for`() async throws {
        let world = try await office()
        let draft = try await world.as(.giulia).get(world.draft().path)
        #expect(draft["due_at"] == nil)
        #expect(draft["sla_state"] == nil)
        let request = try await world.inReview("IMU", DemoForms.imu)
        let before = try await world.as(.giulia).get(request.path)
        #expect(before["due_at"] == "2026-11-27T22:59:59Z")
        #expect(before["sla_state"] == "on_time")

        let asked = try await world.as(.marco).post(
            request.adminPath + "/request-documents",
            ["documents": [["category": "visura", "reason": "illeggibile"]]],
            headers: request.match
        )
        #expect(asked["sla_state"] == "paused")
        world.clock.advance(by: .hours(24 * 9))
        let resumed = try await world.move(Ticket(asked), to: "in_review", as: .marco)
        let after = try await world.as(.marco).get(resumed.path)
        // From Saturday 21 to Monday 30: six working days.
        #expect(after["due_at"] == "2026-12-07T22:59:59Z")

        let done = try await world.change(resumed, to: "completed", as: .marco)
        #expect(done["sla_state"] == "met")
    }

    @Test func `the queue is filtered and sorted by what is due`() async throws {
        let world = try await office()
        let isee = try await world.submitted()
        let imu = try await world.submitted("IMU", DemoForms.imu)
        let sara = world.as(.sara)
        func ids(_ query: String) async throws -> [String] {
            let answer = try await sara.get("/admin/service-requests?" + query)
            return (answer["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
        }

        #expect(try await ids("sort=due&limit=1") == [imu.id])
        #expect(try await ids("sort=due") == [imu.id, isee.id])
        #expect(try await ids("sla_state=overdue,due_soon") == [])
        world.clock.set(to: Instant("2026-11-26T09:00:00Z") ?? world.clock.now)
        #expect(try await ids("sla_state=due_soon") == [imu.id])
        #expect(try await ids("sla_state=on_time") == [isee.id])
        world.clock.set(to: Instant("2026-11-28T09:00:00Z") ?? world.clock.now)
        #expect(try await ids("sla_state=overdue,due_soon") == [imu.id])
    }

    @Test func `a list in the order of what is due goes on after drafts too`() async throws {
        let world = try await office()
        _ = try await world.submitted()
        _ = try await world.draft(DemoForms.imu, "IMU")
        let giulia = world.as(.giulia)

        let first = try await giulia.get("/service-requests?sort=due&limit=1")
        let cursor = first["page"]?["next_cursor"]?.stringValue ?? ""
        let second = try await giulia.get("/service-requests?sort=due&limit=1&cursor=\(cursor)")

        #expect(first["data"]?[0]?["status"] == "submitted")
        #expect(second["data"]?[0]?["status"] == "draft")
    }

    @Test func `what is overdue is noted once`() async throws {
        let world = try await office()
        let request = try await world.submitted()
        world.clock.set(to: Instant("2026-12-09T09:00:00Z") ?? world.clock.now)

        try await world.tick()
        world.clock.advance(by: .hours(5))
        try await world.tick()

        let history = try await world.as(.giulia).get(request.path + "/history")
        let events = (history["data"]?.arrayValue ?? []).compactMap { $0["event"]?.stringValue }
        #expect(events == ["create", "submit", "overdue"])
        #expect(try await world.as(.giulia).get(request.path)["version"] == .integer(request.version))
    }
}
