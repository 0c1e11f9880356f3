import Kernel
import Synchronization

/// Some lanes to one PostgreSQL database, and one that listens.
final class PGEngine: Engine {
    private let lanes: LanePool<PGConnection>
    private let listener: PGListener
    private let sweeper = Sweeper()
    private let sweeperThread: LaneThread
    private let channels = Channels()
    private let isClosed = Atomic<Bool>(false)

    init(_ conninfo: String, _ options: Database.Options) throws {
        let settings = try options.postgres(conninfo)
        let sweeper = sweeper
        let queue = JobQueue<PGConnection>(limit: options.maxQueue, waitDeadline: options.waitDeadline) {
            sweeper.poke()
        }
        let connections = try (0..<max(1, options.lanes)).map { _ in try PGConnection(settings) }
        // One connection now, to fail early; the others when they are needed.
        try connections[0].heal()
        lanes = try LanePool(connections, queue: queue)
        listener = try PGListener(settings, channels)
        sweeperThread = try LaneThread { sweeper.run { queue.expire() } }
    }

    func read<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await run(.reading, body)
    }

    func write<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await run(.writing, body)
    }

    private func run<R: Sendable>(
        _ mode: PGConnection.Mode,
        _ body: @escaping @Sendable (any Connection) throws -> R
    ) async throws -> R {
        try await lanes.queue.perform { connection in
            try connection.transaction(mode) { try body(connection) }
        }
    }

    func listen(_ channel: String) -> AsyncStream<String> {
        let stream = channels.listen(to: channel)
        listener.wake()
        return stream
    }

    var stats: Database.Stats {
        let load = lanes.queue.load
        return Database.Stats(lanes: lanes.lanes, busy: load.busy, queued: load.queued)
    }

    func close() {
        guard stop() else { return }
        lanes.join()
        sweeperThread.join()
        listener.close()
        channels.close()
    }

    func abandon() {
        guard stop() else { return }
        lanes.detach()
        sweeperThread.detach()
        listener.abandon()
        channels.close()
    }

    /// False when that has been done before.
    private func stop() -> Bool {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return false }
        lanes.queue.close()
        sweeper.close()
        return true
    }
}
