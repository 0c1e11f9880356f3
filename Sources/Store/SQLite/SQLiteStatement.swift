import CSQLite

/// A prepared statement; it ends with the last who holds it.
///
/// What was bound to it stays until something else is: SQLite then need not ask for the memory again.
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
