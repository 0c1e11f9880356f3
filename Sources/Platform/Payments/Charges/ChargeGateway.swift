import Kernel

/// A payment provider for charges: single payments on a page of its own, known by our identifier of the charge.
///
/// Every command has a key under which the provider performs it once, for at least ``keyLifetime(of:)``.
package protocol ChargeGateway: Sendable {
    /// The name in the database and in requests, such as `paypal`.
    var name: String { get }
    /// The header of a webhook that names its signature; a webhook with it is of this gateway.
    var signatureHeader: String { get }

    /// The shortest time for which a page can be open.
    var shortestPage: Duration { get }
    /// The key with which the product's clients pay at the provider; nil where customers pay on a page.
    var publishableKey: String? { get }

    /// The time for which the provider certainly knows the key of a command; later it is looked up, not repeated.
    func keyLifetime(of command: ChargeCommand) -> Duration

    /// Opens the page on which the customer pays or approves; its reference is the session's or the order's.
    func open(_ order: ChargeOrder, key: String) async throws(GatewayFailure) -> ChargePage
    /// Takes the money that was approved, if that is still needed; done already, it is the present state.
    ///
    /// Refused by the customer's bank: ``GatewayFailure/declined(code:)``.
    func capture(_ reference: String, key: String) async throws(GatewayFailure) -> ChargeSnapshot
    /// Closes the page, so that nobody can pay on it any more; does nothing when it is paid or closed.
    func close(_ reference: String) async throws(GatewayFailure)
    /// The present state of a page with its payment, refunds and chargebacks; nil for an unknown reference.
    func read(_ reference: String) async throws(GatewayFailure) -> ChargeSnapshot?
    /// Our identifier of the charge to which a payment belongs; nil for an unknown payment, or one without it.
    func mark(ofPayment payment: String) async throws(GatewayFailure) -> String?
    /// Gives money back; the answer may be `pending`.
    func refund(_ order: ChargeRefundOrder, key: String) async throws(GatewayFailure) -> RefundSnapshot

    /// The event in a webhook; throws ``WebhookRefused`` unless it is signed by the provider and recent, and
    /// ``GatewayFailure`` when that cannot be found out now.
    func event(in body: [UInt8], headers: WebhookHeaders, at now: Instant) async throws -> ChargeEvent
}

extension ChargeGateway {
    package var shortestPage: Duration { .zero }
    package var publishableKey: String? { nil }
}

/// A command for a charge.
package enum ChargeCommand: String, Codable, CaseIterable, Sendable {
    case open, capture, refund
}

/// An order to open a page for a charge.
package struct ChargeOrder: Codable, Sendable, Hashable {
    /// Our identifier of the charge, which the provider keeps with the payment.
    package var mark: String
    /// The number on the provider's page and statement, different for every page that is opened.
    package var invoice: String
    package var amount: Money
    /// The words for what is paid.
    package var title: String
    package var language: Language
    /// The addresses to which the customer returns after the payment, and without it.
    package var returning: String
    package var cancelling: String
    /// The time at which the page closes, where the provider can do so.
    package var expiresAt: Instant
    /// The means of payment; nil for all.
    package var methods: ChargeMethods?

    package init(
        mark: String,
        invoice: String,
        amount: Money,
        title: String,
        language: Language,
        returning: String,
        cancelling: String,
        expiresAt: Instant,
        methods: ChargeMethods? = nil
    ) {
        self.mark = mark
        self.invoice = invoice
        self.amount = amount
        self.title = title
        self.language = language
        self.returning = returning
        self.cancelling = cancelling
        self.expiresAt = expiresAt
        self.methods = methods
    }
}

/// A page of the provider, or a payment that the product's client makes without one.
package struct ChargePage: Codable, Sendable, Hashable {
    /// The provider's identifier of the page.
    package var reference: String
    /// The address for the customer; nil without a page.
    package var url: String?
    /// The secret with which the payer's client pays; nil with a page.
    package var secret: String?

    package init(reference: String, url: String? = nil, secret: String? = nil) {
        self.reference = reference
        self.url = url
        self.secret = secret
    }
}

/// An order to give money back.
package struct ChargeRefundOrder: Codable, Sendable, Hashable {
    /// The provider's identifier of the payment.
    package var payment: String
    package var amount: Money
    /// Our identifier of the refund, which the provider keeps with it.
    package var mark: String

    package init(payment: String, amount: Money, mark: String) {
        self.payment = payment
        self.amount = amount
        self.mark = mark
    }
}
