import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct DemoTests {
    @Test func `the demo office can be set up twice and is there once`() async throws {
        let world = try await World(caf, cast: "demo") { site in
            try await caf.demo(site)
            try await caf.demo(site)
        }

        let queue = try await world.as(.sara).get("/admin/service-requests?sort=newest")

        let statuses = (queue["data"]?.arrayValue ?? []).compactMap { $0["status"]?.stringValue }.sorted()
        #expect(statuses == ["completed", "draft", "in_review", "missing_documents", "submitted"])
        #expect(try await world.as(.giulia).get("/users/me/family-members")["data"]?.arrayValue?.count == 3)
        #expect(try await world.as(.giulia).get("/appointments")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.luca).get("/courses")["data"]?[0]?["enrolment"] == "held")
        #expect(try await world.anonymous.get("/appointment-types")["data"]?.arrayValue?.count == 3)
    }

    @Test func `the queue is filtered and paged`() async throws {
        let world = try await World(caf, cast: "demo") { site in try await caf.demo(site) }
        let sara = world.as(.sara)

        let waiting = try await sara.get("/admin/service-requests?status=submitted,in_review&unassigned=true")
        let first = try await sara.get("/admin/service-requests?limit=2")
        let cursor = first["page"]?["next_cursor"]?.stringValue ?? ""
        let second = try await sara.get("/admin/service-requests?limit=2&cursor=\(cursor)")

        #expect(waiting["data"]?.arrayValue?.count == 1)
        #expect(waiting["data"]?[0]?["sections"] == nil)
        #expect(first["data"]?.arrayValue?.count == 2)
        #expect(second["data"]?[0]?["id"] != first["data"]?[0]?["id"])
    }

    @Test func `a summary writes the same JSON as its encoder would`() throws {
        let summary = try JSON.decode(
            ServiceRequestSummary.self,
            from:
                #"{"id": "01934a5b-7c00-7000-8000-000000000001", "reference": "MVH4-WFDR", "service": "ISEE", "service_title": "ISEE", "tax_year": 2026, "status": "submitted", "customer_id": "01934a5b-7c00-7000-8000-000000000002", "customer_name": "Giulia \"G\" Rossi", "operator_id": "01934a5b-7c00-7000-8000-000000000003", "created_at": "2026-01-01T00:00:00Z", "queued_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-02T00:00:00.5Z", "submitted_at": "2026-01-02T00:00:00Z", "priority": 5, "version": 3}"#
        )

        let again = try JSON.decode(ServiceRequestSummary.self, from: JSON.encode(summary))

        #expect(try JSON.value(of: again) == JSON.value(of: summary))
        #expect(again.customerName == summary.customerName)
        #expect(again.updatedAt == summary.updatedAt)
    }
}
