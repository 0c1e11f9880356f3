import Crypto
import JWTKit
import Kernel
import Web

/// The keys with which a site signs access tokens, and their public halves (RFC 7517).
struct SigningKeys: Sendable {
    let collection: JWTKeyCollection
    /// The names of the keys; the first one signs.
    let names: [String]
    let published: KeySet

    init(_ secret: SiteSecret, for product: ProductDefinition) async throws {
        let keys = secret.keys(for: "access-token", of: product.name)
        var names: [String] = []
        var published: [KeySet.Key] = []
        collection = JWTKeyCollection()
        for key in keys {
            switch product.accounts.signing {
            case .eddsa:
                let pair = try Curve25519.Signing.PrivateKey(rawRepresentation: key.bytes)
                let shown = KeySet.Key(publicKey: Array(pair.publicKey.rawRepresentation))
                await collection.add(
                    eddsa: EdDSA.PrivateKey(backing: pair),
                    kid: JWKIdentifier(string: shown.kid)
                )
                names.append(shown.kid)
                published.append(shown)
            case .hs256:
                let name = String(
                    Base64.url.encode(SHA256.hash(data: Array("kid".utf8) + key.bytes)).prefix(16)
                )
                await collection.add(
                    hmac: HMACKey(key: key),
                    digestAlgorithm: .sha256,
                    kid: JWKIdentifier(string: name)
                )
                names.append(name)
            }
        }
        self.names = names
        self.published = KeySet(keys: published)
    }
}

/// The public keys of access tokens (RFC 7517).
package struct KeySet: View {
    /// The newest key first; empty when the site signs with a shared secret.
    package var keys: [Key]

    /// A public key (RFC 8037).
    package struct Key: Codable, Sendable {
        /// The key type, always `OKP`.
        package var kty = "OKP"
        /// The curve, always `Ed25519`.
        package var crv = "Ed25519"
        /// The public key itself, in base64url.
        package var x: String
        /// The identity of the key, by which a token's header names it: its RFC 7638 thumbprint.
        package var kid: String
        /// The purpose, always `sig`: signatures.
        package var use = "sig"
        /// The signature algorithm, always `EdDSA`.
        package var alg = "EdDSA"

        /// Named by its RFC 7638 thumbprint.
        init(publicKey: [UInt8]) {
            x = Base64.url.encode(publicKey)
            kid = Base64.url.encode(
                SHA256.hash(data: Array(#"{"crv":"Ed25519","kty":"OKP","x":"\#(x)"}"#.utf8))
            )
        }
    }
}

extension SymmetricKey {
    var bytes: [UInt8] { withUnsafeBytes(Array.init) }
}
