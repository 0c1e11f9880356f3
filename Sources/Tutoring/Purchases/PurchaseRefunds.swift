import Kernel
import Platform
import Store

/// The refunds of purchases at the gateway, next to the units that were taken out for them.
enum PurchaseRefunds {
    /// The sum of all refunds of purchases that have been made; strays and refunds by hand are none.
    static func made(_ tx: borrowing Tx) throws -> Int64 {
        try tx.value(
            """
            SELECT \(SQL.sum(of: "f.amount")) FROM charge_refund f JOIN charge c ON c.id = f.charge_id
             WHERE f.state = 'done' AND NOT f.is_foreign AND NOT c.is_stray AND c.subject_kind = \(Purchase.kind)
            """
        ) ?? 0
    }

    /// Orders the money anew that the gateway or the bank has refused to give back; nil when none is due.
    static func sendAgain(
        _ purchase: Purchase,
        _ tx: borrowing Tx
    ) throws -> (refund: ID<ChargeRefund>, amount: Int64)? {
        guard let lot = purchase.lot, let charge = purchase.charge else { return nil }
        let owed: Int64 =
            try tx.value(
                """
                SELECT \(SQL.sum(of: "value_minor")) FROM lot_entry
                 WHERE lot_id = \(lot) AND kind = 'refund' AND cause NOT LIKE 'chargeback:%'
                """
            ) ?? 0
        let ordered: Int64 =
            try tx.value(
                """
                SELECT \(SQL.sum(of: "amount")) FROM charge_refund
                 WHERE charge_id = \(charge) AND state IN ('sent', 'done') AND NOT is_foreign
                """
            ) ?? 0
        guard owed > ordered else { return nil }
        let refund = tx.newID(of: ChargeRefund.self)
        try Charges.refund(refund, of: Charge.find(charge, tx), owed - ordered, tx)
        return (refund, owed - ordered)
    }
}
