import Kernel

/// Threads that each own one connection and serve one queue.
final class LanePool<Connection: LaneConnection>: Sendable {
    let queue: JobQueue<Connection>
    private let threads: [LaneThread]

    init(_ connections: [Connection], queue: JobQueue<Connection>) throws {
        self.queue = queue
        threads = try connections.map { connection in
            try LaneThread { LanePool.serve(queue, with: connection) }
        }
    }

    var lanes: Int { threads.count }

    /// Waits until all that was queued has run; after `queue.close()`, once.
    func join() {
        for thread in threads { thread.join() }
    }

    func detach() {
        for thread in threads { thread.detach() }
    }

    private static func serve(_ queue: JobQueue<Connection>, with connection: Connection) {
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
