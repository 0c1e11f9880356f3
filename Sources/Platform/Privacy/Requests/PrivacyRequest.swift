import Kernel
import Store

/// A person's request about their own data (GDPR, articles 15 to 21), with its outcome.
package struct PrivacyRequest: Sendable {
    package let id: ID<PrivacyRequest>
    package let account: ID<Account>
    package let sort: Sort
    /// The person's text, sealed with their key.
    let note: [UInt8]?
    /// The administrators' note, sealed with the same key.
    let handlingNote: [UInt8]?
    package let status: Status
    package let receivedAt: Instant
    package let dueAt: Instant
    let decidedAt: Instant?
    /// The reason for a refusal, shown to the person.
    let reason: String?
    package let version: Int

    /// How long an answer may take (GDPR, article 12(3)).
    static let answerTime = Duration.days(30)
    /// When administrators are warned of an open request.
    static let warningTime = Duration.days(20)

    /// The kind of a request.
    package enum Sort: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// To know which data is held, and why (article 15).
        case access
        /// To receive the data in a form that other programs read (article 20).
        case portability
        /// To have wrong data corrected (article 16).
        case rectification
        /// To have the account and its data erased (article 17).
        case erasure
        /// To have the data kept but not used (article 18).
        case restriction
        /// To object to a use of the data (article 21).
        case objection
    }
}

extension PrivacyRequest: LifecycleSubject, Scoped {
    package static let kind = "privacy_request"
    package static let visibility = Visibility(own: "q.account_id")

    /// The state of a request.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Made, but not yet by a person who is verified as the account's owner.
        case received
        /// The account's owner has made it, with a fresh login.
        case verified
        /// An administrator works on it.
        case processing
        /// Fulfilled.
        case done
        /// Not fulfilled, with a reason.
        case refused
    }

    /// An event of a request's lifecycle.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// The fresh login proves that the request is the owner's.
        case verify
        /// An administrator takes it up.
        case process
        /// The request has been fulfilled.
        case complete
        /// The request cannot be fulfilled.
        case refuse
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<PrivacyRequest, Status, Event>(start: .received) {
        // event       from               to               needs                    then
        On(.verify,    from: .received,   to: .verified,   needs: .account)
        On(.process,   from: .verified,   to: .processing, needs: .privacyManage)
        On(.complete,  from: .processing, to: .done,       needs: .privacyManage,   then: .notifyOfDecision)
        On(.refuse,    from: .processing, to: .refused,    needs: .privacyManage,   then: .notifyOfDecision)
    }

    package func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> PrivacyRequest
    {
        let isOver = status == .done || status == .refused
        try tx.changeOne(
            """
            UPDATE privacy_request
               SET state = \(status), decided_at = \(isOver ? tx.now : nil), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    /// After an erasure there is no account and no address to notify.
    package func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        guard effect == .notifyOfDecision, sort != .erasure || status == .refused else { return }
        let template: NoticeTemplate.Name = status == .done ? .privacyRequestDone : .privacyRequestRefused
        try Notifications.notify(account, Notice(template: template, about: (Self.kind, id.cast())), tx)
    }
}

extension Effect {
    /// Notifies the person of the outcome.
    static let notifyOfDecision = Effect("tell_of_decision")
}
