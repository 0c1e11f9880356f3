import CLibPQ
import Glibc
import Kernel
import Synchronization

/// Receives NOTIFY on its own connection and thread, which start with the first listener.
final class PGListener: Sendable {
    private let settings: PGConnection.Settings
    private let channels: Channels
    private let alarm: WakePipe
    private let isClosing = Atomic<Bool>(false)
    private let thread = Mutex<LaneThread?>(nil)

    init(_ settings: PGConnection.Settings, _ channels: Channels) throws {
        self.settings = settings
        self.channels = channels
        alarm = try WakePipe()
    }

    /// There is a new listener.
    func wake() {
        thread.withLock { thread in
            alarm.ring()
            // Without a thread nothing is received; the next listener tries again.
            if thread == nil { thread = try? LaneThread { [self] in run() } }
        }
    }

    func close() {
        stop()
        thread.withLock { $0?.join() }
    }

    func abandon() {
        stop()
        thread.withLock { $0?.detach() }
    }

    private func stop() {
        isClosing.store(true, ordering: .releasing)
        alarm.ring()
    }

    private var isClosed: Bool { isClosing.load(ordering: .acquiring) }

    private func run() {
        var pause: Int32 = 100
        while !isClosed {
            do {
                let connection = try PGConnection(settings)
                try connection.heal()
                pause = 100
                try hear(connection)
            } catch {
                // The server is down or restarting: retry with growing delays.
                sleep(milliseconds: pause)
                pause = min(pause * 2, 5_000)
            }
        }
    }

    private func hear(_ connection: PGConnection) throws {
        var heard: Set<String> = []
        while !isClosed {
            let fresh = channels.drainFresh()
            let unheard = channels.names.subtracting(heard)
            for channel in unheard {
                _ = try connection.command("LISTEN \(Self.quoted(settings.channel(channel)))")
                heard.insert(channel)
            }
            for channel in fresh.union(unheard) { channels.deliver("", to: channel) }
            deliver(from: connection)
            try wait(for: connection)
        }
    }

    private func wait(for connection: PGConnection) throws {
        var files = [
            pollfd(fd: PQsocket(connection.handle), events: Int16(POLLIN), revents: 0),
            pollfd(fd: alarm.reader, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&files, 2, -1)
        alarm.drain()
        guard PQconsumeInput(connection.handle) == 1 else { throw connection.lost() }
    }

    private func deliver(from connection: PGConnection) {
        let prefix = settings.channel("").utf8.count
        while let notification = PQnotifies(connection.handle) {
            let name = String(cString: notification.pointee.relname)
            let payload = String(cString: notification.pointee.extra)
            PQfreemem(notification)
            channels.deliver(payload, to: String(decoding: name.utf8.dropFirst(prefix), as: UTF8.self))
        }
    }

    private func sleep(milliseconds: Int32) {
        var file = pollfd(fd: alarm.reader, events: Int16(POLLIN), revents: 0)
        _ = poll(&file, 1, milliseconds)
        if !isClosed { alarm.drain() }
    }

    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
