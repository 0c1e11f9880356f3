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
        _ charge: Charge,
        _ tx: borrowing Tx
    ) throws -> (refund: ID<ChargeRefund>, amount: Int64)? {
        // All money that no purchase was waiting for goes back.
        let due = charge.isStray ? charge.left : try due(of: charge, tx)
        guard due > 0 else { return nil }
        let refund = tx.newID(of: ChargeRefund.self)
        try Charges.refund(refund, of: charge, due, tx)
        return (refund, due)
    }

    /// The value of the units that were taken out and for which no money is on its way; 0 for a charge that filled no lot.
    private static func due(of charge: Charge, _ tx: borrowing Tx) throws -> Int64 {
        let purchase = try Purchase.find(of: charge, tx)
        guard purchase.charge == charge.id, let lot = purchase.lot else { return 0 }
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
                 WHERE charge_id = \(charge.id) AND state IN ('sent', 'done') AND NOT is_foreign
                """
            ) ?? 0
        return owed - ordered
    }
}
