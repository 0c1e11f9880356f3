import Crypto
import Foundation
import Kernel

/// The key for the signatures of an endpoint's deliveries (Standard Webhooks).
package struct WebhookSecret: Sendable {
    private let key: [UInt8]

    init(key: [UInt8]) {
        self.key = key
    }

    static func new() -> WebhookSecret {
        WebhookSecret(key: randomBytes(32))
    }

    /// The secret as it is shown, once.
    var text: String { "whsec_" + Data(key).base64EncodedString() }

    /// A signature `v1,…` over the identifier, the time and the exact bytes of the body.
    func signature(of id: String, at seconds: Int64, _ payload: String) -> String {
        let signed = Array("\(id).\(seconds).\(payload)".utf8)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }
}

extension WebhookSecret {
    static let current = column("secret")
    static let previous = column("previous_secret")

    private static func column(_ name: StaticString) -> SealedColumn {
        let former = SealedColumn.FormerSeal(purpose: "webhooks", isBoundToRow: true)
        return SealedColumn("webhook_endpoint", name, key: "id", formerly: former)
    }

    func sealed(
        as column: SealedColumn = current,
        of endpoint: ID<WebhookEndpoint>,
        at site: Site
    ) throws -> [UInt8] {
        try column.seal(key, in: endpoint, at: site)
    }
}
