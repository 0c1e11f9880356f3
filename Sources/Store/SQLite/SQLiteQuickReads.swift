import Kernel
import Synchronization

/// Reads on the caller's own thread.
///
/// A row found by its key costs SQLite 3 µs, and a lane costs 15 more for the wake-up and the way back.
///
/// A long read is stopped after some 200 µs and left to a lane. When the disk delays even a short one, all
/// reads go to the lanes for a second: an event loop must never block.
final class SQLiteQuickReads: Sendable {
    private struct State {
        var idle: [SQLiteConnection]
        var busy = 0
        var isClosing = false
        /// No attempt before this time.
        var rested = Int64.min
    }

    private let monitor = Monitor()
    private let state: Mutex<State>

    /// Calls of the progress handler, each after 2,000 instructions.
    private static let patience = 10
    private static let slow: Int64 = 2_000_000
    private static let rest: Int64 = 1_000_000_000

    init(_ connections: [SQLiteConnection]) {
        state = Mutex(State(idle: connections))
    }

    /// Nil when a lane has to do it.
    func attempt<Output>(_ body: (SQLiteConnection) throws -> Output) throws -> Output? {
        let began = Monotonic.nanoseconds
        let connection = state.withLock { state -> SQLiteConnection? in
            guard !state.isClosing, began >= state.rested, let connection = state.idle.popLast() else {
                return nil
            }
            state.busy += 1
            return connection
        }
        guard let connection else { return nil }
        defer { release(connection, after: Monotonic.nanoseconds - began) }
        do {
            try connection.begin(Interruption(), patience: Self.patience)
            return try body(connection)
        } catch is OutOfPatience {
            return nil
        } catch let error as DatabaseError where error.kind == .busy {
            return nil
        }
    }

    private func release(_ connection: SQLiteConnection, after nanoseconds: Int64) {
        state.withLock { state in
            state.busy -= 1
            state.idle.append(connection)
            if nanoseconds > Self.slow { state.rested = Monotonic.nanoseconds + Self.rest }
        }
        monitor.locked { monitor.broadcast() }
    }

    /// Waits for running reads.
    func close() {
        monitor.locked {
            while !isQuiet() { monitor.wait(milliseconds: 10) }
        }
    }

    private func isQuiet() -> Bool {
        let (connections, busy) = state.withLock { state in
            state.isClosing = true
            defer { state.idle = [] }
            return (state.idle, state.busy)
        }
        for connection in connections { connection.disconnect() }
        return busy == 0
    }
}

/// The read was not quick.
struct OutOfPatience: Error {}
