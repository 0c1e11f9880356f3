import Kernel
import Logging
import Store

extension Payments {
    /// Refunds `amount`, or the whole refundable amount, of a payment.
    ///
    /// The refund is `pending` until the provider's answer; a job repeats the request under the same key. The amount is
    /// reserved at once, so that concurrent refunds never exceed the payment.
    package static func refund(
        _ id: ID<Payment>,
        _ amount: Int64?,
        reason: String,
        _ call: Call
    ) async throws -> Refund {
        try await refund(id, reason: reason, call) { tx in RefundOrder(id: tx.newID(), amount: amount) }
    }

    /// A refund as it is ordered.
    package struct RefundOrder: Sendable {
        /// The key at the provider, for ever.
        let id: ID<Refund>
        /// Nil for the whole refundable amount.
        let amount: Int64?

        package init(id: ID<Refund>, amount: Int64?) {
            self.id = id
            self.amount = amount
        }
    }

    /// The same with an order that the product makes in the transaction that stores it.
    ///
    /// An error does not tell what has become of the refund; ``PaymentPolicy/refundRefused`` does.
    package static func refund(
        _ id: ID<Payment>,
        reason: String,
        _ call: Call,
        order: @escaping @Sendable (_ tx: borrowing Tx) throws -> RefundOrder
    ) async throws -> Refund {
        let (site, gateway) = (call.site, call.site.dependencies.payments)
        guard gateway.isConfigured else { throw Problem(.paymentsNotConfigured) }
        let actor = call.actor
        let operation = try await site.db.write { tx in
            let payment = try Payment.find(id, tx)
            let refund = try payment.reserveRefund(order(tx), because: reason, by: actor, tx)
            let command = GatewayCommand.refund(
                payment: payment.providerID,
                amount: refund.amount.amountMinor,
                mark: refund.id.description
            )
            let new = PaymentOperation.New(
                kind: .refund,
                account: payment.account,
                subject: refund.id.cast(),
                call: gateway.prepare(command)
            )
            return try PaymentOperation.open(new, as: refund.id.cast(), tx)
        }
        do throws(GatewayFailure) {
            _ = try await operation.perform(at: site)
        } catch  where error.isVerdict {
            throw error
        } catch {
            site.log.warning("a refund is waiting for the payment provider", error: error)
        }
        return try await site.db.read { tx in try Refund.find(operation.id.cast(), tx) }
    }
}

extension Payment {
    /// Reserves a refund; refused when the amount is not left.
    fileprivate func reserveRefund(
        _ order: Payments.RefundOrder,
        because reason: String,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Refund {
        guard status == .succeeded else { throw Problem(.notRefundable) }
        let left = refundable.amountMinor
        let sum = order.amount ?? left
        guard sum > 0, sum <= left else {
            throw Problem(.refundTooLarge, extras: ["refundable": .integer(left)])
        }
        let refund = order.id
        try tx.changeOne(
            """
            UPDATE payment SET refunded = refunded + \(sum), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try tx.execute(
            """
            INSERT INTO refund (id, payment_id, amount, currency, reason, status, requested_by, created_at)
            VALUES (\(refund), \(id), \(sum), \(amount.currency), \(reason), 'pending', \(actor.account), \(tx.now))
            """
        )
        let details: JSONValue = ["amount": .integer(sum), "payment": .string(id.description)]
        try Audit.record(
            PaymentAction.refundRequest,
            of: Refund.kind,
            refund.cast(),
            by: actor,
            details: details,
            tx
        )
        return try Refund.find(refund, tx)
    }
}
