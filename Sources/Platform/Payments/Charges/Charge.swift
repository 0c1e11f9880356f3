import Kernel
import Store

/// A single payment for one subject through a gateway; its identity is kept by the gateway with the payment.
package struct Charge: Sendable {
    package let id: ID<Charge>
    package let gateway: String
    /// The noun of the thing that is paid for, such as `award`.
    package let subjectKind: String
    package let subject: ID<Subject>
    package let account: ID<Account>
    package let amount: Money
    package let state: State
    /// The gateway's identifier of the page; nil before it is opened.
    package let reference: String?
    package let url: String?
    /// The gateway's identifier of the payment; nil before there is one.
    package let payment: String?
    /// The money that arrived, in any currency; nil before there is a payment.
    package let paid: Money?
    /// The gateway's fee; nil until it is known.
    package let fee: Money?
    /// The sum of all refunds that have not failed.
    package let refunded: Int64
    /// The sum of all chargebacks that have not been won.
    package let contested: Int64
    /// Whether the money came when nobody wanted it, and is sent back.
    package let isStray: Bool
    /// Since when the gateway has been waiting for the money.
    package let pendingSince: Instant?
    package let title: String
    package let pages: Pages
    /// The end of the time for the payment.
    package let expiresAt: Instant
    package let paidAt: Instant?
    /// The gateway's code of the last failure.
    package let failure: String?
    package let readAt: Instant?
    package let createdAt: Instant
    package let updatedAt: Instant
    package let version: Int
    /// The means of payment; nil for all.
    package let methods: ChargeMethods?
    let secret: Secret?
    /// The card that paid; nil before, and for other means.
    package let card: ChargeCard?

    package static let kind = "charge"

    /// How far a charge is.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Made here; the gateway knows nothing of it.
        case created
        /// The customer can pay on the gateway's page.
        case open
        /// The money has arrived.
        case succeeded
        /// The last attempt was refused, or the page has closed; the customer may try again.
        case failed
        /// Given up by the customer.
        case cancelled
        /// The time for the payment has ended.
        case lapsed

        /// Whether the charge may still be paid.
        package var isLive: Bool { self == .created || self == .open || self == .failed }
    }

    /// A step of a charge.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// The gateway's page is open.
        case open
        /// The money arrives.
        case succeed
        /// The gateway or the customer's bank refuses.
        case fail
        /// The customer gives it up.
        case cancel
        /// The time for the payment ends.
        case lapse
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<Charge, State, Event>(start: .created) {
        On(.open,    from: .created, .failed,        to: .open,      needs: .paymentsMirror)
        On(.succeed, from: .open,                    to: .succeeded, needs: .paymentsMirror)
        On(.fail,    from: .open,                    to: .failed,    needs: .paymentsMirror)
        On(.cancel,  from: .created, .open, .failed, to: .cancelled, needs: .paymentsMirror)
        On(.lapse,   from: .created, .open, .failed, to: .lapsed,    needs: .paymentsMirror)
    }

    /// The addresses to which the gateway sends the customer back.
    package struct Pages: Codable, Sendable, Hashable {
        package var returning: String
        package var cancelling: String

        package init(returning: String, cancelling: String) {
            self.returning = returning
            self.cancelling = cancelling
        }
    }

    /// The sum that can still be refunded, pending refunds and chargebacks deducted; 0 before there is a payment.
    package var left: Int64 { max(0, (paid?.amountMinor ?? 0) - refunded - contested) }
}

extension Charge: Record {
    package static let columns: SQL =
        """
        c.id, c.gateway, c.subject_kind, c.subject_id, c.account_id, c.amount, c.currency, c.state, c.reference, c.url,
        c.payment_reference, c.paid, c.paid_currency, c.fee, c.refunded, c.contested, c.is_stray, c.pending_since, c.title,
        c.pages, c.expires_at, c.paid_at, c.failure, c.read_at, c.created_at, c.updated_at, c.version,
        c.methods, c.sealed_secret, c.secret, c.card
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        gateway = try row.next()
        subjectKind = try row.next()
        subject = try row.next()
        account = try row.next()
        amount = Money(try row.next(), try row.next())
        state = try row.next()
        reference = try row.next()
        url = try row.next()
        payment = try row.next()
        let (paid, currency): (Int64?, Currency?) = (try row.next(), try row.next())
        self.paid = paid.flatMap { amount in currency.map { Money(amount, $0) } }
        let fee: Int64? = try row.next()
        self.fee = fee.flatMap { amount in currency.map { Money(amount, $0) } }
        refunded = try row.next()
        contested = try row.next()
        isStray = try row.next()
        pendingSince = try row.next()
        title = try row.next()
        pages = try row.json()
        expiresAt = try row.next()
        paidAt = try row.next()
        failure = try row.next()
        readAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        methods = try row.next()
        secret = Secret(sealed: try row.next(), plain: try row.next())
        card = try row.json()
    }
}

extension Charge {
    package static func find(_ id: ID<Charge>, _ tx: borrowing Tx) throws -> Charge {
        try tx.one("SELECT \(columns) FROM charge c WHERE c.id = \(id)")
    }

    /// The charges of a subject, oldest first.
    package static func all(
        of kind: String,
        _ subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws -> [Charge] {
        try tx.all(
            """
            SELECT \(columns) FROM charge c WHERE c.subject_kind = \(kind) AND c.subject_id = \(subject) ORDER BY c.id
            """
        )
    }

    /// The charge of an event; nil for nobody's.
    static func find(
        _ about: ChargeEvent.About,
        at gateway: String,
        _ tx: borrowing Tx
    ) throws -> Charge? {
        let mark = about.mark.flatMap { ID<Charge>($0) }
        return try tx.first(
            """
            SELECT \(columns) FROM charge c
             WHERE c.gateway = \(gateway)
               AND (c.id = \(mark) OR c.reference = \(about.reference) OR c.payment_reference = \(about.payment))
             ORDER BY c.id LIMIT 1
            """
        )
    }
}
