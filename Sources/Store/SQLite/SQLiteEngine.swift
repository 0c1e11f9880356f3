import Kernel
import Synchronization

/// One writer and several readers of one file.
final class SQLiteEngine: Engine {
    private let readers: LanePool<SQLiteConnection>
    private let quickReads: SQLiteQuickReads
    private let writer: SQLiteWriter
    private let sweeper = Sweeper()
    private let sweeperThread: LaneThread
    private let channels = Channels()
    private let isClosed = Atomic<Bool>(false)

    init(_ path: String, _ options: Database.Options) throws {
        let sweeper = sweeper
        func queue() -> LaneQueue<SQLiteConnection> {
            LaneQueue(limit: options.maxQueue, waitDeadline: options.waitDeadline) { sweeper.poke() }
        }
        let (reading, writing) = (queue(), queue())
        // The writer comes first: it creates the file, and sets the journal mode, which readers cannot set.
        let connection = try options.sqlite(path, isReadOnly: false)
        let connections = try (0..<max(1, options.readers)).map { _ in
            try options.sqlite(path, isReadOnly: true)
        }
        writer = try SQLiteWriter(
            connection,
            queue: writing,
            channels: channels,
            syncer: try SQLiteSyncer(SQLiteLog(of: path).sync),
            checkpointer: try SQLiteCheckpointer(options.sqlite(path, isReadOnly: false)),
            batchLimit: options.groupLimit
        )
        readers = try LanePool(connections, queue: reading)
        quickReads = SQLiteQuickReads(
            try (0..<options.quickReaders).map { _ in
                try options.sqlite(path, isReadOnly: true, lockWait: .zero)
            }
        )
        sweeperThread = try LaneThread {
            sweeper.run {
                let isReaderWaiting = reading.expire()
                return writing.expire() || isReaderWaiting
            }
        }
    }

    func read<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await readers.queue.perform { connection in
            try connection.snapshot { try body(connection) }
        }
    }

    func select<R: Sendable>(
        _ statements: [SQL],
        _ collect: @escaping @Sendable (Rows) throws -> R
    ) async throws -> R {
        let read: @Sendable (SQLiteConnection) throws -> R = { connection in
            try collect { statement, each in _ = try connection.run(statements[statement], each) }
        }
        if let result = try quickReads.attempt(read) { return result }
        return try await readers.queue.perform(read)
    }

    func write<R: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> R) async throws -> R {
        try await writer.queue.perform { try body($0) }
    }

    func listen(_ channel: String) -> AsyncStream<String> {
        let stream = channels.listen(to: channel)
        channels.deliver("", to: channel)
        return stream
    }

    var stats: Database.Stats {
        let reading = readers.queue.load
        let writing = writer.queue.load
        return Database.Stats(
            lanes: readers.lanes + 1,
            busy: reading.busy + writing.busy,
            queued: reading.queued + writing.queued,
            batches: writer.batches,
            grouped: writer.transactions
        )
    }

    func close() {
        guard stop() else { return }
        readers.join()
        quickReads.close()
        // The writer's connection closes last, since only it can empty the log into the file.
        writer.queue.close()
        writer.join()
        sweeperThread.join()
        channels.close()
    }

    func abandon() {
        guard stop() else { return }
        readers.detach()
        writer.queue.close()
        writer.detach()
        sweeperThread.detach()
        channels.close()
    }

    /// False when it has stopped already.
    private func stop() -> Bool {
        guard !isClosed.exchange(true, ordering: .acquiringAndReleasing) else { return false }
        readers.queue.close()
        sweeper.close()
        return true
    }
}
