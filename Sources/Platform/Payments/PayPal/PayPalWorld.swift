import Kernel

/// The PayPal that a server talks to: its API, the places of its certificates and their trust anchors.
///
/// One value, so that no test setting can be combined with the real PayPal.
package struct PayPalWorld: Sendable, Equatable {
    /// The address of the API, without a slash at the end.
    package let api: String
    /// The origins from which the certificates of webhooks may be fetched.
    let certificateOrigins: [String]
    let trust: Trust

    enum Trust: Sendable, Equatable {
        case systemRoots
        /// Certificates (PEM) instead of the system's.
        case roots(String)
    }

    /// Real money.
    package static let live = PayPalWorld(
        api: "https://api-m.paypal.com",
        certificateOrigins: payPalOrigins,
        trust: .systemRoots
    )

    /// PayPal's own place for tests.
    package static let sandbox = PayPalWorld(
        api: "https://api-m.sandbox.paypal.com",
        certificateOrigins: payPalOrigins,
        trust: .systemRoots
    )

    /// A double, which signs with certificates of its own.
    package static func double(at api: String, roots: String) -> PayPalWorld {
        PayPalWorld(api: api, certificateOrigins: [api], trust: .roots(roots))
    }

    private static let payPalOrigins = [
        "https://api.paypal.com", "https://api-m.paypal.com",
        "https://api.sandbox.paypal.com", "https://api-m.sandbox.paypal.com",
    ]

    private static let certificatePath = "/v1/notifications/certs/"

    /// Whether a certificate may be fetched from an address: an allowed origin, the path of certificates, and nothing else.
    func hasCertificate(at url: String) -> Bool {
        guard url.utf8.count <= 500 else { return false }
        return certificateOrigins.contains { origin in
            let start = origin + Self.certificatePath
            guard url.utf8.starts(with: start.utf8) else { return false }
            let name = url.utf8.dropFirst(start.utf8.count)
            return !name.isEmpty && name.allSatisfy(Self.isOfName)
        }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
