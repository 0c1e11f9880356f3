import Kernel

/// Stripe, over its HTTP API.
package struct StripeGateway: PaymentGateway {
    /// The last version in which subscriptions, invoices and payment intents refer to each other directly; webhooks may
    /// be in any.
    package static let version = "2025-02-24.acacia"
    static let timeout = Duration.seconds(25)
    private static let answerLimit = 4 << 20

    package let provider = "stripe"
    package let isConfigured = true
    let settings: Settings
    private let http: HTTPCaller

    package struct Settings: Sendable, Equatable {
        package var key: String
        /// The current secret first; during a rotation, the previous one too.
        package var webhookSecrets: [String]
        package var root: String
        /// The key of clients; empty where they do not speak to Stripe themselves.
        package var publishableKey: String

        package init(
            key: String,
            webhookSecrets: [String],
            root: String = "https://api.stripe.com",
            publishableKey: String = ""
        ) {
            self.key = key
            self.webhookSecrets = webhookSecrets
            self.root = root
            self.publishableKey = publishableKey
        }

        /// Whether real money is moved.
        package var isLive: Bool { key.hasPrefix("sk_live_") || key.hasPrefix("rk_live_") }
    }

    package init(_ settings: Settings, http: HTTPCaller) {
        self.settings = settings
        self.http = http
    }

    package func prepare(_ order: GatewayCommand) -> GatewayCall { StripeCommands.call(order) }

    package func perform(_ call: GatewayCall, key: String) async throws(GatewayFailure) -> GatewayResult {
        if call.method == "DELETE" { return try await end(call) }
        let answer = try await send("POST", call.path, form: call.form, key: key)
        guard let id = answer["id"]?.stringValue else { throw .incomprehensible("an answer without an id") }
        return GatewayResult(
            id: id,
            url: answer["url"]?.stringValue,
            status: answer["status"]?.stringValue
        )
    }

    /// Takes no key: a repetition finds nothing, and that is success too.
    private func end(_ call: GatewayCall) async throws(GatewayFailure) -> GatewayResult {
        let id = call.path.split(separator: "/").last.map(String.init) ?? ""
        do throws(GatewayFailure) {
            let answer = try await send("DELETE", call.path)
            return GatewayResult(id: id, status: answer["status"]?.stringValue)
        } catch .refused(status: 404, _) {
            return GatewayResult(id: id)
        }
    }

    package func subscription(_ id: String) async throws(GatewayFailure) -> SubscriptionSnapshot? {
        guard let answer = try await find("/v1/subscriptions/\(StripeForm.escaped(id))") else { return nil }
        return try StripeReading.subscription(answer)
    }

    package func payment(_ id: String) async throws(GatewayFailure) -> PaymentSnapshot? {
        let path = "/v1/payment_intents/\(StripeForm.escaped(id))?expand[]=latest_charge.balance_transaction"
        guard let answer = try await find(path) else { return nil }
        return try StripeReading.payment(answer)
    }

    package func refunds(of payment: String) async throws(GatewayFailure) -> [RefundSnapshot] {
        let query = "payment_intent=\(StripeForm.escaped(payment))&limit=100"
        guard let answer = try await find("/v1/refunds?\(query)") else { return [] }
        guard let list = answer["data"]?.arrayValue else { throw .incomprehensible("no list of refunds") }
        var snapshot: [RefundSnapshot] = []
        for refund in list { snapshot.append(try StripeReading.refund(refund)) }
        return snapshot.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
    }

    package func chargebacks(of payment: String) async throws(GatewayFailure) -> [ChargebackSnapshot] {
        let query = "payment_intent=\(StripeForm.escaped(payment))&limit=100"
        guard let list = try await find("/v1/disputes?\(query)")?["data"]?.arrayValue else {
            throw .incomprehensible("no list of disputes")
        }
        var snapshots: [ChargebackSnapshot] = []
        for dispute in list {
            if let snapshot = try StripeReading.chargeback(dispute) { snapshots.append(snapshot) }
        }
        return snapshots
    }

    package func invoice(_ id: String) async throws(GatewayFailure) -> InvoiceSnapshot? {
        guard let answer = try await find("/v1/invoices/\(StripeForm.escaped(id))") else { return nil }
        return try StripeReading.invoice(answer)
    }

    package func checkout(_ id: String) async throws(GatewayFailure) -> CheckoutSnapshot? {
        guard let answer = try await find("/v1/checkout/sessions/\(StripeForm.escaped(id))") else {
            return nil
        }
        return try StripeReading.checkout(answer)
    }

    package func customer(_ id: String) async throws(GatewayFailure) -> CustomerSnapshot? {
        guard let answer = try await find("/v1/customers/\(StripeForm.escaped(id))") else { return nil }
        return try StripeReading.customer(answer)
    }

    package func forget(customer id: String) async throws(GatewayFailure) {
        do throws(GatewayFailure) {
            _ = try await send("DELETE", "/v1/customers/\(StripeForm.escaped(id))")
        } catch .refused(status: 404, _) {
        }
    }

    package func event(
        in body: [UInt8],
        signature: String,
        at now: Instant
    ) throws(WebhookRefused) -> ProviderEvent {
        guard let signature = StripeSignature(signature) else {
            throw WebhookRefused(reason: "no signature")
        }
        guard signature.matches(body, secrets: settings.webhookSecrets) else {
            throw WebhookRefused(reason: "a wrong signature")
        }
        guard signature.isTimely(at: now) else { throw WebhookRefused(reason: "not of now") }
        guard let event = StripeReading.event(body, isLive: settings.isLive) else {
            throw WebhookRefused(reason: "no event")
        }
        return event
    }
}

extension StripeGateway {
    /// Nil for an unknown object.
    func find(_ path: String) async throws(GatewayFailure) -> JSONValue? {
        do throws(GatewayFailure) {
            return try await send("GET", path)
        } catch .refused(status: 404, _) {
            return nil
        }
    }

    func send(
        _ method: String,
        _ path: String,
        form: [String] = [],
        key: String? = nil
    ) async throws(GatewayFailure) -> JSONValue {
        var headers = [
            (name: "Authorization", value: "Bearer \(settings.key)"), ("Stripe-Version", Self.version),
            ("User-Agent", "Portico"),
        ]
        if let key { headers.append(("Idempotency-Key", key)) }
        var body = HTTPCaller.Body.none
        if method == "POST" {
            headers.append(("Content-Type", "application/x-www-form-urlencoded"))
            body = .bytes(Array(StripeForm.encoded(form).utf8))
        }
        let answer: HTTPCaller.Answer
        do throws(HTTPFailure) {
            answer = try await http.call(
                HTTPCaller.Request(
                    method,
                    settings.root + path,
                    headers: headers,
                    body: body,
                    timeout: Self.timeout,
                    answerLimit: Self.answerLimit
                )
            )
        } catch {
            let words = "no answer: \(error)"
            throw error.mayHaveArrived ? .unknown(words) : .unreachable(words)
        }
        guard let json = try? JSONValue(parsing: answer.body), json.objectValue != nil else {
            throw (200..<500).contains(answer.status)
                ? .incomprehensible("\(answer.status), and no JSON") : .unknown("status \(answer.status)")
        }
        guard (200..<300).contains(answer.status) else { throw StripeReading.failure(answer, json) }
        return json
    }
}
