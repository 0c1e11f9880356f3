import Crypto
import Kernel

/// Proof Key for Code Exchange (RFC 7636), with S256 only.
package enum PKCE {
    package static func challenge(of verifier: String) -> String {
        Base64.url.encode(SHA256.hash(data: Array(verifier.utf8)))
    }

    /// Whether a text can be a challenge: 43 characters of base64url.
    static func isChallenge(_ text: String) -> Bool { Base64.url.decode(text)?.count == 32 }
}

/// A challenge of PKCE: the SHA-256 of a secret of the app, in base64url.
package struct PKCEChallenge: TextValue {
    package let rawValue: String

    package init(unchecked normalised: String) {
        rawValue = normalised
    }

    package static func normalised(_ text: String) throws(Refusal) -> String {
        guard PKCE.isChallenge(text) else { throw .notAChallenge }
        return text
    }

    package static let rule = TextRule(
        length: 43...43,
        example: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )
}
