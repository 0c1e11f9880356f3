import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

@Suite struct RequestEventTests {
    @Test func `each move of a request is told to who listens, without anything personal`() async throws {
        let world = try await office()
        let made = try await world.as(.sara).post(
            "/admin/webhooks",
            ["url": "https://erp.example.com/hook", "events": ["service_request.*"]]
        )
        #expect(made.status == 201)

        let request = try await world.inReview()

        let payloads = try await world.db.read { tx in
            try tx.values("SELECT payload FROM webhook_event ORDER BY at, id", as: String.self)
        }
        let events = try payloads.map { try JSONValue(parsing: $0) }
        #expect(events.map { $0["type"] } == ["service_request.submitted", "service_request.in_review"])
        #expect(events.allSatisfy { $0["data"]?["id"] == .string(request.id) })
        #expect(events.map { $0["data"]?["status"] } == ["submitted", "in_review"])
        #expect(!payloads.joined().contains("Giulia") && !payloads.joined().contains("RSSGLI"))
    }

    @Test func `every state that a request can come to has its event`() {
        let reached = Set(ServiceRequest.lifecycle.rows.map { "service_request.\($0.to.rawValue)" })

        #expect(Set(caf.events.map(\.type)) == reached)
    }
}
