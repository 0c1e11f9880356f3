import Kernel
import Logging
import Store

/// The work of a job for many rows, each in a transaction of its own, so that one that fails stops no other.
package struct RowByRow {
    private let call: JobCall
    private var count = 0
    private var failed: [String] = []

    package init(_ call: JobCall) {
        self.call = call
    }

    /// Rows can share a transaction, a few `together`; when it fails they are separated, so the work must allow a repetition.
    package mutating func write<Entity>(
        _ rows: [ID<Entity>],
        together size: Int = 1,
        _ work: @escaping @Sendable (_ row: ID<Entity>, _ tx: borrowing Tx) throws -> Void
    ) async throws {
        count += rows.count
        for first in stride(from: 0, to: rows.count, by: size) {
            try await write(together: Array(rows[first..<min(first + size, rows.count)]), work)
        }
    }

    private mutating func write<Entity>(
        together rows: [ID<Entity>],
        _ work: @escaping @Sendable (_ row: ID<Entity>, _ tx: borrowing Tx) throws -> Void
    ) async throws {
        do {
            try await call.db.write { tx in for row in rows { try work(row, tx) } }
        } catch {
            try Task.checkCancellation()
            guard rows.count > 1 else {
                call.log.error("a job fails for \(rows[0]) and goes on", error: error)
                return failed.append(rows[0].description)
            }
            for row in rows { try await write(together: [row], work) }
        }
    }

    /// Throws an error with the rows that failed, so that the job is tried again.
    package func outcome() throws -> JobOutcome {
        guard failed.isEmpty else { throw RowsFailed(rows: failed, count: count) }
        return .done
    }
}

/// Some of a job's rows have failed; each is in the log with its error.
private struct RowsFailed: Error, CustomStringConvertible {
    let rows: [String]
    let count: Int

    var description: String {
        "failed for \(rows.count) of \(count): \(rows.prefix(10).joined(separator: ", "))"
    }
}
