import Kernel

/// Threads with a connection each that serve one queue.
final class LanePool<Connection: LaneConnection>: Sendable {
    let queue: LaneQueue<Connection>
    private let threads: [LaneThread]

    /// `serve` is the body of a thread: it returns when the queue is closed and empty.
    init(
        _ connections: [Connection],
        queue: LaneQueue<Connection>,
        serve: @escaping @Sendable (LaneQueue<Connection>, Connection) -> Void = LanePool.serve
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

    @Sendable static func serve(_ queue: LaneQueue<Connection>, _ connection: Connection) {
        while let task = queue.nextBatch(upTo: 1).first {
            guard queue.start(task, on: connection) else { continue }
            var failure: (any Error)?
            do {
                try connection.begin(task.interruption)
                try task.work(connection)
            } catch {
                failure = error
            }
            queue.settle(task)
            queue.finish(task, failure)
        }
        connection.disconnect()
    }
}
