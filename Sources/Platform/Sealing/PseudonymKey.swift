import Crypto
import Kernel

/// A random key that gives each account a name which only the holder of the key can compute.
///
/// The same key always gives an account the same name; another key gives it another name.
package struct PseudonymKey: Sendable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package static func random() -> PseudonymKey { PseudonymKey(randomBytes(32)) }

    package func name(of account: ID<Account>) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array(account.description.utf8),
            using: SymmetricKey(data: bytes)
        )
        return Base64.url.encode(Array(code))
    }

    /// A name of the same form that belongs to nobody.
    package static func nobody() -> String { Base64.url.encode(randomBytes(32)) }
}
