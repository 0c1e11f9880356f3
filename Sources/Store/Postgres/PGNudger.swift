import CLibPQ
import Glibc
import Synchronization

/// Notifies listeners to read their tables, after the commit and once for many commits.
///
/// NOTIFY inside a transaction holds one lock of the whole server from before the commit until it is on disk:
/// every transaction with one waits for the disk alone, and none shares a flush (measured: 100 ms of waiting
/// at 64 clients). A notification without a payload need not be part of the transaction. If the process dies
/// between a commit and this, only wake-ups are lost.
final class PGNudger: Sendable {
    private let settings: PGConnection.Settings
    private let alarm: WakePipe
    private let isClosing = Atomic<Bool>(false)
    private let state = Mutex(State())

    private struct State {
        var channels: Set<String> = []
        var thread: LaneThread?
    }

    init(_ settings: PGConnection.Settings) throws {
        self.settings = settings
        alarm = try WakePipe()
    }

    /// Channel names of the server, including the schema.
    func nudge(_ channels: Set<String>) {
        let isNew = state.withLock { state in
            let count = state.channels.count
            state.channels.formUnion(channels)
            // Without a thread there is no notification; the next call tries again.
            if state.thread == nil { state.thread = try? LaneThread { [self] in run() } }
            return state.channels.count > count
        }
        if isNew { alarm.ring() }
    }

    func close() {
        stop()
        state.withLock { $0.thread }?.join()
    }

    func abandon() {
        stop()
        state.withLock { $0.thread }?.detach()
    }

    private func stop() {
        isClosing.store(true, ordering: .releasing)
        alarm.ring()
    }

    private func drain() -> Set<String> {
        state.withLock { state in
            defer { state.channels = [] }
            return state.channels
        }
    }

    private func run() {
        var connection: PGConnection?
        while true {
            // Checked before taking: notifications from before the end are still sent.
            let isLast = isClosing.load(ordering: .acquiring)
            let channels = drain()
            if !channels.isEmpty {
                do {
                    let open = try connection ?? connect()
                    connection = open
                    try notify(channels, on: open)
                } catch {
                    // Listeners also poll by themselves; this connection is unusable.
                    connection = nil
                    pause(milliseconds: 200)
                }
            }
            if isLast { return }
            if channels.isEmpty { pause(milliseconds: -1) }
        }
    }

    private func connect() throws -> PGConnection {
        let connection = try PGConnection(settings)
        try connection.heal()
        // There is no data to keep, so no flush is needed.
        _ = try connection.command("SET synchronous_commit TO off")
        return connection
    }

    private func notify(_ channels: Set<String>, on connection: PGConnection) throws {
        for channel in channels.sorted() {
            _ = try connection.command("NOTIFY \(PGListener.quoted(channel))")
        }
    }

    private func pause(milliseconds: Int32) {
        var file = pollfd(fd: alarm.reader, events: Int16(POLLIN), revents: 0)
        _ = poll(&file, 1, milliseconds)
        alarm.drain()
    }
}
