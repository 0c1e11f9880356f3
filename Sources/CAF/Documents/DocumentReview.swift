import Kernel
import Platform
import Store
import Web

// What the office makes of a paper; whoever decides says which version they saw.
extension Documents {
    // swift-format-ignore
    @RouteTable static var reviewRows: [Route] {
        //     path                       handler   needs
        Patch("/documents/{id}/approve",  approve,  .documentReview, "Approve the version that was seen").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
        Patch("/documents/{id}/reject",   reject,   .documentReview, "Reject the version that was seen, and say why").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
    }
}

struct Approval: Body {
    /// For the office.
    var adminNote: Document.Reason?
}

struct Rejection: Body {
    /// For the customer.
    var reason: Document.Reason
    /// For the office.
    var adminNote: Document.Reason?
}

extension Documents {
    static func approve(
        _ call: Call,
        id: ID<Document>,
        match: IfMatch,
        body: Approval?
    ) async throws -> Versioned<DocumentView> {
        try await review(call, id, match, .approve, note: body?.adminNote, reason: nil)
    }

    static func reject(
        _ call: Call,
        id: ID<Document>,
        match: IfMatch,
        body: Rejection
    ) async throws -> Versioned<DocumentView> {
        try await review(call, id, match, .reject, note: body.adminNote, reason: body.reason)
    }

    private static func review(
        _ call: Call,
        _ id: ID<Document>,
        _ match: IfMatch,
        _ event: Document.Event,
        note: Document.Reason?,
        reason: Document.Reason?
    ) async throws -> Versioned<DocumentView> {
        try await call.db.write { tx in
            var document = try Document.find(id, within: call.scope, tx)
            try match.check(document.version)
            document.note = note ?? document.note
            (document.reason, document.reviewer, document.reviewedAt) = (reason, call.actor.account, tx.now)
            let reviewed = try document.advanced(by: event, as: call, reason: reason?.rawValue, tx)
            try ServiceRequest.documentsChanged(document.request, at: call.site, tx)
            return DocumentView.versioned(reviewed, for: call)
        }
    }
}
