import CSQLite
import Kernel

/// One connection to an SQLite file, in write-ahead mode.
///
/// `@unchecked Sendable`: after it is opened only its lane's thread uses it.
final class SQLiteConnection: LaneConnection, Connection, @unchecked Sendable {
    let dialect = Dialect.sqlite
    let handle: OpaquePointer
    var statements = StatementCache<SQLiteStatement>()
    /// The error of the first failed statement: from then on the transaction can only be rolled back.
    var failure: (any Error)?
    /// Notifications for listeners, sent after the commit.
    var notifications: [Notification] = []
    /// The pages of the log after the last commit, if they are counted.
    var logPages = 0
    private var isOpen = true

    // The progress handler reads these to stop a running statement.
    private var interruption = Interruption()
    private var deadline = Int64.max
    /// The remaining number of calls of the progress handler.
    private var patience = Int.max
    private let timeout: Int64
    /// In milliseconds.
    let lockWait: Int64

    struct Notification {
        let channel: String
        let payload: String
    }

    init(path: String, isReadOnly: Bool, timeout: Duration, lockWait: Duration) throws {
        self.timeout = timeout.milliseconds
        self.lockWait = lockWait.milliseconds
        handle = try Self.open(path, isReadOnly: isReadOnly)
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Int32(clamping: self.lockWait))
        do {
            if !isReadOnly { try script(Self.writing) }
            try script(Self.settings)
            try defineFunctions()
        } catch {
            disconnect()
            throw error
        }
        watchProgress()
    }

    deinit {
        disconnect()
    }

    // Connections for a moment copy their log back after some 32 MB; for the writer the checkpointer does.
    private static let writing = """
        PRAGMA journal_mode=WAL; PRAGMA journal_size_limit=67108864; PRAGMA wal_autocheckpoint=8000
        """

    // Only our migrations define the schema, and its triggers maintain full-text indexes: it is trusted.
    private static let settings = """
        PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;
        PRAGMA temp_store=MEMORY; PRAGMA trusted_schema=ON
        """

    /// Set once per process; an SQLite that is already in use refuses it and continues counting.
    private static let memoryCount = sqlite3_config_without_memory_count()

    private static func open(_ path: String, isReadOnly: Bool) throws -> OpaquePointer {
        _ = Self.memoryCount
        // No mutex of its own: the lane is the mutex.
        let access = isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var handle: OpaquePointer?
        let result = sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, nil)
        if result == SQLITE_OK, let handle { return handle }
        defer { sqlite3_close_v2(handle) }
        throw DatabaseError(
            .connection,
            code: String(result),
            "cannot open \(path): \(String(cString: sqlite3_errmsg(handle)))"
        )
    }

    func begin(_ interruption: Interruption) throws {
        try begin(interruption, patience: .max)
    }

    func begin(_ interruption: Interruption, patience: Int) throws {
        self.interruption = interruption
        self.patience = patience
        failure = nil
        notifications = []
    }

    /// Does nothing: a running statement checks its interruption by itself.
    func wake() {}

    func disconnect() {
        guard isOpen else { return }
        isOpen = false
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Rows inserted, updated and deleted since opening; tables are created on a separate connection.
    var changes: Int64 { sqlite3_total_changes64(handle) }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    func notify(_ channel: String, _ payload: String) throws {
        notifications.append(Notification(channel: channel, payload: payload))
    }

    func script(_ text: String) throws {
        guard sqlite3_exec(handle, text, nil, nil, nil) == SQLITE_OK else { throw error() }
    }
}

extension SQLiteConnection {
    /// SQLite calls the progress handler after a number of instructions, about every 20 µs.
    private func watchProgress() {
        let watcher = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_progress_handler(
            handle,
            2_000,
            { watcher in
                guard let watcher else { return 0 }
                return Unmanaged<SQLiteConnection>.fromOpaque(watcher).takeUnretainedValue().mustStop()
                    ? 1 : 0
            },
            watcher
        )
    }

    private func mustStop() -> Bool {
        patience -= 1
        return patience < 0 || interruption.isRequested || Monotonic.milliseconds > deadline
    }

    func startWatching() throws {
        if interruption.isRequested { throw CancellationError() }
        deadline = Monotonic.milliseconds + timeout
    }

    func stopWatching() {
        deadline = .max
    }

    /// The reason why a statement was interrupted.
    func interruptionError() -> any Error {
        if patience < 0 { return OutOfPatience() }
        return interruption.isRequested
            ? CancellationError()
            : DatabaseError(.timeout, code: String(SQLITE_INTERRUPT), "the statement took too long")
    }

    /// SQLite 3.40 has no `unhex`; lists of identifiers arrive as JSON.
    private func defineFunctions() throws {
        let flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS
        let result = sqlite3_create_function_v2(
            handle,
            "id_blob",
            1,
            flags,
            nil,
            { context, _, arguments in
                guard let text = sqlite3_value_text(arguments?.pointee),
                    let id = ID<Never>(String(cString: text))
                else { return sqlite3_result_null(context) }
                withUnsafeBytes(of: id.raw.bigEndian) {
                    sqlite3_result_blob(context, $0.baseAddress, 16, transient)
                }
            },
            nil,
            nil,
            nil
        )
        guard result == SQLITE_OK else { throw error() }
    }
}

/// Makes SQLite copy its input (`SQLITE_TRANSIENT`, a cast that C macros do not export).
let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
