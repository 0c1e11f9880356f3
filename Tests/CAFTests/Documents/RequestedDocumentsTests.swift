import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct RequestedDocumentsTests {
    @Test func `the request goes on by itself once everything has come`() async throws {
        let world = try await office()
        let asked = try await world.askFor(
            [("medical_receipts", "marzo"), ("medical_receipts", "aprile"), ("cu", "illeggibile")],
            on: world.inReview()
        )

        let first = try await world.upload("medical_receipts", to: asked, text: "marzo")
        #expect(first["requested_document_id"] != nil)
        _ = try await world.upload("cu", to: asked)
        let waiting = try await world.now(asked)
        #expect(waiting["status"] == "missing_documents" && waiting["sla_state"] == "paused")
        let open = (waiting["requested_documents"]?.arrayValue ?? []).filter { $0["is_delivered"] == false }
        #expect(open.compactMap { $0["category"]?.stringValue } == ["medical_receipts"])

        _ = try await world.upload("medical_receipts", to: asked, text: "aprile")
        let going = try await world.now(asked)
        #expect(going["status"] == "in_review" && going["sla_state"] == "on_time")
        let history = try await world.as(.giulia).get(asked.path + "/history")["data"]?.arrayValue ?? []
        #expect(history.last?["event"] == "deliver_papers" && history.last?["actor_role"] == "system")
    }

    @Test func `a paper that was there before is no answer, and neither is one that was rejected`()
        async throws
    {
        let world = try await office()
        let asked = try await world.askFor(
            [("lease_contract", "scaduto"), ("cu", "manca")],
            on: world.inReview()
        )
        #expect(asked.version > 0)

        let answer = try await Sheet(world.upload("cu", to: asked).json)
        try await world.review(answer, "reject", because: "mosso")
        // Another version of the lease that was there answers what was asked.
        _ = try await world.replace(world.document("lease_contract", of: asked))
        #expect(try await world.now(asked)["status"] == "missing_documents")

        _ = try await world.upload("cu", to: asked, text: "migliore")
        #expect(try await world.now(asked)["status"] == "in_review")
    }

    @Test func `a paper of any category may say what it answers`() async throws {
        let world = try await office()
        let asked = try await world.askFor([("cu", "manca")], on: world.inReview())
        let item = try await world.now(asked)["requested_documents"]?[0]?["id"]?.stringValue ?? ""
        let giulia = world.as(.giulia)

        let stranger = UploadForm().field("requested_document_id", asked.id)
        let wrong = try await giulia.post(
            "/documents",
            stranger.field("request_id", asked.id).field("category", "other").pdf()
        )
        #expect(wrong.faults == ["/requested_document_id": "not_asked_for"])
        let named = UploadForm().field("requested_document_id", item)
        let right = try await giulia.post(
            "/documents",
            named.field("request_id", asked.id).field("category", "other").pdf()
        )
        #expect(right.status == 201)
        #expect(try await world.now(asked)["status"] == "in_review")
        try await world.runJobs()
    }

    @Test func `submit names the papers that are missing or rejected`() async throws {
        let world = try await office()
        let draft = try await world.draft()
        _ = try await world.upload("identity_document", to: draft)

        let answer = try await world.as(.giulia).post(draft.path + "/submit")

        #expect(answer.status == 422)
        #expect(
            answer.faults == [
                "/documents/lease_contract": "document_missing",
                "/documents/balance_certificate": "document_missing",
                "/documents/disability_certificate": "document_missing",
            ]
        )
        let shown = try await world.as(.giulia).get(draft.path)
        #expect(shown["completeness"]?["is_complete"] == false)
    }
}
