import Kernel
import Store

/// The backlog of a queue.
package struct JobBacklog: Record, Hashable {
    package let queue: String
    /// The number of due jobs that have not begun.
    package let depth: Int
    package let oldest: Instant?

    package static let columns: SQL = "queue, COUNT(*), MIN(run_at)"

    package init(_ row: inout Row) throws {
        queue = try row.next()
        depth = try row.next()
        oldest = try row.next()
    }

    package static func measure(_ tx: borrowing Tx) throws -> [JobBacklog] {
        try tx.all(
            """
            SELECT \(columns) FROM job WHERE state IN ('ready', 'retry') AND run_at <= \(tx.now) GROUP BY queue ORDER BY queue
            """
        )
    }
}

/// The marks of full queues.
///
/// The claimer of each process measures and marks the queues, so that enqueueing reads one row instead of counting; a
/// queue can exceed its limit by the jobs between two measurements.
enum QueueLimits {
    static func enforce(_ queues: [JobQueue], in db: Database) async throws {
        let wrong = try await db.read { tx in try marks(queues, tx) }
        guard !wrong.isEmpty else { return }
        try await db.write { tx in
            for mark in try marks(queues, tx) { try save(mark, tx) }
        }
    }

    private struct Mark: Sendable {
        let queue: String
        let isFull: Bool
    }

    /// The marks that differ from the measurement.
    private static func marks(_ queues: [JobQueue], _ tx: borrowing Tx) throws -> [Mark] {
        let backlog = try JobBacklog.measure(tx)
        let full: [FullQueue] = try tx.all("SELECT \(FullQueue.columns) FROM job_queue WHERE is_full")
        return queues.compactMap { queue in
            let depth = backlog.first { $0.queue == queue.name }?.depth ?? 0
            let isFull = depth >= queue.limit
            return isFull == full.contains { $0.name == queue.name }
                ? nil : Mark(queue: queue.name, isFull: isFull)
        }
    }

    private static func save(_ mark: Mark, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO job_queue (name, is_full) VALUES (\(mark.queue), \(mark.isFull))
                ON CONFLICT (name) DO UPDATE SET is_full = excluded.is_full
            """
        )
    }

    private struct FullQueue: Record {
        let name: String

        static let columns: SQL = "name"

        init(_ row: inout Row) throws {
            name = try row.next()
        }
    }
}
