import Kernel
import Store

/// Charges: single payments through gateways by name, with refunds and chargebacks.
///
/// A command to a gateway is stored first; the identifier of its row is the key, so that a repetition after a crash or
/// without an answer does nothing twice. Events are hints: a job reads the present state from the gateway. The
/// product's ``ChargePolicy`` books the money and decides on its meaning.
package enum Charges {
    static let jobs: [any Job.Type] = [
        SettleChargeOperation.self, CloseChargePage.self, ApplyChargeEvent.self, RefreshCharge.self,
        WatchCharges.self, ForgetChargeTraces.self,
    ]

    static let schedules: [Schedule] = [
        Every("charges.watch", .minutes(10), WatchCharges()),
        Every("charges.forget", .hours(6), ForgetChargeTraces()),
    ]

    /// The order for a charge.
    package struct New: Sendable {
        package let subjectKind: String
        package let subject: ID<Subject>
        package let account: ID<Account>
        package let amount: Money
        package let gateway: String
        /// The words on the gateway's page.
        package let title: String
        package let pages: Charge.Pages
        package let expiresAt: Instant
        /// The means of payment; nil for all.
        package let methods: ChargeMethods?

        package init(
            of subjectKind: String,
            _ subject: ID<Subject>,
            by account: ID<Account>,
            _ amount: Money,
            through gateway: String,
            title: String,
            pages: Charge.Pages,
            expiresAt: Instant,
            methods: ChargeMethods? = nil
        ) {
            self.subjectKind = subjectKind
            self.subject = subject
            self.account = account
            self.amount = amount
            self.gateway = gateway
            self.title = title
            self.pages = pages
            self.expiresAt = expiresAt
            self.methods = methods
        }
    }

    /// Makes a charge, of which the gateway learns when it is processed; nil while the subject has a live one.
    package static func create(_ new: New, by actor: Actor, _ tx: borrowing Tx) throws -> Charge? {
        let id = tx.newID(of: Charge.self)
        let inserted = try tx.execute(
            """
            INSERT INTO charge (id, gateway, subject_kind, subject_id, account_id, amount, currency, state, refunded, contested,
                                is_stray, title, pages, expires_at, created_at, updated_at, version, methods)
            VALUES (\(id), \(new.gateway), \(new.subjectKind), \(new.subject), \(new.account), \(new.amount.amountMinor),
                    \(new.amount.currency), 'created', 0, 0, FALSE, \(new.title), \(json: new.pages), \(new.expiresAt),
                    \(tx.now), \(tx.now), 1, \(new.methods))
            ON CONFLICT (subject_kind, subject_id) WHERE state IN ('created', 'open', 'failed') DO NOTHING
            """
        )
        guard inserted == 1 else { return nil }
        try Audit.record(ChargeAction.create, of: Charge.kind, id.cast(), by: actor, tx)
        return try Charge.find(id, tx)
    }

    /// Gives the charge up; the page is closed, and money that still comes is sent back.
    package static func cancel(_ charge: Charge, as actor: Actor, _ tx: borrowing Tx) throws -> Charge {
        try charge.end(by: .cancel, as: actor, tx)
    }

    /// Orders a refund, whose amount is reserved at once; refused when less is left.
    ///
    /// `id` is the key at the gateway, for ever: a second order with it does nothing.
    package static func refund(
        _ id: ID<ChargeRefund>,
        of charge: Charge,
        _ amount: Int64,
        _ tx: borrowing Tx
    ) throws {
        guard let payment = charge.payment, let paid = charge.paid else { throw Problem(.notRefundable) }
        guard !(try tx.exists("SELECT 1 FROM charge_refund WHERE id = \(id)")) else { return }
        let money = Money(amount, paid.currency)
        try charge.reserve(amount, tx)
        try charge.insert(id, money, isForeign: false, tx)
        let order = ChargeRefundOrder(payment: payment, amount: money, mark: id.description)
        _ = try ChargeOperation.open(.refund(order), of: charge.id, as: id.cast(), sendingAt: tx.now, tx)
    }
}

enum ChargeAction: String, AuditAction {
    case create = "charge.create"
}
