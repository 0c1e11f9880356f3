import Kernel
import Synchronization

/// A database: transactions are synchronous closures that run entirely on lane threads.
///
/// A closure can run more than once, so it must have no effect outside of its transaction.
public final class Database: Sendable {
    public let dialect: Dialect
    let location: Location
    let options: Options
    private let engine: any Engine
    private let scratch: ScratchFile?
    private let retries = Atomic<Int>(0)

    /// Limit for repetitions of a transaction after conflicts.
    private static let attempts = 40

    private init(
        _ location: Location,
        _ options: Options,
        _ engine: any Engine,
        _ dialect: Dialect,
        scratch: ScratchFile? = nil
    ) {
        self.scratch = scratch
        self.location = location
        self.options = options
        self.engine = engine
        self.dialect = dialect
    }

    deinit {
        engine.abandon()
    }

    public static func open(_ location: Location, _ options: Options = Options()) throws -> Database {
        switch location {
        case .sqlite(path: ":memory:"):
            let scratch = ScratchFile()
            let engine = try SQLiteEngine(scratch.path, options)
            return Database(.sqlite(path: scratch.path), options, engine, .sqlite, scratch: scratch)
        case .sqlite(let path):
            return Database(location, options, try SQLiteEngine(path, options), .sqlite)
        case .postgres(let conninfo):
            return Database(location, options, try PGEngine(conninfo, options), .postgres)
        }
    }

    /// Runs a reading transaction: all statements see the same snapshot.
    ///
    /// Writes are refused.
    public func read<R: Sendable>(
        _ body: @escaping @Sendable (borrowing Tx) throws -> R
    ) async throws -> R {
        let (now, watch) = (options.now, StatementWatch.current)
        return try await retrying {
            try await self.engine.read {
                try perform(body, on: StatementWatch.watched($0, by: watch), at: now())
            }
        }
    }

    /// Runs statements with a snapshot each; `collect` borrows their rows.
    func select<R: Sendable>(
        _ statements: [SQL],
        _ collect: @escaping @Sendable (Rows) throws -> R
    ) async throws -> R {
        if let watch = StatementWatch.current { for sql in statements { watch.see(sql, for: dialect) } }
        return try await retrying { try await self.engine.select(statements, collect) }
    }

    /// Runs a writing transaction: atomic, isolated, and durable when this returns.
    @discardableResult
    public func write<R: Sendable>(
        _ body: @escaping @Sendable (borrowing Tx) throws -> R
    ) async throws -> R {
        try await write(at: nil, body)
    }

    /// The same as if it were another moment, for the histories of demo data; nil is the present.
    @discardableResult
    public func write<R: Sendable>(
        at moment: Instant?,
        _ body: @escaping @Sendable (borrowing Tx) throws -> R
    ) async throws -> R {
        let (now, watch) = (options.now, StatementWatch.current)
        let body = WriteWitness.attested(body)
        return try await retrying {
            try await self.engine.write {
                try perform(body, on: StatementWatch.watched($0, by: watch), at: moment ?? now())
            }
        }
    }

    /// The notifications of a channel from now on.
    ///
    /// The first payload is empty, and so is one after every gap: then read the tables, because notifications
    /// may have been missed. SQLite notifies only this process.
    public func listen(_ channel: String) -> AsyncStream<String> {
        engine.listen(channel)
    }

    /// Accepts no more work, finishes accepted work, and ends the threads.
    ///
    /// Call it once.
    public func close() async {
        let engine = engine
        await withUnsafeContinuation { (caller: UnsafeContinuation<Void, Never>) in
            let close: @Sendable () -> Void = {
                engine.close()
                caller.resume()
            }
            // Without a thread the wait happens here: closing must not fail.
            guard let thread = try? LaneThread(close) else { return close() }
            thread.detach()
        }
    }

    public var stats: Stats {
        var stats = engine.stats
        stats.retries = retries.load(ordering: .relaxed)
        return stats
    }
}

extension Database {
    /// Repeats work outside of the lane, so that its connection serves others meanwhile.
    private func retrying<R: Sendable>(_ attempt: () async throws -> R) async throws -> R {
        var conflicts = 0
        var losses = 0
        while true {
            do {
                return try await attempt()
            } catch let error as DatabaseError where error.isConflict {
                conflicts += 1
                guard conflicts < Self.attempts else { throw Problem.overloaded }
            } catch let error as DatabaseError where error.kind == .connection && dialect == .postgres {
                // The connection was lost before COMMIT was sent: nothing has happened.
                losses += 1
                guard losses < 2 else { throw error }
            } catch let error as DatabaseError where error.kind == .busy {
                throw Problem.overloaded
            }
            retries.add(1, ordering: .relaxed)
            let ceiling: Int64 = 500 << min(Int64(conflicts), 7)
            try await Task.sleep(for: .microseconds(Int64.random(in: 0...ceiling)))
        }
    }
}

// Not inlined: Swift 6.3.1 crashes in the optimiser (EarlyPerfInliner) when it specialises the closures of `read` and
// `write` together with the borrowed transaction they make.
@inline(never)
private func perform<R>(
    _ body: (borrowing Tx) throws -> R,
    on connection: any Connection,
    at now: Instant
) throws -> R {
    let tx = Tx(connection, now: now)
    let result = try body(tx)
    try tx.settle()
    return result
}
