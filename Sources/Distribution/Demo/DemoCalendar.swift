import Kernel
import Platform
import Store

/// Backdates the demo's orders, each step some hours after the one before.
///
/// Ledger entries keep their dates, because the ledger is never changed.
enum DemoCalendar {
    private static let steps: [(event: String, after: Duration)] = [
        ("confirm", .hours(2)), ("process", .hours(9)), ("ship", .hours(26)), ("deliver", .hours(50)),
        ("return", .hours(74)), ("cancel", .hours(1)),
    ]

    static func date(
        _ order: Order,
        back placed: Instant,
        notAfter now: Instant,
        _ tx: borrowing Tx
    ) throws {
        func moment(_ event: String) -> Instant {
            let after = steps.first { $0.event == event }?.after ?? .zero
            return min(placed + after, now)
        }
        try tx.execute(
            """
            UPDATE sales_order
               SET placed_at = \(placed), updated_at = \(placed),
                   confirmed_at = CASE WHEN confirmed_at IS NULL THEN confirmed_at ELSE \(moment("confirm")) END,
                   shipped_at = CASE WHEN shipped_at IS NULL THEN shipped_at ELSE \(moment("ship")) END,
                   delivered_at = CASE WHEN delivered_at IS NULL THEN delivered_at ELSE \(moment("deliver")) END,
                   cancelled_at = CASE WHEN cancelled_at IS NULL THEN cancelled_at ELSE \(moment("cancel")) END
             WHERE id = \(order.id)
            """
        )
        for step in steps {
            try tx.execute(
                """
                UPDATE history SET at = \(moment(step.event))
                 WHERE subject_kind = \(Order.kind) AND subject_id = \(order.id) AND event = \(step.event)
                """
            )
        }
        try tx.execute(
            """
            UPDATE stock_movement SET at = \(placed) WHERE order_id = \(order.id) AND kind = 'sale'
            """
        )
        try tx.execute(
            """
            UPDATE stock_movement SET at = \(moment("cancel")) WHERE order_id = \(order.id) AND kind = 'cancel'
            """
        )
        try tx.execute(
            "UPDATE promotion_use SET used_at = \(placed) WHERE checkout_id = \(order.checkout)"
        )
    }
}
