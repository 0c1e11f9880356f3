import Kernel

/// Group commit: a batch of callers becomes one transaction, with fallbacks when that fails.
///
/// Callers get no savepoints, for which SQLite would copy each page that they change, and need none when they fail before
/// they have changed anything. A caller that fails later undoes the batch; it and the next ones then run with savepoints.
final class SQLiteGroup {
    private typealias Waiting = LaneTask<SQLiteConnection>

    /// The outcome of one caller's part.
    private enum Outcome {
        case succeeded([SQLiteConnection.Notification])
        case failed(any Error)
        /// Cancelled before it began; already answered.
        case gone

        /// A repetition would only take as long again.
        var isFinal: Bool {
            guard case .failed(let error) = self else { return false }
            return error is CancellationError || (error as? DatabaseError)?.kind == .timeout
        }
    }

    private let connection: SQLiteConnection
    private let queue: LaneQueue<SQLiteConnection>
    private let channels: Channels
    private let syncer: SQLiteSyncer
    /// The number of batches that still run with savepoints.
    private var cautiousBatches = 0

    /// So many that repeated batches do not count, however often callers fail.
    private static let caution = 256

    init(
        _ connection: SQLiteConnection,
        _ queue: LaneQueue<SQLiteConnection>,
        _ channels: Channels,
        _ syncer: SQLiteSyncer
    ) {
        self.connection = connection
        self.queue = queue
        self.channels = channels
        self.syncer = syncer
    }

    func commit(_ batch: [LaneTask<SQLiteConnection>]) {
        if let fault = syncer.fault {
            for job in batch { queue.finish(job, fault) }
        } else if batch.count == 1 {
            alone(batch[0])
        } else {
            together(batch)
        }
    }

    private var isCautious: Bool { cautiousBatches > 0 }

    private func together(_ batch: [Waiting]) {
        defer { cautiousBatches = max(0, cautiousBatches - 1) }
        let changes = connection.changes
        do {
            try connection.control("BEGIN IMMEDIATE")
        } catch {
            for job in batch { queue.finish(job, error) }
            return
        }
        var outcomes: [Outcome] = []
        for job in batch {
            let before = connection.changes
            outcomes.append(attempt(job))
            // A full disk, an interrupted write or OR ROLLBACK drop the whole transaction.
            guard connection.isInTransaction else { return oneByOne(batch, after: outcomes) }
            if !isCautious, case .failed = outcomes.last, connection.changes != before {
                connection.rollBack()
                cautiousBatches = Self.caution
                return together(unanswered(batch, after: outcomes))
            }
        }
        do {
            try connection.control("COMMIT")
        } catch {
            // For example when one caller violated a deferred constraint: find out which.
            connection.rollBack()
            return oneByOne(batch, after: outcomes)
        }
        durably(since: changes) { [self] fault in
            for (job, outcome) in zip(batch, outcomes) { answer(job, outcome, fault) }
        }
    }

    /// Callers without changes need not wait for the disk, unless they read data that is still on its way
    /// there.
    private func durably(since changes: Int64, _ answer: @escaping SQLiteSyncer.Answer) {
        if connection.changes == changes, !syncer.isBehind { return answer(nil) }
        if queue.load.queued > 0 { syncer.later(answer) } else { syncer.now(answer) }
    }

    private func attempt(_ job: Waiting) -> Outcome {
        guard queue.start(job, on: connection) else { return .gone }
        defer { queue.settle(job) }
        do {
            try connection.begin(job.interruption)
            if isCautious { try connection.control("SAVEPOINT caller") }
            try work(job)
            if isCautious { try connection.control("RELEASE caller") }
            return .succeeded(connection.notifications)
        } catch {
            if isCautious { undo() }
            return .failed(error)
        }
    }

    private func undo() {
        guard connection.isInTransaction else { return }
        do {
            try connection.control("ROLLBACK TO caller")
            try connection.control("RELEASE caller")
        } catch {
            connection.rollBack()
        }
    }

    private func oneByOne(_ batch: [Waiting], after outcomes: [Outcome]) {
        for job in unanswered(batch, after: outcomes) { alone(job) }
    }

    /// Answers the jobs with final outcomes, and returns the others.
    private func unanswered(_ batch: [Waiting], after outcomes: [Outcome]) -> [Waiting] {
        for (job, outcome) in zip(batch, outcomes) where outcome.isFinal { answer(job, outcome) }
        return batch.indices.filter { $0 >= outcomes.count || !outcomes[$0].isFinal }.map { batch[$0] }
    }

    private func alone(_ job: Waiting) {
        guard queue.start(job, on: connection) else { return }
        let changes = connection.changes
        let outcome = transact(job)
        queue.settle(job)
        guard case .succeeded = outcome else { return answer(job, outcome) }
        durably(since: changes) { [self] fault in answer(job, outcome, fault) }
    }

    private func transact(_ job: Waiting) -> Outcome {
        do {
            try connection.begin(job.interruption)
            try connection.control("BEGIN IMMEDIATE")
            try work(job)
            try connection.control("COMMIT")
            return .succeeded(connection.notifications)
        } catch {
            connection.rollBack()
            return .failed(error)
        }
    }

    /// A caller that ignored the error of a statement does not commit.
    private func work(_ job: Waiting) throws {
        try job.work(connection)
        if let failure = connection.failure { throw failure }
    }

    private func answer(_ job: Waiting, _ outcome: Outcome, _ fault: (any Error)? = nil) {
        switch outcome {
        case .gone: break
        case .failed(let error): queue.finish(job, error)
        case .succeeded where fault != nil: queue.finish(job, fault)
        case .succeeded(let notifications):
            for notification in notifications {
                channels.deliver(notification.payload, to: notification.channel)
            }
            queue.finish(job, nil)
        }
    }
}
