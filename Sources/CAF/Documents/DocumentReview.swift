import Kernel
import Platform
import Store
import Web

// Reviews of documents; the reviewer names the version that they have seen.
extension Documents {
    // swift-format-ignore
    @RouteTable static var reviewRows: [Route] {
        //     path                       handler   needs
        Patch("/documents/{id}/approve",  approve,  .documentReview, "Approve a document", details: "`If-Match` names the version of the document that the reviewer has seen. The request must be submitted and open, and the file must have passed the virus scan.").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
        Patch("/documents/{id}/reject",   reject,   .documentReview, "Reject a document", details: "`If-Match` names the version of the document that the reviewer has seen. The request must be submitted and open. The customer is notified of the reason.").refuses(.illegalTransition, .guardFailed, .stale, .preconditionRequired)
    }
}

/// Details of an approval.
struct Approval: Body {
    /// An internal note, never shown to the customer; absent keeps the current one.
    var adminNote: Document.Reason?
}

/// Details of a rejection.
struct Rejection: Body {
    /// Why the document cannot be used; the customer reads it.
    var reason: Document.Reason
    /// An internal note, never shown to the customer; absent keeps the current one.
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
            return try DocumentView.versioned(reviewed, for: call, tx)
        }
    }
}
