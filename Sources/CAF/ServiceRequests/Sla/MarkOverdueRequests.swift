import Kernel
import Platform
import Store

/// Marks each overdue request once and notifies its operator and the administrators.
struct MarkOverdueRequests: Job {
    static let kind = "caf.note_overdue_requests"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    private static let batch = 100

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try ServiceRequest.markOverdue(atMost: Self.batch, tx) })
            == Self.batch
        {}
        return .done
    }
}

extension ServiceRequest {
    static func markOverdue(atMost limit: Int, _ tx: borrowing Tx) throws -> Int {
        let late: [ServiceRequest] = try tx.all(
            """
            SELECT \(columns) FROM \(source)
             WHERE r.overdue_noted_at IS NULL AND \(ServiceClock.State.overdue.condition(at: .init(at: tx.now)))
             ORDER BY r.due_at, r.id LIMIT \(limit)
            """
        )
        for request in late { try request.markOverdue(tx) }
        return late.count
    }

    /// The version stays: no editable field has changed.
    private func markOverdue(_ tx: borrowing Tx) throws {
        try tx.execute("UPDATE service_request SET overdue_noted_at = \(tx.now) WHERE id = \(id)")
        try record(.overdue, fields: [], by: .system, tx)
        try notify(.supervisors(.requestOverdue), tx)
    }
}
