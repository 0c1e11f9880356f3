import Kernel

/// A payment provider: its commands and its queries.
package protocol PaymentGateway: Sendable {
    /// The name in the database, such as `stripe`.
    var provider: String { get }
    /// Whether a provider is configured; without one, nothing else may be called.
    var isConfigured: Bool { get }

    /// The request for a command; the same while the command is open, so that a repetition is recognised.
    func prepare(_ order: GatewayCommand) -> GatewayCall
    /// Performs the request once, however often it is sent with the same key.
    func perform(_ call: GatewayCall, key: String) async throws(GatewayFailure) -> GatewayResult

    // The current state; nil for an unknown identifier.
    func subscription(_ id: String) async throws(GatewayFailure) -> SubscriptionSnapshot?
    func payment(_ id: String) async throws(GatewayFailure) -> PaymentSnapshot?
    func refunds(of payment: String) async throws(GatewayFailure) -> [RefundSnapshot]
    /// Inquiries, which move no money, are none.
    func chargebacks(of payment: String) async throws(GatewayFailure) -> [ChargebackSnapshot]
    func invoice(_ id: String) async throws(GatewayFailure) -> InvoiceSnapshot?
    func checkout(_ id: String) async throws(GatewayFailure) -> CheckoutSnapshot?
    func customer(_ id: String) async throws(GatewayFailure) -> CustomerSnapshot?

    /// Deletes the customer's data and ends all subscriptions; does nothing for a customer that is gone already.
    func forget(customer id: String) async throws(GatewayFailure)

    /// The event in a webhook, which must be signed and recent.
    func event(in body: [UInt8], signature: String, at now: Instant) throws(WebhookRefused) -> ProviderEvent
}

/// The request for a command, as it is stored.
package struct GatewayCall: Codable, Sendable, Hashable {
    package var path: String
    /// Names and values, alternating.
    package var form: [String]
    /// Nil for POST.
    package var method: String?

    package init(path: String, form: [String], method: String? = nil) {
        self.path = path
        self.form = form
        self.method = method
    }
}

/// The result of a command.
package struct GatewayResult: Sendable {
    package let id: String
    /// The address for the buyer; nil for commands without one.
    package let url: String?
    package let status: String?

    package init(id: String, url: String? = nil, status: String? = nil) {
        self.id = id
        self.url = url
        self.status = status
    }
}

/// A webhook that is not from the provider, or not recent.
package struct WebhookRefused: Error, Hashable {
    package let reason: String
}

/// An event, as far as it is stored: identifiers, no personal data.
package struct ProviderEvent: Sendable, Hashable {
    package let id: String
    package let type: String
    package let createdAt: Instant
    package let object: Object
    /// Whether the event is of another connected account, or a test event in production; it is ignored.
    package let isForeign: Bool

    /// The object of the event, and the objects that it belongs to.
    package struct Object: Codable, Sendable, Hashable {
        package var kind: String
        package var id: String
        package var customer: String?
        package var payment: String?
        package var subscription: String?
        package var invoice: String?
    }
}

/// No provider is configured, so that no payment is possible.
package struct NoPayments: PaymentGateway {
    package let provider = "none"
    package let isConfigured = false

    package init() {}

    package func prepare(_ order: GatewayCommand) -> GatewayCall { GatewayCall(path: "", form: []) }

    package func perform(_ call: GatewayCall, key: String) async throws(GatewayFailure) -> GatewayResult {
        throw .notConfigured
    }

    package func subscription(_ id: String) async throws(GatewayFailure) -> SubscriptionSnapshot? {
        throw .notConfigured
    }
    package func payment(_ id: String) async throws(GatewayFailure) -> PaymentSnapshot? {
        throw .notConfigured
    }
    package func refunds(of payment: String) async throws(GatewayFailure) -> [RefundSnapshot] {
        throw .notConfigured
    }
    package func chargebacks(of payment: String) async throws(GatewayFailure) -> [ChargebackSnapshot] {
        throw .notConfigured
    }
    package func invoice(_ id: String) async throws(GatewayFailure) -> InvoiceSnapshot? {
        throw .notConfigured
    }
    package func checkout(_ id: String) async throws(GatewayFailure) -> CheckoutSnapshot? {
        throw .notConfigured
    }
    package func customer(_ id: String) async throws(GatewayFailure) -> CustomerSnapshot? {
        throw .notConfigured
    }

    package func forget(customer id: String) async throws(GatewayFailure) { throw .notConfigured }

    package func event(
        in body: [UInt8],
        signature: String,
        at now: Instant
    ) throws(WebhookRefused) -> ProviderEvent {
        throw WebhookRefused(reason: "no provider is configured")
    }
}
