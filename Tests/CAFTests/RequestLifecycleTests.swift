import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct RequestLifecycleTests {
    @Test func `a request goes from the customer's draft to the closed file`() async throws {
        let world = try await office()
        let reviewed = try await world.inReview()

        let asked = try await world.as(.marco).post(
            reviewed.adminPath + "/request-documents",
            ["documents": [["category": "cu", "reason": "Manca la CU di Paolo"]]],
            headers: reviewed.match
        )
        #expect(asked.status == 200)
        #expect(asked["status"] == "missing_documents")
        #expect(asked["requested_documents"]?[0]?["category"] == "cu")
        let resumed = try await world.move(Ticket(asked), to: "in_review", as: .marco)
        let completed = try await world.move(resumed, to: "completed", as: .marco)
        let closed = try await world.change(completed, to: "closed", as: .sara)

        #expect(closed["status"] == "closed")
        let history = try await world.as(.giulia).get(reviewed.path + "/history")
        let events = (history["data"]?.arrayValue ?? []).compactMap { $0["event"]?.stringValue }
        #expect(
            events == [
                "create", "submit", "assign", "start_review", "request_documents", "resume_review",
                "complete", "close",
            ]
        )
    }

    @Test func `a rejection says why`() async throws {
        let world = try await office()
        let request = try await world.inReview()

        let silent = try await world.change(request, to: "rejected", as: .marco)
        #expect(silent.problem == .guardFailed)
        #expect(silent.faults["/reason"] == "reason_required")

        let rejected = try await world.change(request, to: "rejected", reason: "Fuori competenza", as: .marco)
        #expect(rejected["status_reason"] == "Fuori competenza")
    }

    @Test func `an illegal move is refused with those that are allowed`() async throws {
        let world = try await office()
        let request = try await world.submitted()

        let answer = try await world.change(request, to: "closed", as: .sara)

        #expect(answer.status == 409)
        #expect(answer.problem == .illegalTransition)
        #expect(answer["allowed"] == ["in_review", "rejected"])
    }

    @Test func `a status that only the customer can reach is none that the office may ask for`() async throws
    {
        let world = try await office()
        let draft = try await world.draft()

        let answer = try await world.change(draft, to: "submitted", as: .sara)

        #expect(answer.problem == .illegalTransition)
        #expect(answer["present"] == "draft" && answer["wanted"] == "submitted" && answer["allowed"] == [])
    }

    @Test func `papers are asked for by name or not at all`() async throws {
        let world = try await office()
        let request = try await world.inReview()

        let answer = try await world.change(
            request,
            to: "missing_documents",
            reason: "manca qualcosa",
            as: .marco
        )

        #expect(answer.problem == .guardFailed)
        #expect(answer.faults["/documents"] == "no_papers_asked_for")
    }

    @Test func `the caller is told what they can do and what holds it back`() async throws {
        let world = try await office()
        let body: JSONValue = ["service": "ISEE", "tax_year": 2026]
        let draft = try Ticket(await world.as(.giulia).post("/service-requests", body))

        let actions = try await world.as(.giulia).get(draft.path + "/actions")

        #expect(actions["actions"]?[0]?["action"] == "submit")
        #expect(actions["actions"]?[0]?["allowed"] == false)
        #expect(actions["actions"]?[0]?["blocked_by"] == "ready_to_submit")
    }

    // swift-format-ignore
    static let moves: [String: [String: String]] = [
        "draft":             ["submit": "submitted"],
        "submitted":         ["start_review": "in_review", "reject": "rejected"],
        "in_review":         ["request_documents": "missing_documents", "complete": "completed", "reject": "rejected"],
        "missing_documents": ["resume_review": "in_review", "deliver_papers": "in_review", "reject": "rejected"],
        "completed":         ["close": "closed"],
        "closed":            [:],
        "rejected":          [:],
    ]

    @Test(arguments: ServiceRequest.Status.allCases, ServiceRequest.Event.allCases)
    func `no move outside the table`(from status: ServiceRequest.Status, on event: ServiceRequest.Event) {
        let row = ServiceRequest.lifecycle.row(event, from: status)

        #expect(row?.to.rawValue == Self.moves[status.rawValue]?[event.rawValue])
    }

    @Test func `the table is sound`() {
        #expect(ServiceRequest.lifecycle.conflicts.isEmpty)
    }
}
