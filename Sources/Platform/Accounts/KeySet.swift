import Crypto
import JWTKit
import Kernel
import Web

/// The keys a site signs access tokens with, and the public half of them (RFC 7517).
struct SigningKeys: Sendable {
    let collection: JWTKeyCollection
    /// The names of the keys, the one that signs first.
    let names: [String]
    let published: KeySet

    init(_ secret: SiteSecret, for product: Product) async throws {
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

/// The answer at `/.well-known/jwks.json`; empty when the site signs with a shared secret, which is nobody's to
/// know.
package struct KeySet: View {
    package var keys: [Key]

    package struct Key: Codable, Sendable {
        package var kty = "OKP"
        package var crv = "Ed25519"
        package var x: String
        package var kid: String
        package var use = "sig"
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
