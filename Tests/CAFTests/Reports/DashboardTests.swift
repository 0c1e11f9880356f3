import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct DashboardTests {
    @Test func `the dashboard's numbers are those of a recount`() async throws {
        let world = try await busyOffice()
        let raw = try await world.rawRequests()

        let stats = try await world.as(.sara).get("/admin/dashboard/stats")
        let some = try await world.as(.sara).get("/admin/dashboard/stats?service=ISEE")
        let requests = stats["requests"] ?? .null

        #expect(requests["pending"]?.integerValue == Int64(raw.count(where: \.isPending)))
        #expect(requests["drafts"]?.integerValue == Int64(raw.count { $0.status == "draft" }))
        #expect(requests["unassigned"]?.integerValue == Int64(raw.count { $0.isPending && $0.worker == nil }))
        let late = raw.count {
            $0.isPending && $0.paused == nil && ($0.due ?? world.clock.now) < world.clock.now
        }
        #expect(requests["overdue"]?.integerValue == Int64(late))
        let today = raw.count { $0.submitted.map { Zone.rome.civil($0).date.description } == "2026-11-21" }
        #expect(requests["submitted_today"]?.integerValue == Int64(today))
        #expect(stats["customers"] == 2)
        #expect(stats["workload"]?.arrayValue?.count == 3)
        let isee = raw.count { $0.isPending && $0.service == "ISEE" }
        #expect(some["requests"]?["pending"]?.integerValue == Int64(isee))
    }

    @Test func `the dashboard counts the appointments to come`() async throws {
        let world = try await office()
        let type = try await world.appointmentType()
        try await world.hours(of: .marco, on: [1, 2], "09:00", "12:00")
        _ = try await world.booked(type, at: "2026-11-23T08:00:00Z")
        let later = try await world.booked(type, at: "2026-11-24T08:00:00Z")
        func counts() async throws -> [JSONValue?] {
            let stats = try await world.as(.sara).get("/admin/dashboard/stats")
            return [stats["upcoming_appointments"], stats["appointments_today"]]
        }

        #expect(try await counts() == [2, 0])
        world.clock.set(to: Instant("2026-11-23T07:00:00Z") ?? world.clock.now)
        #expect(try await counts() == [2, 1])
        world.clock.set(to: Instant("2026-11-23T08:10:00Z") ?? world.clock.now)
        #expect(try await counts() == [1, 0])
        _ = try await world.as(.giulia).delete(later.path + "/cancel")
        #expect(try await counts() == [0, 0])
        let nobody = try await world.as(.sara).get(
            "/admin/dashboard/stats?operator=\(ID<Account>.placeholder)"
        )
        #expect(nobody["upcoming_appointments"] == 0)
    }
}
