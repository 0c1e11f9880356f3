import Kernel
import Platform
import Store
import Web

/// Number and value of the orders that match a filter.
struct OrderStats: View {
    /// Number of orders, cancelled ones included.
    var count: Int
    /// Value of the orders that are not cancelled, less returns, in Iraqi dinars.
    var total: Int64
    /// Total divided by the number of orders that are not cancelled, rounded down, in Iraqi dinars.
    var average: Int64
    /// One entry for every status, also for those without orders.
    var byStatus: [StatusCount]

    /// Number and value of the orders in one status.
    struct StatusCount: Codable, Sendable {
        var status: Order.Status
        /// Number of orders now in this status.
        var count: Int
        /// Value of these orders less returns, in Iraqi dinars.
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

    /// The totals of one status.
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
