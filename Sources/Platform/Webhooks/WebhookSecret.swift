import Crypto
import Foundation
import Kernel

/// The key that an endpoint's deliveries are signed with, as Standard Webhooks has it.
package struct WebhookSecret: Sendable {
    private let key: [UInt8]

    init(key: [UInt8]) {
        self.key = key
    }

    static func new() -> WebhookSecret {
        WebhookSecret(key: randomBytes(32))
    }

    /// As it is shown, once.
    var text: String { "whsec_" + Data(key).base64EncodedString() }

    /// `v1,…` over the identity, the time and the very bytes of the body.
    func signature(of id: String, at seconds: Int64, _ payload: String) -> String {
        let signed = Array("\(id).\(seconds).\(payload)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }
}

extension WebhookSecret {
    /// Encrypted for the database, and bound to the endpoint it belongs to.
    func sealed(for endpoint: ID<WebhookEndpoint>, at site: Site) throws -> [UInt8] {
        guard let siteKey = site.keys(for: Self.purpose).first else { throw WebhookSecretUnreadable() }
        let box = try AES.GCM.seal(key, using: siteKey, authenticating: Array(endpoint.description.utf8))
        guard let bytes = box.combined else { throw WebhookSecretUnreadable() }
        return Array(bytes)
    }

    static func opened(
        _ sealed: [UInt8],
        for endpoint: ID<WebhookEndpoint>,
        at site: Site
    ) throws -> WebhookSecret {
        let box = try AES.GCM.SealedBox(combined: sealed)
        for siteKey in site.keys(for: purpose) {
            let context = Array(endpoint.description.utf8)
            if let key = try? AES.GCM.open(box, using: siteKey, authenticating: context) {
                return WebhookSecret(key: Array(key))
            }
        }
        throw WebhookSecretUnreadable()
    }

    private static let purpose = "webhooks"
}

/// The site's secret has been changed without keeping the one before.
struct WebhookSecretUnreadable: Error, CustomStringConvertible {
    var description: String { "the secret of a webhook cannot be read with the site's keys" }
}
