import Kernel
import Store
import Synchronization

/// The numbers behind ``ReferenceCode``s, taken from the database in blocks so that transactions do not wait
/// for each other.
///
/// One counter for the whole product: no two objects share a reference. Numbers unused by a transaction or an
/// ending process are lost; gaps are allowed.
package final class ReferenceNumbers: Sendable {
    private struct State {
        var blocks: [Range<Int64>] = []
        var isFilling = false

        var left: Int { blocks.reduce(0) { $0 + $1.count } }
    }

    private static let block: Int64 = 1_024
    private static let low = 256
    private let state = Mutex(State())

    /// Reserves numbers ahead of a transaction that must not wait for the counter.
    package func prepare(for db: Database) async throws {
        let isOurs = state.withLock { state in
            guard state.left < Self.low, !state.isFilling else { return false }
            state.isFilling = true
            return true
        }
        guard isOurs else { return }
        defer { state.withLock { $0.isFilling = false } }
        // Not an effect of the request: a refusal is not stored because of it.
        let block = try await WriteWitness.aside {
            try await db.write { tx in try Self.reserve(Self.block, tx) }
        }
        state.withLock { $0.blocks.append(block) }
    }

    /// The next number; without a reserved one the transaction takes it from the counter itself.
    package func next(_ tx: borrowing Tx) throws -> ReferenceCode {
        let ready = state.withLock { state -> Int64? in
            guard let first = state.blocks.first, let number = first.first else { return nil }
            state.blocks[0] = first.dropFirst()
            if state.blocks[0].isEmpty { state.blocks.removeFirst() }
            return number
        }
        return ReferenceCode(number: try ready ?? Self.reserve(1, tx).lowerBound)
    }

    private static func reserve(_ count: Int64, _ tx: borrowing Tx) throws -> Range<Int64> {
        let end = try tx.value(
            """
            INSERT INTO reference_number (id, next) VALUES (1, 1 + \(count))
            ON CONFLICT (id) DO UPDATE SET next = reference_number.next + \(count) RETURNING next
            """,
            as: Int64.self
        )
        guard let end else { throw Problem(.internalError) }
        return end - count..<end
    }
}
