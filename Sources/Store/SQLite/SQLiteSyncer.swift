import Glibc
import Kernel

/// Makes commits durable while the writer continues with the next callers.
///
/// The writer's COMMIT puts a group into the log; one fdatasync of the log flushes every waiting group to the
/// disk, and only then are the callers answered. Other callers may read the committed data a moment before
/// that.
///
/// `@unchecked Sendable`: the monitor guards the mutable state.
final class SQLiteSyncer: @unchecked Sendable {
    /// Receives the error, if the group is not durable.
    typealias Answer = ((any Error)?) -> Void

    private let monitor = Monitor()
    private var waiting: [Answer] = []
    private var failure: (any Error)?
    private var isSyncing = false
    private var isClosing = false
    private var thread: LaneThread?
    private let sync: () throws -> Void

    /// Limit for groups that the disk may be behind.
    private static let most = 4

    init(_ sync: @escaping () throws -> Void) throws {
        self.sync = sync
        thread = try LaneThread { [self] in serve() }
    }

    /// The error of the disk: nothing is written after it, because the state of the disk is unknown.
    var fault: (any Error)? { monitor.locked { failure } }

    /// Whether there are commits that are not on the disk yet.
    var isBehind: Bool { monitor.locked { isSyncing || !waiting.isEmpty } }

    /// Answers when the log is on the disk; returns at once.
    func later(_ answer: @escaping Answer) {
        monitor.locked {
            while waiting.count >= Self.most { monitor.wait() }
            waiting.append(answer)
        }
        monitor.broadcast()
    }

    /// Answers on this thread: without other waiting groups a second thread would only cost time.
    func now(_ answer: Answer) {
        answer(attempt())
    }

    /// Ends after the waiting groups.
    func close() {
        monitor.locked { isClosing = true }
        monitor.broadcast()
        thread?.join()
        thread = nil
    }

    private func serve() {
        while true {
            let answers = monitor.locked {
                while waiting.isEmpty, !isClosing { monitor.wait() }
                defer { waiting = [] }
                isSyncing = !waiting.isEmpty
                return waiting
            }
            guard !answers.isEmpty else { return }
            monitor.broadcast()
            let fault = attempt()
            monitor.locked { isSyncing = false }
            for answer in answers { answer(fault) }
        }
    }

    private func attempt() -> (any Error)? {
        do {
            try sync()
        } catch {
            monitor.locked { failure = failure ?? error }
        }
        return fault
    }
}

/// The write-ahead log of an SQLite file, in addition to the connections that write it.
///
/// SQLite takes no locks on it, so that closing it releases none of SQLite's locks.
final class SQLiteLog: @unchecked Sendable {
    private let path: String
    // Opened on first use; the lock is held for no longer.
    private let monitor = Monitor()
    private var file: Int32 = -1

    init(of path: String) {
        self.path = path + "-wal"
    }

    deinit {
        if file >= 0 { close(file) }
    }

    /// Returns when all writes to it are on the disk.
    func sync() throws {
        guard fdatasync(try opened()) == 0 else { throw failed("fdatasync") }
    }

    private func opened() throws -> Int32 {
        try monitor.locked {
            if file < 0 { file = open(path, O_RDONLY | O_CLOEXEC) }
            guard file >= 0 else { throw failed("open") }
            return file
        }
    }

    private func failed(_ call: String) -> DatabaseError {
        let reason = String(cString: strerror(errno))
        return DatabaseError(.commitUnknown, code: String(errno), "\(call) of \(path): \(reason)")
    }
}
