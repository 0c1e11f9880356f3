import Kernel
import Store

/// Does what happens at a deadline.
///
/// The row goes in the transaction of its consequences, so they happen once, however often and wherever this runs.
struct FireDeadline: Job {
    static let kind = "deadlines.fire"
    static let policy = JobPolicy(queue: .deadlines)

    let deadline: ID<Deadline>

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let due = try await call.db.read({ [deadline] tx in try Deadline.find(deadline, tx) }) else {
            return Self.moved
        }
        let handler = try call.site.product.deadlines.handler(of: due)
        switch try await handler.prepare(due.subjectID, call) {
        case .later(let time): return .snooze(time)
        case .drop: return try await settled(due, call) { _ in }
        case .fire: return try await settled(due, call) { try handler.fire(due.subjectID, call.acting(), $0) }
        }
    }

    private func settled(
        _ due: Deadline,
        _ call: JobCall,
        _ act: @escaping @Sendable (borrowing Tx) throws -> Void
    ) async throws -> JobOutcome {
        let isOurs = try await call.db.write { tx in
            guard try due.taken(tx) else { return false }
            try act(tx)
            return true
        }
        return isOurs ? .done : Self.moved
    }

    private static let moved = JobOutcome.cancel("the subject has moved")
}

/// Reminds of a deadline that is still ahead.
struct RemindOfDeadline: Job {
    static let kind = "deadlines.remind"
    static let policy = JobPolicy(queue: .deadlines)

    let deadline: ID<Deadline>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { [deadline] tx in
            guard let ahead = try Deadline.find(deadline, tx), ahead.dueAt > tx.now else { return }
            try call.site.product.deadlines.handler(of: ahead).remind(ahead.subjectID, call.acting(), tx)
        }
        return .done
    }
}
