import Synchronization

/// Asks a running job to stop; the lane checks it between two steps of a statement.
final class Interruption: Sendable {
    private let flag = Atomic<Bool>(false)

    var isRequested: Bool { flag.load(ordering: .acquiring) }

    func request() {
        flag.store(true, ordering: .releasing)
    }
}

/// A connection that serves one job after the other on its thread.
protocol LaneConnection: AnyObject, Sendable {
    /// Makes the connection ready, reconnecting when it has to.
    func begin(_ interruption: Interruption) throws
    /// Makes a waiting lane check its interruption; callable from any thread.
    func wake()
    func disconnect()
}

/// One caller's transaction in a lane.
final class LaneTask<Connection: LaneConnection>: @unchecked Sendable {
    enum State {
        case new
        case queued
        /// Removed from the queue into a batch, and not started.
        case taken
        case running
        /// Finished, but its batch is not committed yet: too late to cancel.
        case settled
        case done
    }

    // Guarded by the queue's monitor.
    var state = State.new
    var connection: Connection?
    var answer: (((any Error)?) -> Void)?

    let interruption = Interruption()
    let expires: Int64
    /// Statements that a shared lane sends for this job, before the work reads the answer.
    let statements: [SQL]
    /// Stores its result for the caller.
    let work: (Connection) throws -> Void

    init(expires: Int64, statements: [SQL] = [], work: @escaping (Connection) throws -> Void) {
        self.expires = expires
        self.statements = statements
        self.work = work
    }
}
