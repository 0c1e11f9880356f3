import Kernel

extension Database {
    /// The location of the data.
    public enum Location: Sendable, Equatable {
        /// The path `:memory:` is a scratch file that is deleted with the database.
        case sqlite(path: String)
        /// A `postgres://` URL, or the `key=value` form of libpq.
        case postgres(String)

        /// Parses an operator's setting: a PostgreSQL URL, `sqlite:<path>`, or a plain path.
        public init(_ text: String) {
            let prefixes = ["postgres://", "postgresql://", "host=", "dbname=", "service="]
            if prefixes.contains(where: text.hasPrefix) {
                self = .postgres(text)
            } else {
                self = .sqlite(path: text.hasPrefix("sqlite:") ? String(text.dropFirst(7)) : text)
            }
        }
    }

    public struct Options: Sendable {
        /// Connections to PostgreSQL, each with its thread.
        public var lanes = 8
        /// Further connections to PostgreSQL that carry the single statements of many callers at once.
        public var pipelines = 2
        /// Reading connections to SQLite, each with its thread.
        public var readers = 4
        /// Reading connections to SQLite for very short reads on the caller's own thread.
        public var quickReaders = 2
        /// Limit for SQLite writes in one fsync; 1 disables group commit.
        public var groupLimit = 256
        /// Limit for callers waiting for a lane.
        public var maxQueue = 10_000
        /// Time limit for callers waiting for a lane, and for SQLite statements waiting for locks of another
        /// process.
        public var waitDeadline: Duration = .seconds(5)
        public var statementTimeout: Duration = .seconds(30)
        /// The PostgreSQL schema of the tables; `migrate` creates it.
        public var schema: String?
        public var now: @Sendable () -> Instant = Instant.onSystemClock

        public init() {}
    }

    /// The numbers for metrics.
    public struct Stats: Sendable, Equatable {
        public var lanes = 0
        public var busy = 0
        public var queued = 0
        /// Commits of the SQLite writer, and their transactions.
        public var batches = 0
        public var grouped = 0
        /// Transactions repeated after a conflict or a lost connection.
        public var retries = 0
    }
}

extension Database.Options {
    func postgres(_ conninfo: String) throws -> PGConnection.Settings {
        if let schema {
            let isPlain = schema.utf8.allSatisfy {
                $0 == UInt8(ascii: "_") || (97...122).contains($0) || (48...57).contains($0)
            }
            guard isPlain, !schema.isEmpty, schema.utf8.count <= 40 else {
                throw DatabaseError(.other, "a schema name consists of a-z, 0-9 and _, unlike \(schema)")
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
