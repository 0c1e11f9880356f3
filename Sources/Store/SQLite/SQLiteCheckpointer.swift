import CSQLite
import Kernel

/// Copies the log back into the file, on a thread of its own.
///
/// That takes tens of milliseconds for a full log; the writer goes on in the meantime, and the log grows. Then the writer
/// copies the little that is left, and SQLite begins the log anew. A writer faster than the disk waits.
///
/// `@unchecked Sendable`: the monitor guards what both threads use; `seen` and `next` belong to the writer's.
final class SQLiteCheckpointer: @unchecked Sendable {
    private let monitor = Monitor()
    private var isCopying = false
    private var isClosing = false
    /// The pages at the beginning of the log that are in the file.
    private var copied = 0
    private var thread: LaneThread?

    /// The pages of the log after the last commit.
    private var seen = 0
    /// Nothing is copied before the log has so many pages.
    private var next = full

    // In pages of 4 kB. Pages that every commit changes are copied once per 32 MB of log.
    private static let full = 8_000
    /// So little that the writer copies it itself.
    private static let rest = 1_000
    /// So much that the writer waits.
    private static let most = 32_000
    /// Between two attempts, while readers need the old log.
    private static let pause = 4_000

    init(_ connection: SQLiteConnection) throws {
        thread = try LaneThread { [self] in serve(connection) }
    }

    /// Follows the commits of the writer's connection, on its thread.
    func follow(_ writer: SQLiteConnection) {
        let pages = writer.logPages
        if pages < seen {
            next = Self.full
            monitor.locked { copied = 0 }
        }
        seen = pages
        guard pages >= next, isWritersTurn(pages) else { return }
        let done = writer.restartLog()
        monitor.locked { copied = done }
        next = pages + Self.pause
    }

    /// Ends after what is being copied; call it before the writer's connection closes.
    func close() {
        monitor.locked { isClosing = true }
        monitor.broadcast()
        thread?.join()
        thread = nil
    }

    private func isWritersTurn(_ pages: Int) -> Bool {
        defer { monitor.broadcast() }
        return monitor.locked {
            while isCopying, pages - copied >= Self.most { monitor.wait() }
            guard !isCopying else { return false }
            isCopying = (Self.rest..<Self.most).contains(pages - copied)
            return !isCopying
        }
    }

    private func serve(_ connection: SQLiteConnection) {
        while monitor.locked({
            while !isCopying, !isClosing { monitor.wait() }
            return isCopying
        }) {
            let done = connection.copyLog()
            monitor.locked {
                copied = done
                isCopying = false
            }
            monitor.broadcast()
        }
        connection.disconnect()
    }
}

extension SQLiteConnection {
    /// Has every commit tell how many pages the log has, instead of copying it.
    func countLogPages() {
        let counter = Unmanaged.passUnretained(self).toOpaque()
        _ = sqlite3_wal_hook(
            handle,
            { counter, _, _, pages in
                guard let counter else { return SQLITE_OK }
                Unmanaged<SQLiteConnection>.fromOpaque(counter).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            },
            counter
        )
    }

    /// Copies all that no reader needs to be in the log alone; returns the pages of it that are in the file.
    ///
    /// Errors are of no consequence: the log keeps what the file has not.
    fileprivate func copyLog() -> Int { checkpoint(SQLITE_CHECKPOINT_PASSIVE) }

    /// The same, and the next commit begins the log anew, unless readers of the log go on for some milliseconds.
    fileprivate func restartLog() -> Int {
        sqlite3_busy_timeout(handle, 5)
        defer { sqlite3_busy_timeout(handle, Int32(clamping: lockWait)) }
        return checkpoint(SQLITE_CHECKPOINT_RESTART)
    }

    private func checkpoint(_ mode: Int32) -> Int {
        var (pages, copied): (Int32, Int32) = (0, 0)
        sqlite3_wal_checkpoint_v2(handle, nil, mode, &pages, &copied)
        return max(0, Int(copied))
    }
}
