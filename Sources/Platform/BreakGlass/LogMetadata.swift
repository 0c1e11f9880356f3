import Kernel
import Store

/// An operation by a device of the person, without its content.
package struct LogMetadata: Record, Codable {
    /// The local date of the entry.
    package let localDate: CivilDate
    /// The identifier of the operation.
    package let opId: String
    /// The operation that the device had last seen of the entry; absent without one.
    package let baseOp: String?
    /// The identifier that the device has given itself.
    package let deviceId: String
    /// The time of writing by the clock of the device.
    package let at: Instant
    /// The time by which the server orders operations.
    package let stamp: Instant
    /// The outcome of the operation, such as `applied`.
    package let outcome: String

    package static let columns: SQL =
        "m.local_date, m.op_id, m.base_op, m.device_id, m.at, m.stamp, m.outcome"

    package init(_ row: inout Row) throws {
        localDate = try row.next()
        opId = try row.next()
        baseOp = try row.next()
        deviceId = try row.next()
        at = try row.next()
        stamp = try row.next()
        outcome = try row.next()
    }

    /// Newest first, from a query of these columns.
    static func list(_ page: PageRequest, from source: SQL, _ tx: borrowing Tx) throws -> Page<LogMetadata> {
        try tx.page(
            page,
            "SELECT \(columns) FROM (\(source)) m",
            order: SortOrder(.descending("stamp", \.stamp), .descending("op_id", \.opId))
        )
    }
}
