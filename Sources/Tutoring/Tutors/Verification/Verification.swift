import Kernel
import Platform
import Store

/// The papers of a tutor with the decision on them; the one that stands lets the tutor sell.
struct Verification: Sendable {
    let id: ID<Verification>
    let tutor: ID<Tutor>
    /// The account of the tutor.
    let account: ID<Account>
    let status: Status
    let papers: [KeptPaper]
    /// Legal and tax data that hold from the approval on, sealed with the person's key.
    let sealedChanges: [UInt8]?
    /// Whether the suspension came with the deactivation of the account, and ends with it.
    var withAccount: Bool
    /// The reason of the last decision, as the tutor reads it.
    var reason: String?
    var decidedBy: ID<Account>?
    let decidedAt: Instant?
    /// When the papers were deleted, some time after the decision.
    let papersGoneAt: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int

    static let changes = PersonSealedColumn("verification", "changes", key: "id", account: "account_id")

    /// A file that was sent, with the content of that moment.
    struct KeptPaper: Codable, Hashable, Sendable {
        var kind: PaperKind
        var file: ID<StoredFile>
    }
}

/// The kind of a tutor's paper.
enum PaperKind: String, Codable, CaseIterable, Sendable {
    /// A passport, an identity card, a driving licence.
    case identity
    /// A degree or another proof of competence.
    case qualification
}

extension Verification: LifecycleSubject {
    static let kind = "verification"

    /// The state of the papers.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Waits for an administrator.
        case submitted
        /// Approved: the tutor sells.
        case verified
        /// Declined; an earlier approval stands.
        case rejected
        /// Approved, but the tutor may not sell for the time being.
        case suspended
        /// Replaced by a later approval.
        case superseded
        /// Replaced by other papers before the decision.
        case withdrawn
    }

    /// A move of papers along their lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// An administrator approves.
        case approve
        /// An administrator declines.
        case reject
        /// An administrator stops the tutor.
        case suspend
        /// An administrator lets the tutor sell again.
        case reinstate
        /// The tutor sends other papers.
        case withdraw
        /// Later papers were approved.
        case supersede
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Verification, Status, Event>(start: .submitted) {
        // event        from                     to              needs                       then
        On(.approve,   from: .submitted,         to: .verified,   needs: .verificationDecide, then: .tutorVerified)
        On(.reject,    from: .submitted,         to: .rejected,   needs: .verificationDecide)
        On(.suspend,   from: .verified,          to: .suspended,  needs: .verificationDecide, then: .tutorSuspended)
        On(.reinstate, from: .suspended,         to: .verified,   needs: .verificationDecide, then: .tutorReinstated)
        On(.withdraw,  from: .submitted,         to: .withdrawn,  needs: .verificationSend)
        On(.supersede, from: .verified,          to: .superseded, needs: .verificationDecide)
    }
}

extension Effect {
    /// The tutor can sell.
    static let tutorVerified = Effect("tutor_verified")
    /// Holds are released, requests declined, payouts wait and expiry stands still.
    static let tutorSuspended = Effect("tutor_suspended")
    /// The tutor can sell again; expiry goes on.
    static let tutorReinstated = Effect("tutor_reinstated")
}
