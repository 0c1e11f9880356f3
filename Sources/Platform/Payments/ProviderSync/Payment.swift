import Kernel
import Store

/// A payment as the provider reports it, with the sum of its refunds.
package struct Payment: Sendable, Hashable {
    package let id: ID<Payment>
    package let account: ID<Account>
    package let subscription: ID<Subscription>?
    package let provider: String
    package let providerID: String
    let charge: String?
    let invoiceRef: String?
    /// The ``PriceOnOffer/key`` of what was bought; empty when that is not known.
    package let purpose: String
    package let amount: Money
    /// The sum of all refunds, pending ones included.
    package let refunded: Money
    /// The provider's fee, once it is known.
    package let fee: Money?
    package let status: Status
    /// The provider's code of the last failure.
    package let failure: String?
    package let createdAt: Instant
    package let paidAt: Instant?
    let readAt: Instant
    package let version: Int

    package static let kind = "payment"

    /// How far a payment is.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Begun and not decided yet.
        case pending
        /// The money has been charged.
        case succeeded
        /// The last attempt failed; another may succeed.
        case failed
        /// Given up; no further attempt follows.
        case canceled
    }

    /// A step of a payment.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// The money is charged.
        case succeed
        /// An attempt fails.
        case fail
        /// The payment is given up.
        case cancel
        /// A new attempt begins.
        case retry
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<Payment, Status, Event>(start: .pending) {
        On(.succeed, from: .pending, .failed, to: .succeeded, needs: .paymentsMirror)
        On(.fail,    from: .pending,          to: .failed,    needs: .paymentsMirror)
        On(.retry,   from: .failed,           to: .pending,   needs: .paymentsMirror)
        On(.cancel,  from: .pending, .failed, to: .canceled,  needs: .paymentsMirror)
    }

    /// The sum that can still be refunded.
    package var refundable: Money {
        Money(status == .succeeded ? amount.amountMinor - refunded.amountMinor : 0, amount.currency)
    }
}

extension Payment: Record {
    package static let columns: SQL =
        """
        p.id, p.account_id, p.subscription_id, p.provider, p.provider_id, p.charge_id, p.invoice_ref, p.purpose, p.currency,
        p.amount, p.refunded, p.fee, p.status, p.failure, p.created_at, p.paid_at, p.read_at, p.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        subscription = try row.next()
        provider = try row.next()
        providerID = try row.next()
        charge = try row.next()
        invoiceRef = try row.next()
        purpose = try row.next()
        let currency: Currency = try row.next()
        amount = Money(try row.next(), currency)
        refunded = Money(try row.next(), currency)
        fee = try row.next(Int64?.self).map { Money($0, currency) }
        status = try row.next()
        failure = try row.next()
        createdAt = try row.next()
        paidAt = try row.next()
        readAt = try row.next()
        version = try row.next()
    }
}

extension Payment {
    package static func find(_ id: ID<Payment>, _ tx: borrowing Tx) throws -> Payment {
        try tx.one("SELECT \(columns) FROM payment p WHERE p.id = \(id)")
    }

    static func find(provider: String, _ providerID: String, _ tx: borrowing Tx) throws -> Payment? {
        try tx.first(
            "SELECT \(columns) FROM payment p WHERE p.provider = \(provider) AND p.provider_id = \(providerID)"
        )
    }
}
