import CSQLite

/// A prepared statement; it is freed with its last reference.
///
/// Bound values stay until they are replaced: then SQLite need not allocate the memory again.
final class SQLiteStatement {
    let handle: OpaquePointer
    private(set) var isRunning = false

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    deinit {
        sqlite3_finalize(handle)
    }

    func begun() -> SQLiteStatement {
        isRunning = true
        return self
    }

    func end() {
        sqlite3_reset(handle)
        isRunning = false
    }
}
