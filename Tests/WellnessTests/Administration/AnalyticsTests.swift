import Kernel
import Platform
import TestKit
import Testing

@testable import Wellness

@Suite struct AnalyticsTests {
    @Test func `the health of the site names queues, carriers, keys and backups`() async throws {
        let world = try await cast()

        let health = try await world.as(.elena).get("/api/v1/admin/analytics/health")

        #expect(health.status == 200, "\(health)")
        let queues = (health["queues"]?.arrayValue ?? []).compactMap { $0["queue"]?.stringValue }
        #expect(
            Set(queues).isSuperset(of: ["emails", "push", "reports", "scoring", "maintenance"]),
            "\(queues)"
        )
        #expect(health["queues"]?[0]?["dead"] == 0)
        #expect(health["schedules_late"] == [])
        #expect(health["deliveries_failed"] == 0)
        #expect(health["audit_unsealed"] != nil)
        #expect(health["backups"]?["is_enabled"] == false)
    }

    @Test func `subscriptions are counted by state and plan, with their seats`() async throws {
        let world = try await cast()

        let all = try await world.as(.elena).get("/api/v1/admin/analytics/subscriptions")

        #expect(all.status == 200, "\(all)")
        #expect(all["counts"] == [["state": "active", "plan": "team", "count": 2]])
        #expect(all["ending_soon"] == 0)
        let aurora = (all["organizations"]?.arrayValue ?? []).first { $0["name"] == "Aurora" }
        #expect(aurora?["used"] == 2 && aurora?["seats"] == 10)
        world.clock.advance(by: .days(95))
        let later = try await world.as(.elena).get("/api/v1/admin/analytics/subscriptions")
        #expect(later["ending_soon"] == 2)
    }

    @Test(arguments: ["health", "subscriptions"])
    func `an administrator of an organisation sees neither`(_ part: String) async throws {
        let world = try await cast()

        #expect(try await world.as(.bruno).get("/api/v1/admin/analytics/\(part)").problem == .forbidden)
    }
}
