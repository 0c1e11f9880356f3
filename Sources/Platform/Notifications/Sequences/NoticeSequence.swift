import Kernel
import Store

/// Messages that follow each other after something happened to a person, until a condition stops them.
package struct NoticeSequence: Sendable {
    package let id: ID<NoticeSequence>
    var name: String
    /// The word of the product for the event that starts a run.
    var trigger: String
    /// The role of the people it is for.
    var audience: String
    package let status: Status
    /// The plan of runs that start from now on.
    let plan: Plan
    /// From when on events start a run; nil while it is a draft.
    let activeSince: Instant?
    let createdAt: Instant
    let updatedAt: Instant
    package let version: Int

    /// The steps with their conditions; a run keeps the plan that it started with.
    struct Plan: Sendable, Equatable {
        /// The number of the plan, 1 for the first.
        var number: Int
        var category: NoticeTemplate.Category
        var steps: [Step]
        /// The words of the product for the conditions that stop a run.
        var stops: [String]
    }

    /// One message.
    struct Step: Codable, Sendable, Hashable {
        /// Hours after the step before, or after the start of the run.
        var after: Int
        /// The key of the template.
        var template: String
        /// The only channel; nil for all channels that the recipient has on.
        var channel: NoticeTemplate.Channel?
    }
}

extension NoticeSequence: LifecycleSubject {
    package static let kind = "notice_sequence"

    /// Whether a sequence starts runs.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// It has not started any.
        case draft
        /// Its trigger starts runs.
        case active
        /// It starts no runs, and those under way wait.
        case paused
    }

    /// A move of a sequence.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// From now on its trigger starts runs.
        case activate
        /// Its runs wait.
        case pause
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<NoticeSequence, Status, Event>(start: .draft) {
        // event       from                     to            needs
        On(.activate,  from: .draft, .paused,   to: .active,  needs: .sequenceManage)
        On(.pause,     from: .active,           to: .paused,  needs: .sequenceManage)
    }

    package func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> NoticeSequence
    {
        let since = event == .activate ? tx.now : activeSince
        try tx.changeOne(
            """
            UPDATE notice_sequence
               SET state = \(status), active_since = \(since), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }
}

extension Permission {
    /// To write, start and pause sequences of messages.
    package static let sequenceManage = Permission("notifications.sequence.manage")
    /// To replace the texts of messages.
    package static let templateManage = Permission("notifications.template.manage")
}
