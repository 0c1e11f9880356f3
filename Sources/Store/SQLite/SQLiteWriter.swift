import Kernel
import Synchronization

/// The only writing thread: all waiting callers share one COMMIT and one fdatasync.
final class SQLiteWriter: Sendable {
    let queue: LaneQueue<SQLiteConnection>
    private let thread: LaneThread
    private let counters: Counters

    final class Counters: Sendable {
        let batches = Atomic<Int>(0)
        let transactions = Atomic<Int>(0)
    }

    /// `batchLimit` is the limit for callers that share one fsync.
    init(
        _ connection: SQLiteConnection,
        queue: LaneQueue<SQLiteConnection>,
        channels: Channels,
        syncer: SQLiteSyncer,
        checkpointer: SQLiteCheckpointer,
        batchLimit: Int
    ) throws {
        let counters = Counters()
        // A commit does not wait for the disk: the syncer does, before callers are answered.
        try connection.script("PRAGMA synchronous=NORMAL")
        connection.countLogPages()
        self.queue = queue
        self.counters = counters
        thread = try LaneThread {
            let group = SQLiteGroup(connection, queue, channels, syncer)
            while true {
                let batch = queue.nextBatch(upTo: batchLimit)
                if batch.isEmpty { break }
                counters.batches.add(1, ordering: .relaxed)
                counters.transactions.add(batch.count, ordering: .relaxed)
                group.commit(batch)
                checkpointer.follow(connection)
            }
            syncer.close()
            checkpointer.close()
            connection.disconnect()
        }
    }

    var batches: Int { counters.batches.load(ordering: .relaxed) }
    var transactions: Int { counters.transactions.load(ordering: .relaxed) }

    func join() {
        thread.join()
    }

    func detach() {
        thread.detach()
    }
}
