import Crypto
import Foundation
import Web

/// The signature of a webhook of Twilio: an HMAC of its address with the names and values of its form.
///
/// https://www.twilio.com/docs/usage/webhooks/webhooks-security: a JSON body is signed by its hash, which Twilio adds to
/// the address.
package struct TwilioSignature: Sendable {
    /// Signs with SHA-1.
    let token: String
    /// Signs with the algorithm of a setting for webhooks, where the account has one.
    let sharedKey: String?

    package init(token: String, sharedKey: String? = nil) {
        self.token = token
        self.sharedKey = sharedKey
    }

    /// The signed part of a request.
    package struct Signed: Sendable {
        /// As Twilio calls it, whatever proxies made of it, with the query.
        let url: String
        let body: [UInt8]
        let isForm: Bool

        package init(url: String, body: [UInt8], mediaType: String?) {
            self.url = url
            self.body = body
            isForm = mediaType == nil || mediaType == "application/x-www-form-urlencoded"
        }
    }

    /// `settings` is the header `X-Twilio-Webhooks-Signature-Settings`, such as `key=CR…,algorithm=HMAC_SHA256`.
    package func isValid(_ signature: String, settings: String?, of signed: Signed) -> Bool {
        guard let proof = Data(base64Encoded: signature), signed.hasItsBody else { return false }
        let parameters = signed.isForm ? Self.joined(TwilioForm.pairs(signed.body)) : ""
        return Self.spellings(of: signed.url).contains { url in
            isValid(proof, of: Data((url + parameters).utf8), settings)
        }
    }

    private func isValid(_ proof: Data, of text: Data, _ settings: String?) -> Bool {
        guard let settings else {
            return HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                proof,
                authenticating: text,
                using: key(token)
            )
        }
        let secret = key(sharedKey ?? token)
        switch Self.algorithm(settings) {
        case "HMAC_SHA1":
            return HMAC<Insecure.SHA1>.isValidAuthenticationCode(proof, authenticating: text, using: secret)
        case "HMAC_SHA256":
            return HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: text, using: secret)
        default: return false
        }
    }

    private func key(_ text: String) -> SymmetricKey { SymmetricKey(data: Data(text.utf8)) }

    private static func algorithm(_ settings: String) -> String? {
        settings.pieces(at: ",").lazy.map { $0.unpadded }.first { $0.hasPrefix("algorithm=") }
            .map { String($0.dropFirst("algorithm=".count)) }
    }

    /// Names in the order of their bytes, each with its values in the same order; equal pairs count once.
    private static func joined(_ form: [(name: String, value: String)]) -> String {
        let byName = Dictionary(grouping: form, by: \.name).mapValues { Set($0.map(\.value)) }
        return byName.sorted { $0.key.comesBefore($1.key) }.map { name, values in
            values.sorted { $0.comesBefore($1) }.map { name + $0 }.joined()
        }.joined()
    }

    /// The address with and without its port: Twilio signs one or the other.
    static func spellings(of url: String) -> [String] {
        guard let scheme = url.range(of: "://") else { return [url] }
        let rest = url[scheme.upperBound...]
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let (authority, path) = (rest[..<end], rest[end...])
        let isBracketed = authority.hasPrefix("[")
        let colon = authority.lastIndex(of: ":").flatMap { position in
            !isBracketed || authority[..<position].hasSuffix("]") ? position : nil
        }
        let host = colon.map { authority[..<$0] } ?? authority
        let port = colon.map { String(authority[authority.index(after: $0)...]) }
        let usual = url.hasPrefix("https:") ? "443" : "80"
        let start = url[..<scheme.upperBound]
        return ["\(start)\(host)\(path)", "\(start)\(host):\(port ?? usual)\(path)"]
    }
}

extension TwilioSignature.Signed {
    /// Whether the hash in the query, which a JSON body needs, is that of the body.
    fileprivate var hasItsBody: Bool {
        guard !isForm else { return true }
        let query = TwilioForm.pairs(Array((url.after("?") ?? "").utf8))
        guard let hash = query.first(where: { $0.name == "bodySHA256" })?.value else { return false }
        let own = SHA256.hash(data: body).map { byte in
            let digits = Array("0123456789abcdef")
            return "\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
        return hash.lowercased() == own
    }
}

/// A form as Twilio sends it (`application/x-www-form-urlencoded`).
enum TwilioForm {
    static func pairs(_ body: [UInt8]) -> [(name: String, value: String)] {
        String(decoding: body, as: UTF8.self).pieces(at: "&").map { pair in
            let parts = pair.pieces(at: "=", atMost: 2, keepingEmpty: true)
            return (decoded(parts.first), decoded(parts.count > 1 ? parts[1] : nil))
        }
    }

    private static func decoded(_ part: Substring?) -> String {
        let spaced = (part ?? "").replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}

extension String {
    fileprivate func comesBefore(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
