import CLibPQ
import Glibc
import Kernel

/// The time limit of an exchange with the server, and the state of its cancellation.
struct PGWatch {
    /// In milliseconds of the monotonic clock; negative means no limit.
    var deadline: Int64
    /// The server was asked to stop, and has a little time to answer.
    var isCancelled = false

    /// Time limit for the server's answer to a cancellation.
    static let grace: Int64 = 2_000

    init(_ timeout: Duration) {
        deadline = Monotonic.milliseconds + timeout.milliseconds
    }
}

extension PGConnection {
    /// One command of trusted text.
    func command(_ text: String) throws -> PGResult {
        try exchange { PQsendQuery($0, text) }
    }

    /// Sends, then collects all results; the last one counts, and the first error.
    func exchange(_ send: (OpaquePointer?) -> Int32) throws -> PGResult {
        var watch = PGWatch(settings.timeout)
        guard send(handle) == 1 else { throw lost() }
        try flush(&watch)
        var last: OpaquePointer?
        var failed: OpaquePointer?
        defer { PQclear(failed) }
        while let result = try nextResult(&watch, dropping: last) {
            if failed == nil, !Self.isFine(result) {
                failed = result
            } else {
                PQclear(last)
                last = result
            }
        }
        let result = last.map(PGResult.init)
        guard failed == nil, let result else { throw error(failed) }
        return result
    }

    static func isFine(_ result: OpaquePointer) -> Bool {
        let status = PQresultStatus(result)
        return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
    }

    func flush(_ watch: inout PGWatch) throws {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1: try wait(for: Int16(POLLIN | POLLOUT), &watch)
            default: throw lost()
            }
            // The server may wait for us to read before it continues reading.
            guard PQconsumeInput(handle) == 1 else { throw lost() }
        }
    }

    /// `kept` is freed when the wait fails.
    func nextResult(_ watch: inout PGWatch, dropping kept: OpaquePointer? = nil) throws -> OpaquePointer? {
        do {
            while PQisBusy(handle) == 1 {
                try wait(for: Int16(POLLIN), &watch)
                guard PQconsumeInput(handle) == 1 else { throw lost() }
            }
        } catch {
            PQclear(kept)
            throw error
        }
        return PQgetResult(handle)
    }

    /// Waits for the socket; on a deadline or an interruption it asks the server to stop.
    ///
    /// The cancellation runs on this very thread, so that none is pending when the connection is used again.
    private func wait(for events: Int16, _ watch: inout PGWatch) throws {
        if interruption.isRequested, !watch.isCancelled { askToStop(&watch) }
        var files = [
            pollfd(fd: PQsocket(handle), events: events, revents: 0),
            pollfd(fd: alarm.reader, events: Int16(POLLIN), revents: 0),
        ]
        let rest = max(0, watch.deadline - Monotonic.milliseconds)
        let ready = poll(&files, 2, Int32(clamping: rest))
        if ready < 0, errno != EINTR { throw lost() }
        if files[1].revents != 0 { alarm.drain() }
        guard ready == 0, Monotonic.milliseconds >= watch.deadline else { return }
        if watch.isCancelled {
            isLost = true
            throw DatabaseError(.connection, code: "08006", "the server does not answer")
        }
        askToStop(&watch)
    }

    func askToStop(_ watch: inout PGWatch) {
        watch.isCancelled = true
        watch.deadline = Monotonic.milliseconds + PGWatch.grace
        guard let cancel = PQgetCancel(handle) else { return }
        var message = [CChar](repeating: 0, count: 256)
        // If this fails, the grace period ends, and the connection is dropped.
        _ = PQcancel(cancel, &message, Int32(message.count))
        PQfreeCancel(cancel)
    }
}
