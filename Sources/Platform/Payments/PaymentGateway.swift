import Kernel

/// Whoever takes the money: what we ask of them, and what we ask them about.
package protocol PaymentGateway: Sendable {
    /// The name in the database, as `stripe`.
    var provider: String { get }
    /// Whether there is one; nothing else may be called where there is none.
    var isConfigured: Bool { get }

    /// What will be sent for an order; the same for as long as the order is open, so that a repetition is one.
    func prepare(_ order: GatewayCommand) -> GatewayCall
    /// Does it once, however often it is asked with the same key.
    func perform(_ call: GatewayCall, key: String) async throws(GatewayFailure) -> GatewayResult

    // The facts as they are now; nil when there is no such thing.
    func subscription(_ id: String) async throws(GatewayFailure) -> SubscriptionSnapshot?
    func payment(_ id: String) async throws(GatewayFailure) -> PaymentSnapshot?
    func refunds(of payment: String) async throws(GatewayFailure) -> [RefundSnapshot]
    func invoice(_ id: String) async throws(GatewayFailure) -> InvoiceSnapshot?
    func checkout(_ id: String) async throws(GatewayFailure) -> CheckoutSnapshot?
    func customer(_ id: String) async throws(GatewayFailure) -> CustomerSnapshot?

    /// Their data at the provider, and every subscription they have, ends; nothing happens when they are gone already.
    func forget(customer id: String) async throws(GatewayFailure)

    /// What a webhook says, if it is signed and not old.
    func event(in body: [UInt8], signature: String, at now: Instant) throws(WebhookRefused) -> ProviderEvent
}

/// What is sent for one order, as it is kept.
package struct GatewayCall: Codable, Sendable, Hashable {
    package var path: String
    /// Names and values in turn.
    package var form: [String]

    package init(path: String, form: [String]) {
        self.path = path
        self.form = form
    }
}

/// What came of an order.
package struct GatewayResult: Sendable {
    package let id: String
    /// Where the buyer is to go, where that is what was asked for.
    package let url: String?
    package let status: String?

    package init(id: String, url: String? = nil, status: String? = nil) {
        self.id = id
        self.url = url
        self.status = status
    }
}

/// The webhook is not the provider's, or not of now.
package struct WebhookRefused: Error, Hashable {
    package let reason: String
}

/// What has happened, as far as we keep it: names of things, nothing about people.
package struct ProviderEvent: Sendable, Hashable {
    package let id: String
    package let type: String
    package let createdAt: Instant
    package let object: Object
    /// Of another account that is connected to ours, or of a test in earnest: nothing to us.
    package let isForeign: Bool

    /// What it happened to, and what that belongs to.
    package struct Object: Codable, Sendable, Hashable {
        package var kind: String
        package var id: String
        package var customer: String?
        package var payment: String?
        package var subscription: String?
        package var invoice: String?
    }
}

/// No provider is configured: there is nothing to pay with.
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
