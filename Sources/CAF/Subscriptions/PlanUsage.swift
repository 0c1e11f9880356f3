import Kernel
import Platform
import Store

/// The use of a plan by one request.
struct PlanUsage: Record {
    let service: Service.Code
    let windowStart: Instant

    static let columns: SQL = "service, window_start"

    init(_ row: inout Row) throws {
        service = try row.next()
        windowStart = try row.next()
    }

    static func used(
        _ service: Service.Code,
        of account: ID<Account>,
        in window: Coverage.Window,
        _ tx: borrowing Tx
    ) throws -> Int {
        try tx.value(
            """
            SELECT used FROM plan_allowance
             WHERE account_id = \(account) AND service = \(service) AND window_start = \(window.start)
            """,
            as: Int.self
        ) ?? 0
    }
}
