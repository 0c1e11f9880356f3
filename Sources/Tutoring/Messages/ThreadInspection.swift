import Kernel
import Platform
import Store

/// An administrator's reading of a thread, which the audit log keeps with its reason.
enum ThreadAction: String, AuditAction {
    case read = "thread.read"
}

/// The reading of administrators: the thread of two people between whom a dispute is open.
enum ThreadInspection {
    static func show(
        _ call: Call,
        _ id: ID<Thread>,
        _ query: ThreadPart
    ) async throws -> ThreadMessages {
        let reason = try query.reason.demanded(at: "query/reason")
        guard let dispute = query.disputeId else {
            throw Problem(.invalid, faults: [.init("query/dispute_id", Refusal(.required))])
        }
        return try await call.db.write { tx in
            let thread: Thread = try tx.one(
                """
                SELECT \(Thread.columns) FROM \(Thread.source) WHERE h.id = \(id) AND EXISTS (
                    SELECT 1 FROM lesson_dispute d JOIN lesson l ON l.id = d.lesson_id
                     WHERE d.id = \(dispute) AND l.state = 'disputed' AND l.student_id = h.student_id
                       AND l.tutor_id = h.tutor_id)
                """
            )
            let messages = try thread.messages(query, for: call, tx)
            try Audit.record(
                ThreadAction.read,
                of: Thread.kind,
                id.cast(),
                by: call.actor,
                details: ["reason": .string(reason.rawValue), "dispute_id": .string(dispute.description)],
                tx
            )
            try ThreadNotices.inspected(thread, reason, tx)
            return messages
        }
    }
}
