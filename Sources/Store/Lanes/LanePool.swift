import Kernel

/// Threads with a connection each that serve one queue.
final class LanePool<Connection: LaneConnection>: Sendable {
    let queue: JobQueue<Connection>
    private let threads: [LaneThread]

    /// `serve` is the body of a thread: it returns when the queue is closed and empty.
    init(
        _ connections: [Connection],
        queue: JobQueue<Connection>,
        serve: @escaping @Sendable (JobQueue<Connection>, Connection) -> Void = LanePool.serve
    ) throws {
        self.queue = queue
        threads = try connections.map { connection in try LaneThread { serve(queue, connection) } }
    }

    var lanes: Int { threads.count }

    /// Waits until all queued jobs have run; call it once, after `queue.close()`.
    func join() {
        for thread in threads { thread.join() }
    }

    func detach() {
        for thread in threads { thread.detach() }
    }

    @Sendable static func serve(_ queue: JobQueue<Connection>, _ connection: Connection) {
        while let job = queue.take(upTo: 1).first {
            guard queue.start(job, on: connection) else { continue }
            var failure: (any Error)?
            do {
                try connection.begin(job.interruption)
                try job.work(connection)
            } catch {
                failure = error
            }
            queue.settle(job)
            queue.finish(job, failure)
        }
        connection.disconnect()
    }
}
