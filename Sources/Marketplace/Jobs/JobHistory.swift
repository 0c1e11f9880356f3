import Kernel
import Platform
import Store
import Web

/// Something that happened to a job.
struct JobStep: View {
    var id: ID<History.Entry>
    /// When.
    var at: Instant
    /// The event, such as `accept`; also `post`, `reschedule` and `note_access`.
    var event: String
    /// The state before.
    var from: String
    /// The state after.
    var to: String
    /// The role of the actor, or `system`.
    var role: String
    /// The account of the actor; only the caller's own, and for staff every one.
    var accountId: ID<Account>?
    /// The reason given; absent when none was.
    var reason: String?
    /// The members that changed with it.
    var fields: [String]
}

extension JobStep {
    /// The history of a job as its reader may see it, oldest first.
    static func page(
        _ page: PageRequest,
        of job: Job,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<JobStep> {
        let reader = JobReader(of: job, for: call, hasVisit: false)
        let steps: Page<History.Entry> = try tx.page(
            page,
            """
            SELECT \(History.Entry.columns) FROM history
             WHERE subject_kind = \(Job.kind) AND subject_id = \(job.id)
            """,
            order: SortOrder(.ascending("at", \.at), .ascending("id", \.id))
        )
        return steps.map { JobStep($0, for: call, reader, of: job) }
    }

    private init(_ entry: History.Entry, for call: Call, _ reader: JobReader, of job: Job) {
        let isOwn = entry.actorId != nil && entry.actorId == call.actor.account
        id = entry.id
        at = entry.at
        event = entry.event
        from = entry.fromStatus
        to = entry.toStatus
        role = entry.actorRole
        accountId = isOwn || call.actor.role.isStaff ? entry.actorId : nil
        // Before the job is funded, reasons carry no contact data to the other side.
        let isPlain = isOwn || call.actor.role.isStaff || (reader.isOpen && job.isUnmasked)
        reason = entry.reason.map { isPlain ? $0 : Masking.mask($0).shown }
        fields = entry.fields
    }
}

/// The caller's actions on a job.
struct JobActions: View {
    /// The moves of the job's lifecycle that the caller may make, with what blocks them.
    var data: [AvailableAction]
}

extension Job {
    /// The moves that the caller chooses; which kind of lapse it is, the server says.
    func choices(for call: Call) -> [AvailableAction] {
        guard call.scope(of: .jobRead).reach != .assigned || mayAct(call) else {
            return actions(for: call).filter { Self.offers.contains($0.action) }
        }
        return actions(for: call).filter { $0.action != Event.lapseOpen.rawValue }
    }

    /// The moves of a provider on a job that is neither directed at nor awarded to it.
    private static let offers = Set([Event.quote, .revise, .reconfirm].map(\.rawValue))

    private func mayAct(_ call: Call) -> Bool { providerAccount == call.actor.account }
}
