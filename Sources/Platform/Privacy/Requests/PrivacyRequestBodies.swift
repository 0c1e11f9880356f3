import Kernel
import Store
import Web

/// A privacy request to be made.
struct NewPrivacyRequest: Body {
    /// The right that the person exercises, of the GDPR.
    var kind: PrivacyRequest.Sort
    /// Details in the person's own words, such as the wrong data; none when absent.
    var note: Text<1, 2000>?
}

/// The filter of a list of privacy requests.
struct PrivacyRequestFilter: Query {
    /// Only requests in this state.
    var state: PrivacyRequest.Status?
    /// Only requests of this kind.
    var kind: PrivacyRequest.Sort?
    /// True for open requests past their due time, false for all others; both when absent.
    var overdue: Bool?

    func conditions(at now: Instant) -> [SQL] {
        let isOverdue: SQL = "(q.due_at < \(now) AND \(PrivacyRequest.isOpen))"
        let conditions: [SQL?] = [
            state.map { "q.state = \($0)" },
            kind.map { "q.kind = \($0)" },
            overdue.map { $0 ? isOverdue : "NOT \(isOverdue)" },
        ]
        return conditions.compactMap(\.self)
    }
}

/// Changes of a privacy request by an administrator; absent members stay as they are.
struct PrivacyDecision: Body, MergePatch {
    /// The next state.
    var state: Target?
    /// The reason for the refusal, shown to the person; required with `refused`, and not accepted otherwise.
    var reason: Line<3, 500>?
    /// A note of the administrators about the handling, which the person finds in their export; null removes it.
    var note: Change<Text<1, 2000>>

    /// A state that an administrator can set.
    enum Target: String, Codable, CaseIterable, Sendable {
        /// The request is being worked on.
        case processing
        /// The request has been fulfilled; an erasure is carried out now.
        case done
        /// The request cannot be fulfilled.
        case refused

        var status: PrivacyRequest.Status {
            switch self {
            case .processing: .processing
            case .done: .done
            case .refused: .refused
            }
        }
    }

    func check() throws(Problem) {
        let isRefusal = state == .refused
        guard isRefusal != (reason != nil) else { return }
        let refusal = isRefusal ? Refusal(.required) : .onlyWhenRefused
        throw Problem(.invalid, faults: [.init("/reason", refusal)])
    }
}

/// A privacy request as the person who made it sees it.
struct PrivacyRequestView: View {
    var id: ID<PrivacyRequest>
    /// The right that the person exercises, of the GDPR.
    var kind: PrivacyRequest.Sort
    /// The person's details; absent without any, and after an erasure.
    var note: String?
    /// How far the request has come; `done` and `refused` are final.
    var state: PrivacyRequest.Status
    /// The time at which the request was made.
    var receivedAt: Instant
    /// The time by which it must be answered.
    var dueAt: Instant
    /// The time of the answer; absent while the request is open.
    var decidedAt: Instant?
    /// The reason for the refusal; absent unless it was refused.
    var reason: String?

    init(_ request: PrivacyRequest, at site: Site, _ tx: borrowing Tx) throws {
        id = request.id
        kind = request.sort
        note = try request.opened(request.note, PrivacyRequest.sealedNote, at: site, tx)
        state = request.status
        receivedAt = request.receivedAt
        dueAt = request.dueAt
        decidedAt = request.decidedAt
        reason = request.reason
    }
}

/// A privacy request as administrators see it.
struct HandledRequestView: View {
    var id: ID<PrivacyRequest>
    /// The account of the person who asks.
    var userId: ID<Account>
    /// The right that the person exercises, of the GDPR.
    var kind: PrivacyRequest.Sort
    /// The person's details; absent without any, and after an erasure.
    var note: String?
    /// The administrators' note about the handling; absent without one, and after an erasure.
    var handlingNote: String?
    /// How far the request has come; `done` and `refused` are final.
    var state: PrivacyRequest.Status
    /// The time at which the request was made.
    var receivedAt: Instant
    /// The time by which it must be answered.
    var dueAt: Instant
    /// The time of the answer; absent while the request is open.
    var decidedAt: Instant?
    /// The reason for the refusal; absent unless it was refused.
    var reason: String?
    /// The value for `If-Match`, raised by every change.
    var version: Int

    init(_ request: PrivacyRequest, at site: Site, _ tx: borrowing Tx) throws {
        id = request.id
        userId = request.account
        kind = request.sort
        note = try request.opened(request.note, PrivacyRequest.sealedNote, at: site, tx)
        handlingNote = try request.opened(
            request.handlingNote,
            PrivacyRequest.sealedHandlingNote,
            at: site,
            tx
        )
        state = request.status
        receivedAt = request.receivedAt
        dueAt = request.dueAt
        decidedAt = request.decidedAt
        reason = request.reason
        version = request.version
    }
}

extension PrivacyRequest {
    fileprivate func opened(
        _ sealed: [UInt8]?,
        _ column: PersonSealedColumn,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> String? {
        try sealed.map {
            String(decoding: try column.open($0, in: id, of: account, at: site, tx), as: UTF8.self)
        }
    }
}
