import Kernel
import Platform
import Store

/// The refund of the unused units of a plan's period.
enum RefundPlan {
    /// The units are taken out with the order, so that nobody books them meanwhile; they return when the provider refuses.
    static func make(
        _ paid: PaidThing,
        because reason: Reason,
        _ call: Call
    ) async throws -> PaymentRefundView {
        let payment = ID<Payment>(raw: paid.id.raw)
        let refund = try await Payments.refund(payment, reason: reason.rawValue, call) { tx in
            try order(payment, because: reason, as: call, tx)
        }
        let units = try await call.db.read { tx in try LotEntry.find(of: refund, tx)?.units.count ?? 0 }
        return PaymentRefundView(
            refundId: refund.id.cast(),
            units: units,
            amountMinor: refund.amount.amountMinor,
            status: MoneyBackStatus(refund.status)
        )
    }

    /// Gives the units of a refund back that is refused; money that was ordered anew took none.
    ///
    /// After the end of the period they would expire at once: they stay out, and their money can be ordered anew.
    static func undo(_ refund: Refund, _ tx: borrowing Tx) throws {
        guard let entry = try LotEntry.find(of: refund, tx) else { return }
        let lot = try Lot.locked(entry.lot, tx)
        guard lot.expiresAt > tx.now else { return }
        try lot.regaining(entry.units, because: "undo:\(entry.id)", tx)
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

    private static func order(
        _ payment: ID<Payment>,
        because reason: Reason,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Payments.RefundOrder {
        guard let id = try Lot.find(of: payment, tx) else { throw Problem(.notRefundable) }
        let lot = try Lot.locked(id, tx)
        guard !lot.isFrozen else { throw Problem(.paymentsContested) }
        try audit(payment, because: reason, as: call, tx)
        let amount = lot.valueLeft
        guard amount > 0 else {
            let due = try due(payment, of: id, tx)
            guard due > 0 else { throw Problem(.refundNothingLeft) }
            return .init(id: tx.newID(), amount: due)
        }
        let entry = try lot.refunding(lot.free, because: "payment:\(payment):\(lot.version)", tx)
        return .init(id: entry.cast(), amount: amount)
    }

    /// The money of units that were taken out, and that has not gone, or that the bank has sent back.
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

extension LotEntry {
    /// The entry of the units that a refund of a plan took out; nil for money that was ordered anew.
    fileprivate static func find(of refund: Refund, _ tx: borrowing Tx) throws -> LotEntry? {
        try tx.first("SELECT \(columns) FROM lot_entry e WHERE e.id = \(refund.id)")
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
