import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct OpenRequestTests {
    static let body: JSONValue = ["service": "MODELLO_730", "tax_year": 2025]

    @Test func `one request is open per service and year`() async throws {
        let world = try await office()
        let giulia = world.as(.giulia)
        let first = try await giulia.post("/service-requests", Self.body)

        let second = try await giulia.post("/service-requests", Self.body)

        #expect(first.status == 201)
        #expect(first.header("Location") == "/service-requests/\(first.id ?? "")")
        #expect(second.problem == .requestAlreadyOpen)
        #expect(second["service_request"] == first["id"])
        #expect(try await giulia.get("/service-requests")["data"]?.arrayValue?.count == 1)
    }

    @Test func `a second one needs a reason`() async throws {
        let world = try await office()
        let giulia = world.as(.giulia)
        _ = try await giulia.post("/service-requests", Self.body)
        var body = Self.body
        body["allow_duplicate"] = true

        let silent = try await giulia.post("/service-requests", body)
        body["duplicate_reason"] = "730 integrativo"
        let told = try await giulia.post("/service-requests", body)

        #expect(silent.faults["/duplicate_reason"] == "reason_required")
        #expect(told.status == 201)
    }

    @Test func `of twenty opened at once one stays`() async throws {
        let world = try await office()
        let giulia = world.as(.giulia)

        let answers = try await world.atOnce(20) { _ in try await giulia.post("/service-requests", Self.body)
        }

        #expect(answers.statuses == [201: 1, 409: 19])
    }

    @Test func `a draft can be thrown away, and nothing else`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        let removed = try await world.as(.giulia).delete(draft.path)
        let kept = try await world.submitted()

        let answer = try await world.as(.giulia).delete(kept.path)

        #expect(removed.status == 204)
        #expect(try await world.as(.giulia).get(draft.path).status == 404)
        #expect(answer.problem == .requestNotEditable)
    }
}
