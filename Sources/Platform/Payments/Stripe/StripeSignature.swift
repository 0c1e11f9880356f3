import Crypto
import Foundation
import Kernel
import Web

/// The `Stripe-Signature` of a webhook: `t=…,v1=…[,v1=…]`, HMAC-SHA256 in hexadecimal over `t.body`.
struct StripeSignature {
    let time: Int64
    let signatures: [[UInt8]]

    /// The tolerance of the time, in seconds, either way.
    static let tolerance: Int64 = 300

    /// Nil without exactly one time and at least one signature.
    init?(_ header: String) {
        var times: [Int64] = []
        var signatures: [[UInt8]] = []
        for part in header.pieces(at: ",").prefix(32) {
            let pair = part.pieces(at: "=", atMost: 2, keepingEmpty: true)
            guard pair.count == 2 else { continue }
            switch pair[0].unpadded {
            case "t":
                guard let time = Int64(pair[1]) else { return nil }
                times.append(time)
            case "v1":
                if let bytes = Self.bytes(hexadecimal: pair[1]) { signatures.append(bytes) }
            default: continue
            }
        }
        guard times.count == 1, let time = times.first, !signatures.isEmpty else { return nil }
        self.time = time
        self.signatures = signatures
    }

    /// Whether one of the secrets made one of the signatures, in constant time.
    func matches(_ body: [UInt8], secrets: [String]) -> Bool {
        let signed = Array("\(time).".utf8) + body
        var isMatch = false
        for secret in secrets {
            let key = SymmetricKey(data: Array(secret.utf8))
            for signature in signatures {
                let fits = HMAC<SHA256>.isValidAuthenticationCode(
                    signature,
                    authenticating: signed,
                    using: key
                )
                isMatch = fits || isMatch
            }
        }
        return isMatch
    }

    func isTimely(at now: Instant) -> Bool {
        let (distance, overflow) = now.seconds.subtractingReportingOverflow(time)
        return !overflow && distance.magnitude <= UInt64(Self.tolerance)
    }

    private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard let high = digit(digits[index]), let low = digit(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
