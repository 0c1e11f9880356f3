import Crypto
import Foundation
import Kernel
import Platform

/// Stripe as `scripts/stripe-double.py` plays it, in a process of its own, and the webhooks it would send.
///
/// Its clock starts with the world. Tests act for buyers with ``act(_:_:)``.
package final class StripeDouble: Sendable {
    package static let secret = "whsec_test_of_a_world"
    package let root: String
    private let process: Process

    package init() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", Self.script, "--now", String(TestClock.start.seconds)]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw TestFailure("the double of Stripe did not start")
        }
        self.process = process
        root = "http://127.0.0.1:\(port)"
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
    }

    private static let script = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../scripts/stripe-double.py").standardizedFileURL.path

    private var settings: StripeGateway.Settings {
        .init(
            key: "sk_test_double",
            webhookSecrets: [Self.secret],
            root: root,
            publishableKey: Self.publishableKey
        )
    }

    /// For ``World``: `outside: { $0.payments = stripe.gateway }`.
    package var gateway: StripeGateway { StripeGateway(settings, http: HTTPCaller()) }

    /// For charges: `dependencies: { $0.gateways = Gateways([stripe.charges]) }`.
    package var charges: StripeCharges { StripeCharges(settings, http: HTTPCaller()) }

    /// For charges without a page: `dependencies: { $0.gateways = Gateways([stripe.intents]) }`.
    package var intents: StripeIntents { StripeIntents(settings, http: HTTPCaller()) }

    package static let publishableKey = "pk_test_double"

    /// For accounts of payees and transfers: `dependencies: { $0.connect = stripe.connect }`.
    package var connect: StripeConnect { StripeConnect(settings, http: HTTPCaller()) }

    /// As `complete/cs_test_…` (with `declines`; for charges also `amount`, `currency`, `reference` and `later`),
    /// `confirm/pi_…` (with `declines`, `later`, `amount`, `country`, `fingerprint` and `secret`), `arrive/pi_…`,
    /// `arrive/cs_test_…`, `renew/sub_…`, `retry/in_…`, `end/sub_…`, `refund/pi_…`, `settle_refund/re_…`, `dispute/pi_…`,
    /// `close_dispute/du_…`, `fault`, `config`.
    @discardableResult
    package func act(_ what: String, _ form: [String: String] = [:]) async throws -> JSONValue {
        let body = form.map { "\($0)=\($1)" }.joined(separator: "&")
        let answer = try await HTTPCaller().call(
            .init("POST", "\(root)/_\(what)", body: .bytes(Array(body.utf8)))
        )
        guard answer.status == 200 else {
            throw TestFailure("\(what): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
        return try JSONValue(parsing: answer.body)
    }

    /// Every event so far, oldest first, as Stripe would send it.
    package func events() async throws -> [String] {
        try await list("_events").compactMap(\.stringValue)
    }

    /// The requests under `/v1`, oldest first: `method`, `path`, `key`, `body`.
    package func requests() async throws -> [JSONValue] {
        try await list("_requests")
    }

    private func list(_ path: String) async throws -> [JSONValue] {
        let answer = try await HTTPCaller().call(.init("GET", "\(root)/\(path)"))
        return try JSONValue(parsing: answer.body).arrayValue ?? []
    }

    /// The `Stripe-Signature` of a payload, made from the specification and not with our own code.
    package static func signature(
        of payload: String,
        at time: Instant,
        secret: String = secret
    ) -> String {
        let signed = Array("\(time.seconds).\(payload)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: Array(secret.utf8)))
        return "t=\(time.seconds),v1=\(code.map { String(format: "%02x", $0) }.joined())"
    }
}

extension World {
    /// Hands a webhook of Stripe's in: at the platform's own address, or at that of charges.
    @discardableResult
    package func hook(_ payload: String, at path: String = "/webhooks/stripe") async throws -> TestResponse {
        try await anonymous.send(
            "POST",
            "\(product.root)\(path)",
            bytes: Array(payload.utf8),
            type: "application/json; charset=utf-8",
            headers: ["Stripe-Signature": StripeDouble.signature(of: payload, at: clock.now)]
        )
    }

    /// Everything that Stripe has told so far about charges, and what follows from it.
    package func hearCharges(_ stripe: StripeDouble) async throws {
        try await hear(stripe, at: "/payments/webhook")
    }

    /// Everything that Stripe has told so far, and what follows from it; known events change nothing.
    package func hear(_ stripe: StripeDouble, at path: String = "/webhooks/stripe") async throws {
        for payload in try await stripe.events() {
            let answer = try await hook(payload, at: path)
            guard answer.status == 200 else { throw TestFailure("a webhook was not taken: \(answer)") }
        }
        try await runJobs()
    }
}
