import Kernel
import Platform
import Store

/// The refund of the unused units of a plan's period.
enum RefundPlan {
    /// The units are taken out first, so that nobody books them meanwhile; they return when the provider refuses.
    static func make(
        _ paid: PaidThing,
        because reason: Reason,
        _ call: Call
    ) async throws -> PaymentRefundView {
        let order = try await call.db.write { tx in try reserve(paid, because: reason, as: call, tx) }
        do {
            let refund = try await Payments.refund(order.payment, order.amount, reason: reason.rawValue, call)
            return PaymentRefundView(
                refundId: refund.id.cast(),
                units: order.units.count,
                amountMinor: order.amount,
                status: MoneyBackStatus(refund.status)
            )
        } catch {
            try await finishing { try await call.db.write { tx in try order.undo(tx) } }
            throw error
        }
    }

    /// The sum of all refunds of plans that have been made; refunds by hand are none.
    static func made(_ tx: borrowing Tx) throws -> Int64 {
        try tx.value(
            """
            SELECT \(SQL.sum(of: "f.amount")) FROM refund f
             WHERE f.status = 'succeeded' AND f.requested_by IS NOT NULL
            """
        ) ?? 0
    }

    private struct Order: Sendable {
        let payment: ID<Payment>
        let lot: ID<Lot>
        /// The entry that took the units out; nil when money is ordered anew.
        let entry: ID<LotEntry>?
        let units: UnitSet
        let amount: Int64

        func undo(_ tx: borrowing Tx) throws {
            guard let entry else { return }
            try Lot.locked(lot, tx).regaining(units, because: "undo:\(entry)", tx)
        }
    }

    private static func reserve(
        _ paid: PaidThing,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Order {
        let payment = ID<Payment>(raw: paid.id.raw)
        guard let id = try Lot.find(of: payment, tx) else { throw Problem(.notRefundable) }
        let lot = try Lot.locked(id, tx)
        guard !lot.isFrozen else { throw Problem(.paymentsContested) }
        let (units, amount) = (lot.free, lot.valueLeft)
        guard amount > 0 else {
            let due = try due(payment, of: id, tx)
            guard due > 0, try !isUnderWay(payment, tx) else { throw Problem(.refundNothingLeft) }
            try audit(payment, because: reason, as: call, tx)
            return Order(payment: payment, lot: id, entry: nil, units: .empty, amount: due)
        }
        try audit(payment, because: reason, as: call, tx)
        let entry = try lot.refunding(units, because: "payment:\(payment):\(lot.version)", tx)
        return Order(payment: payment, lot: id, entry: entry, units: units, amount: amount)
    }

    /// Longer than an order waits for the provider's answer.
    private static let patience = Duration.minutes(10)

    /// Whether an order has begun whose refund may not be stored yet: the same money is not ordered twice.
    private static func isUnderWay(_ payment: ID<Payment>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM audit_entry e
             WHERE e.subject_kind = \(Payment.kind) AND e.subject_id = \(payment)
               AND e.action = \(TutoringPaymentAction.refundPlan.rawValue) AND e.at > \(tx.now - patience)
            """
        )
    }

    /// The money of units that were taken out, and that the provider has refused to send back.
    private static func due(_ payment: ID<Payment>, of lot: ID<Lot>, _ tx: borrowing Tx) throws -> Int64 {
        let value: SQL = "CASE WHEN kind = 'refund' THEN value_minor ELSE -value_minor END"
        let owed: Int64 =
            try tx.value(
                """
                SELECT \(SQL.sum(of: value)) FROM lot_entry
                 WHERE lot_id = \(lot)
                   AND (kind = 'refund' AND cause LIKE 'payment:%' OR kind = 'return' AND cause LIKE 'undo:%')
                """
            ) ?? 0
        let ordered: Int64 =
            try tx.value(
                """
                SELECT \(SQL.sum(of: "f.amount")) FROM refund f
                 WHERE f.payment_id = \(payment) AND f.status <> 'failed' AND f.requested_by IS NOT NULL
                """
            ) ?? 0
        return owed - ordered
    }

    private static func audit(
        _ payment: ID<Payment>,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        try Audit.record(
            TutoringPaymentAction.refundPlan,
            of: Payment.kind,
            payment.cast(),
            by: call.actor,
            details: ["reason": .string(reason.rawValue)],
            tx
        )
    }
}

extension Lot {
    /// Takes a refund back that was never made.
    fileprivate func regaining(_ units: UnitSet, because cause: String, _ tx: borrowing Tx) throws {
        var lot = self
        lot.refunded -= units.count
        lot.free = free.adding(units)
        try lot.enter(.return, units, because: cause, tx)
        try lot.save(over: self, tx)
    }
}

extension MoneyBackStatus {
    fileprivate init(_ status: Refund.Status) {
        self =
            switch status {
            case .pending: .pending
            case .succeeded: .done
            case .failed: .failed
            }
    }
}
