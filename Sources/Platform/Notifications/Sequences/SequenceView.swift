import Kernel
import Store
import Web

/// A sequence with the progress of its runs.
package struct SequenceView<Rules: SequenceRules>: View, SchemaNamed {
    /// The key by which administrators change, start or pause it.
    var id: ID<NoticeSequence>
    /// The name for administrators.
    var name: String
    /// The event that starts a run for a person.
    var trigger: Rules.Trigger
    /// The role of the people it is for.
    var audience: Rules.Audience
    /// The category whose preferences and consents apply.
    var category: NoticeTemplate.Category
    /// The messages in their order.
    var steps: [NoticeSequence.Step]
    /// The conditions that stop a run.
    var stopOn: [Rules.Stop]
    /// Whether it starts runs.
    var state: NoticeSequence.Status
    /// The number of the plan that new runs follow.
    var plan: Int
    /// From when on events start a run; absent while it is a draft.
    var activeSince: Instant?
    /// The runs of all plans.
    var runs: SequenceRuns
    /// When it was written.
    var createdAt: Instant
    /// When it was changed last.
    var updatedAt: Instant
    /// The value for `If-Match`.
    var version: Int

    package static var schemaName: String { "SequenceView" }

    init(_ sequence: NoticeSequence, _ tx: borrowing Tx) throws {
        guard let trigger = Rules.Trigger(rawValue: sequence.trigger),
            let audience = Rules.Audience(rawValue: sequence.audience)
        else { throw DatabaseError(.decoding("starts_by"), sequence.trigger) }
        id = sequence.id
        name = sequence.name
        self.trigger = trigger
        self.audience = audience
        category = sequence.plan.category
        steps = sequence.plan.steps
        stopOn = sequence.plan.stops.compactMap { Rules.Stop(rawValue: $0) }
        state = sequence.status
        plan = sequence.plan.number
        activeSince = sequence.activeSince
        runs = try SequenceRuns(of: sequence.id, tx)
        createdAt = sequence.createdAt
        updatedAt = sequence.updatedAt
        version = sequence.version
    }
}

/// The number of runs by their state.
package struct SequenceRuns: Codable, Sendable, SchemaNamed {
    /// A step is ahead.
    var running = 0
    /// All messages were sent.
    var finished = 0
    /// A condition was met, or the person has left.
    var stopped = 0
    /// The person has unsubscribed, or never agreed.
    var unsubscribed = 0

    package static let schemaName = "SequenceRuns"

    init(of sequence: ID<NoticeSequence>, _ tx: borrowing Tx) throws {
        var counts: [SequenceRun.State: Int] = [:]
        try tx.forEach(
            "SELECT r.state, COUNT(*) FROM notice_sequence_run r WHERE r.sequence_id = \(sequence) GROUP BY r.state"
        ) { row in counts[try row.next()] = try row.next() }
        running = counts[.running] ?? 0
        finished = counts[.finished] ?? 0
        stopped = counts[.stopped] ?? 0
        unsubscribed = counts[.unsubscribed] ?? 0
    }
}

extension NoticeSequence.Step: SchemaNamed {
    package static let schemaName = "PlannedStep"
}
