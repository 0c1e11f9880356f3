import Kernel
import Store

extension Deadline {
    /// Lets everything happen that is due until then, each at its own time: for the histories of demo data.
    ///
    /// Nobody elsewhere is asked before.
    package static func catchUp(until moment: Instant, at site: Site) async throws {
        let call = site.call(as: .system)
        while let due = try await site.db.read({ tx in try earliest(until: moment, tx) }) {
            let handler = try site.product.deadlines.handler(of: due)
            try await site.db.write(at: due.dueAt) { tx in
                if try due.taken(tx) { try handler.fire(due.subjectID, call, tx) }
            }
        }
    }

    private static func earliest(until moment: Instant, _ tx: borrowing Tx) throws -> Deadline? {
        try tx.first(
            "SELECT \(columns) FROM deadline d WHERE d.due_at <= \(moment) ORDER BY d.due_at, d.id LIMIT 1"
        )
    }
}
