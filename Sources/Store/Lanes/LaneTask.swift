import Synchronization

/// Asks a running job to stop: read by the lane between two steps of a statement.
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
    /// Makes a lane that waits look at its interruption; from any thread.
    func wake()
    func disconnect()
}

/// One caller's transaction on its way through a lane.
final class LaneTask<Connection: LaneConnection>: @unchecked Sendable {
    enum State {
        case new
        case queued
        /// Out of the queue, in a batch, not begun.
        case taken
        case running
        /// Has run; its batch is not committed yet. Too late to cancel.
        case settled
        case done
    }

    // Guarded by the monitor of the queue.
    var state = State.new
    var connection: Connection?
    var answer: (((any Error)?) -> Void)?

    let interruption = Interruption()
    let expires: Int64
    /// What a lane that sends for many callers at once sends for this one, before the work reads the answer.
    let statements: [SQL]
    /// Keeps its result where its caller finds it.
    let work: (Connection) throws -> Void

    init(expires: Int64, statements: [SQL] = [], work: @escaping (Connection) throws -> Void) {
        self.expires = expires
        self.statements = statements
        self.work = work
    }
}
