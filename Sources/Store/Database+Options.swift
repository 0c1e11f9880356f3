import Kernel

extension Database {
    /// Where the data is.
    package enum Location: Sendable, Equatable {
        /// The path `:memory:` is a scratch file that is gone with the database.
        case sqlite(path: String)
        /// A `postgres://` URL, or the `key=value` form of libpq.
        case postgres(String)

        /// Reads what an operator writes: a PostgreSQL URL, `sqlite:<path>`, or a plain path.
        package init(_ text: String) {
            let prefixes = ["postgres://", "postgresql://", "host=", "dbname=", "service="]
            if prefixes.contains(where: text.hasPrefix) {
                self = .postgres(text)
            } else {
                self = .sqlite(path: text.hasPrefix("sqlite:") ? String(text.dropFirst(7)) : text)
            }
        }
    }

    package struct Options: Sendable {
        /// Connections to PostgreSQL, each with its thread.
        package var lanes = 8
        /// Further connections to PostgreSQL that carry the single statements of many callers at once.
        package var pipelines = 2
        /// Reading connections to SQLite, each with its thread.
        package var readers = 4
        /// Reading connections to SQLite that callers use on their own thread, for what takes no time.
        package var quickReaders = 2
        /// How many writes to SQLite share one fsync at most; 1 is no group commit.
        package var groupLimit = 256
        /// How many callers may wait for a lane.
        package var maxQueue = 10_000
        /// How long a caller may wait for a lane, and a statement of SQLite for a lock of another process.
        package var waitDeadline: Duration = .seconds(5)
        package var statementTimeout: Duration = .seconds(30)
        /// The PostgreSQL schema that holds the tables; `migrate` makes it.
        package var schema: String?
        package var now: @Sendable () -> Instant = Instant.onSystemClock

        package init() {}
    }

    /// What the metrics show.
    package struct Stats: Sendable, Equatable {
        package var lanes = 0
        package var busy = 0
        package var queued = 0
        /// COMMITs of the SQLite writer, and the transactions they carried.
        package var batches = 0
        package var grouped = 0
        /// Transactions run again after a conflict or a lost connection.
        package var retries = 0
    }
}

extension Database.Options {
    func postgres(_ conninfo: String) throws -> PGConnection.Settings {
        if let schema {
            let isPlain = schema.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || (97...122).contains($0) || (48...57).contains($0)
            }
            guard isPlain, !schema.isEmpty, schema.utf8.count <= 40 else {
                throw DatabaseError(.other, "a schema is named with a-z, 0-9 and _, not \(schema)")
            }
        }
        return PGConnection.Settings(conninfo: conninfo, schema: schema, timeout: statementTimeout)
    }

    func sqlite(
        _ path: String,
        isReadOnly: Bool,
        lockWait: Duration? = nil
    ) throws -> SQLiteConnection {
        try SQLiteConnection(
            path: path,
            isReadOnly: isReadOnly,
            timeout: statementTimeout,
            lockWait: lockWait ?? waitDeadline
        )
    }
}
