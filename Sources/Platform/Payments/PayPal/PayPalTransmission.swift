import CZlib
import Kernel
import Web

/// The headers of a webhook with which PayPal signs it.
struct PayPalTransmission: Sendable, Equatable {
    let id: String
    let time: String
    let signature: String
    let certificateURL: String
    let algorithm: String

    /// The only algorithm that PayPal uses.
    static let algorithm = "SHA256withRSA"

    static let signatureHeader = "PayPal-Transmission-Sig"

    /// Nil when a header is missing, doubled, too long or malformed; nothing is fetched for such a webhook.
    init?(_ headers: WebhookHeaders) {
        func header(_ name: String, atMost limit: Int) -> String? {
            guard let value = headers[name], (1...limit).contains(value.utf8.count) else { return nil }
            return value.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? value : nil
        }
        guard let id = header("PayPal-Transmission-Id", atMost: 50), !id.has("|"),
            let time = header("PayPal-Transmission-Time", atMost: 100), Instant(time) != nil,
            let signature = header(Self.signatureHeader, atMost: 1_000),
            let url = header("PayPal-Cert-Url", atMost: 500),
            let algorithm = header("PayPal-Auth-Algo", atMost: 100)
        else { return nil }
        self.id = id
        self.time = time
        self.signature = signature
        certificateURL = url
        self.algorithm = algorithm
    }

    /// The text that PayPal signs: `id|time|webhook|crc32`, with the checksum of the raw body in decimal.
    func signedText(of body: [UInt8], webhook: String) -> String {
        let checksum = body.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32(body.count)) }
        return "\(id)|\(time)|\(webhook)|\(checksum)"
    }

    /// The question to PayPal whether it signed a body, which must be JSON; its bytes stay as they are.
    func question(about body: [UInt8], webhook: String) -> [UInt8] {
        let rest: JSONValue = [
            "auth_algo": .string(algorithm), "cert_url": .string(certificateURL),
            "transmission_id": .string(id),
            "transmission_sig": .string(signature), "transmission_time": .string(time),
            "webhook_id": .string(webhook),
        ]
        return rest.bytes.dropLast() + Array(",\"webhook_event\":".utf8) + body + Array("}".utf8)
    }
}
