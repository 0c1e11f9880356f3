import Kernel
import Store

/// An event of a provider as it came in: stored first, processed later.
struct PaymentEvent: Record {
    let id: ID<PaymentEvent>
    let provider: String
    let eventID: String
    let type: String
    let object: ProviderEvent.Object
    let createdAt: Instant
    let state: State

    enum State: String, Codable, SQLValueConvertible {
        case received
        case applied
        /// Irrelevant for this site.
        case ignored
    }

    static let columns: SQL = "e.id, e.provider, e.event_id, e.type, e.object, e.created_at, e.state"

    init(_ row: inout Row) throws {
        id = try row.next()
        provider = try row.next()
        eventID = try row.next()
        type = try row.next()
        object = try row.json()
        createdAt = try row.next()
        state = try row.next()
    }

    static func find(_ id: ID<PaymentEvent>, _ tx: borrowing Tx) throws -> PaymentEvent? {
        try tx.first("SELECT \(columns) FROM payment_event e WHERE e.id = \(id)")
    }

    /// Stores an event for processing; false when it is known already.
    @discardableResult
    static func receive(_ event: ProviderEvent, from provider: String, _ tx: borrowing Tx) throws -> Bool {
        let id = tx.newID(of: PaymentEvent.self)
        let isOurs = !event.isForeign && PaymentEventKind(event.type) != nil
        let state: State = isOurs ? .received : .ignored
        let outcome: String? =
            isOurs ? nil : event.isForeign ? "of another account" : "of a type that means nothing here"
        let finished: Instant? = isOurs ? nil : tx.now
        let inserted = try tx.execute(
            """
            INSERT INTO payment_event (id, provider, event_id, type, object, created_at, received_at, state, outcome, finished_at)
            VALUES (\(id), \(provider), \(event.id), \(event.type), \(json: event.object), \(event.createdAt), \(tx.now), \(state),
                    \(outcome), \(finished))
            ON CONFLICT (provider, event_id) DO NOTHING
            """
        )
        guard inserted == 1 else { return false }
        if isOurs { try tx.enqueue(ApplyPaymentEvent(event: id), unique: id.description) }
        return true
    }

    func finish(_ state: State, _ outcome: String?, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE payment_event SET state = \(state), outcome = \(outcome), finished_at = \(tx.now)
             WHERE id = \(id) AND state = 'received'
            """
        )
    }
}

/// The objects that are read for an event of some type.
enum PaymentEventKind {
    case subscription
    case payment
    case invoice
    case refunds
    case chargebacks
    case checkout

    init?(_ type: String) {
        switch type {
        case "customer.subscription.created", "customer.subscription.updated",
            "customer.subscription.deleted",
            "customer.subscription.paused", "customer.subscription.resumed":
            self = .subscription
        // Some documents use the second name; Stripe has never sent it.
        case "payment_intent.payment_failed", "payment_intent.failed", "payment_intent.succeeded",
            "payment_intent.canceled":
            self = .payment
        case "invoice.paid", "invoice.payment_succeeded", "invoice.payment_failed": self = .invoice
        case "charge.refunded", "charge.refund.updated", "refund.updated", "refund.failed": self = .refunds
        case "charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed",
            "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated":
            self = .chargebacks
        case "checkout.session.completed", "checkout.session.async_payment_succeeded": self = .checkout
        default: return nil
        }
    }
}
