import Foundation
import Kernel
import Platform

/// PayPal as `scripts/paypal-double.py` plays it, with webhooks signed by a certificate chain of its own.
///
/// Its clock starts with the world. Tests act for payers, banks and PayPal with ``act(_:_:)``.
package final class PayPalDouble: Sendable {
    package let root: String
    /// The certificate (PEM) that a verifier of its webhooks trusts.
    package let roots: String
    private let double: PythonDouble
    private let folder: URL

    package static let clientID = "double-client"
    package static let secret = "double-secret"
    package static let webhookID = "8PT597110X687430L"

    package init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("portico-paypal-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("roots.pem")
        double = try PythonDouble(
            "paypal-double.py",
            ["--now", String(TestClock.start.seconds), "--folder", folder.path, "--roots", file.path]
        )
        root = double.root
        roots = try String(contentsOf: file, encoding: .utf8)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    package var world: PayPalWorld { .double(at: root, roots: roots) }

    /// For ``World``: `dependencies: { $0.gateways = Gateways([paypal.gateway()]) }`.
    package func gateway(
        secret: String = secret,
        in world: PayPalWorld? = nil,
        now: @escaping @Sendable () -> Instant = { TestClock.start }
    ) -> PayPalGateway {
        let settings = PayPalGateway.Settings(
            clientID: Self.clientID,
            secret: secret,
            webhookID: Self.webhookID,
            world: world ?? self.world
        )
        return PayPalGateway(settings, http: HTTPCaller(threads: 8), now: now)
    }

    /// As `approve/<order>`, `settle/<capture>`, `deny/<capture>`, `refund/<capture>` (`amount`), `bounce/<refund>`,
    /// `finish/<refund>`, `dispute/<capture>`, `resolve/<dispute>` (`outcome`), `forget/<order>`, `revoke`,
    /// `fault` (`kind`, `on`, `times`), `config`.
    @discardableResult
    package func act(_ what: String, _ form: [String: String] = [:]) async throws -> JSONValue {
        let body = form.map { "\(escaped($0))=\(escaped($1))" }.joined(separator: "&")
        let answer = try await HTTPCaller(threads: 1).call(
            .init("POST", "\(root)/_\(what)", body: .bytes(Array(body.utf8)))
        )
        guard answer.status == 200 else {
            throw TestFailure("\(what): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
        }
        return try JSONValue(parsing: answer.body)
    }

    private func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    package func setClock(to now: Instant) async throws {
        try await act("config", ["now": String(now.seconds)])
    }

    /// Every event so far, oldest first, as PayPal would send it.
    package func events() async throws -> [Webhook] {
        (try await double.ask("/_events").arrayValue ?? []).map {
            Webhook(body: $0["body"]?.stringValue ?? "", headers: Webhook.headers($0["headers"]))
        }
    }

    /// A webhook of any body, with the signature of a certificate of the double's.
    package func sign(
        _ body: String,
        certificate: String = "CERT-good",
        webhook: String = webhookID
    ) async throws -> Webhook {
        let headers = try await act("sign", ["body": body, "certificate": certificate, "webhook": webhook])
        return Webhook(body: body, headers: Webhook.headers(headers))
    }

    /// The requests with a token, oldest first: `method`, `path`, `key`, `body`, `token`.
    package func requests() async throws -> [JSONValue] {
        try await double.ask("/_requests").arrayValue ?? []
    }

    /// How often credentials were exchanged for a token.
    package func exchanges() async throws -> Int {
        Int(try await double.ask("/_exchanges").integerValue ?? -1)
    }

    /// How often a certificate was fetched.
    package func fetches() async throws -> Int {
        Int(try await double.ask("/_fetches").integerValue ?? -1)
    }

    /// A webhook on its way to us.
    package struct Webhook: Sendable {
        package var body: String
        package var headers: [String: String]

        package init(body: String, headers: [String: String]) {
            self.body = body
            self.headers = headers
        }

        fileprivate static func headers(_ json: JSONValue?) -> [String: String] {
            let members = json?.objectValue?.members ?? []
            return Dictionary(members.map { ($0.name, $0.value.stringValue ?? "") }) { $1 }
        }
    }
}

extension World {
    /// Hands a webhook of PayPal's in.
    @discardableResult
    package func hook(_ webhook: PayPalDouble.Webhook) async throws -> TestResponse {
        try await anonymous.send(
            "POST",
            "\(product.root)/payments/webhook",
            bytes: Array(webhook.body.utf8),
            type: "application/json",
            headers: webhook.headers
        )
    }

    /// Everything that PayPal has told so far, and what follows from it; known events change nothing.
    package func hear(_ paypal: PayPalDouble) async throws {
        for webhook in try await paypal.events() {
            let answer = try await hook(webhook)
            guard answer.status == 200 else { throw TestFailure("a webhook was not taken: \(answer)") }
        }
        try await runJobs()
    }
}
