import Kernel
import Store
import Web

/// The jobs of one queue, in numbers.
package struct QueueState: View {
    /// The name of the queue, such as `emails`.
    package var queue: String
    /// The number of due jobs that wait for a worker.
    package var depth: Int
    /// The moment since which the oldest of them is due; absent when none waits.
    package var oldest: Instant?
    /// The number of jobs that are running.
    package var running: Int
    /// The number of jobs that have failed for good, until they are retried or deleted.
    package var dead: Int

    /// The queues of the product, by name.
    package static func measure(_ site: Site, _ tx: borrowing Tx) throws -> [QueueState] {
        let backlog = try JobBacklog.measure(tx)
        var counts: [String: [JobState: Int]] = [:]
        try tx.forEach(
            "SELECT queue, state, COUNT(*) FROM job WHERE state IN ('running', 'dead') GROUP BY queue, state"
        ) { row in
            let (queue, state): (String, JobState) = (try row.next(), try row.next())
            counts[queue, default: [:]][state] = try row.next()
        }
        return JobKinds(site.product.jobs).queues.map { queue in
            let waiting = backlog.first { $0.queue == queue.name }
            return QueueState(
                queue: queue.name,
                depth: waiting?.depth ?? 0,
                oldest: waiting?.oldest,
                running: counts[queue.name]?[.running] ?? 0,
                dead: counts[queue.name]?[.dead] ?? 0
            )
        }
    }
}
