import Kernel
import Platform
import Store
import Web

/// What orders come to.
struct OrderStats: View {
    var count: Int
    /// Without what was cancelled, and without what was given back.
    var total: Int64
    var average: Int64
    var byStatus: [StatusCount]

    struct StatusCount: Codable, Sendable {
        var status: Order.Status
        var count: Int
        var total: Int64
    }

    static func of(_ filter: OrderFilter, within scope: Scope, _ tx: borrowing Tx) throws -> OrderStats {
        let conditions = [Order.visible(to: scope)] + filter.conditions
        let found: [Found] = try tx.all(
            """
            SELECT \(Found.columns) FROM sales_order o WHERE \(SQL.all(conditions)) GROUP BY o.status
            """
        )
        let rows = Order.Status.allCases.map { status in
            let row = found.first { $0.status == status }
            return StatusCount(status: status, count: row?.count ?? 0, total: row?.total ?? 0)
        }
        let standing = rows.filter { $0.status != .cancelled }
        let total = standing.reduce(0) { $0 + $1.total }
        let count = standing.reduce(0) { $0 + $1.count }
        return OrderStats(
            count: rows.reduce(0) { $0 + $1.count },
            total: total,
            average: count == 0 ? 0 : total / Int64(count),
            byStatus: rows
        )
    }

    private struct Found: Record {
        let status: Order.Status
        let count: Int
        let total: Int64

        static let columns: SQL =
            "o.status, COUNT(*), \(SQL.sum(of: "o.total - o.returned_goods - o.returned_fee"))"

        init(_ row: inout Row) throws {
            status = try row.next()
            count = try row.next()
            total = try row.next()
        }
    }
}
