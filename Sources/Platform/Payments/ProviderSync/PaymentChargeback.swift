import Kernel
import Store

/// A payment of a subscription that the customer contests at the bank, which takes the money back meanwhile.
package struct PaymentChargeback: Sendable {
    package let id: ID<PaymentChargeback>
    package let payment: ID<Payment>
    package let amount: Money
    package let state: Chargeback.State
    package let createdAt: Instant
}

extension PaymentChargeback: Record {
    package static let columns: SQL = "b.id, b.payment_id, b.amount, b.currency, b.state, b.created_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        payment = try row.next()
        amount = Money(try row.next(), try row.next())
        state = try row.next()
        createdAt = try row.next()
    }

    static let migration = Migration(
        id: "platform/payments-006-chargebacks",
        """
        CREATE TABLE payment_chargeback (
            id {id} PRIMARY KEY,
            payment_id {id} NOT NULL REFERENCES payment (id),
            reference {text} NOT NULL UNIQUE,
            amount {int} NOT NULL CHECK (amount > 0),
            currency {text} NOT NULL,
            state {text} NOT NULL CHECK (state IN ('opened', 'won', 'lost')),
            created_at {instant} NOT NULL,
            ended_at {instant},
            CHECK ((state = 'opened') = (ended_at IS NULL))
        ) {strict};
        CREATE INDEX payment_chargeback_payment ON payment_chargeback (payment_id);
        """
    )

    /// Whether the bank has not decided about a payment yet.
    package static func isOpen(on payment: ID<Payment>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM payment_chargeback WHERE payment_id = \(payment) AND state = 'opened'")
    }

    private static func find(_ reference: String, _ tx: borrowing Tx) throws -> PaymentChargeback? {
        try tx.first("SELECT \(columns) FROM payment_chargeback b WHERE b.reference = \(reference)")
    }

    /// Records the provider's present state of a chargeback, and tells the product of each step once.
    static func write(
        _ snapshot: ChargebackSnapshot,
        of payment: Payment,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let policy = site.product.payments
        if try find(snapshot.id, tx) == nil {
            try tx.execute(
                """
                INSERT INTO payment_chargeback (id, payment_id, reference, amount, currency, state, created_at)
                VALUES (\(tx.newID(of: PaymentChargeback.self)), \(payment.id), \(snapshot.id),
                        \(snapshot.amount.amountMinor), \(snapshot.amount.currency), 'opened', \(tx.now))
                """
            )
            if let opened = try find(snapshot.id, tx) { try policy.contested(opened, payment, site, tx) }
        }
        guard snapshot.state != .opened else { return }
        let ended = try tx.execute(
            """
            UPDATE payment_chargeback SET state = \(snapshot.state), ended_at = \(tx.now)
             WHERE reference = \(snapshot.id) AND state = 'opened'
            """
        )
        guard ended == 1, let chargeback = try find(snapshot.id, tx) else { return }
        try policy.contestEnded(chargeback, payment, site, tx)
    }
}
