import Kernel
import Synchronization

/// Lanes to one PostgreSQL database, and one listening connection.
final class PGEngine: Engine {
    private let lanes: LanePool<PGConnection>
    private let pipelines: LanePool<PGPipeline>
    private let listener: PGListener
    private let nudger: PGNudger
    private let sweeper = Sweeper()
    private let sweeperThread: LaneThread
    private let channels = Channels()
    private let isClosed = Atomic<Bool>(false)

    init(_ conninfo: String, _ options: Database.Options) throws {
        let settings = try options.postgres(conninfo)
        let sweeper = sweeper
        let queue = LaneQueue<PGConnection>(limit: options.maxQueue, waitDeadline: options.waitDeadline) {
            sweeper.poke()
        }
        let nudger = try PGNudger(settings)
        self.nudger = nudger
        let connections = try (0..<max(1, options.lanes)).map { _ in
            try PGConnection(settings, nudger: nudger)
        }
        // The first connection is opened now, to fail early; the others on demand.
        try connections[0].heal()
        lanes = try LanePool(connections, queue: queue)
        let selects = LaneQueue<PGPipeline>(limit: options.maxQueue, waitDeadline: options.waitDeadline) {
            sweeper.poke()
        }
        pipelines = try LanePool(
            (0..<max(1, options.pipelines)).map { _ in try PGPipeline(settings) },
            queue: selects,
            serve: PGPipeline.serve
        )
        listener = try PGListener(settings, channels)
        sweeperThread = try LaneThread {
            sweeper.run {
                let isSelectWaiting = selects.expire()
                return queue.expire() || isSelectWaiting
            }
        }
    }

    func read<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await run(.reading, body)
    }

    func write<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await run(.writing, body)
    }

    func select<R: Sendable>(
        _ statements: [SQL],
        _ collect: @escaping @Sendable (Rows) throws -> R
    ) async throws -> R {
        try await pipelines.queue.perform(after: statements) { pipeline in try collect(pipeline.rows) }
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
        let (work, selects) = (lanes.queue.load, pipelines.queue.load)
        return Database.Stats(
            lanes: lanes.lanes + pipelines.lanes,
            busy: work.busy + selects.busy,
            queued: work.queued + selects.queued
        )
    }

    func close() {
        guard stop() else { return }
        lanes.join()
        pipelines.join()
        sweeperThread.join()
        nudger.close()
        listener.close()
        channels.close()
    }

    func abandon() {
        guard stop() else { return }
        lanes.detach()
        pipelines.detach()
        sweeperThread.detach()
        nudger.abandon()
        listener.abandon()
        channels.close()
    }

    /// False when it has stopped already.
    private func stop() -> Bool {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return false }
        lanes.queue.close()
        pipelines.queue.close()
        sweeper.close()
        return true
    }
}
