import NIOCore
import Synchronization

/// Runs the tasks of a connection on its event loop.
///
/// A request is then processed on one thread from the socket to its answer. Between the loops and the global
/// pool it would change threads at every part read and written, which costs more than most handlers.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    private init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// The executor of a loop; kept for the life of the process, like the loops.
    static func of(_ loop: any EventLoop) -> LoopExecutor {
        known.withLock { known in
            let id = ObjectIdentifier(loop)
            if let executor = known[id] { return executor }
            let executor = LoopExecutor(loop)
            known[id] = executor
            return executor
        }
    }

    private static let known = Mutex<[ObjectIdentifier: LoopExecutor]>([:])
}
