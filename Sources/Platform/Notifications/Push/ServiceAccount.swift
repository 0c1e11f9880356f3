import JWTKit
import Kernel

/// The key file of a Google service account, with its identity and its signing key.
package struct ServiceAccount: Sendable {
    package let project: String
    let email: String
    let keyID: String?
    let tokenURL: String
    private let keys: JWTKeyCollection

    /// The requested permission.
    static let scope = "https://www.googleapis.com/auth/firebase.messaging"

    /// Throws ``Unusable`` for an invalid file or key.
    package init(json: String) throws(Unusable) {
        guard let file = try? JSONValue(parsing: Array(json.utf8)),
            file["type"]?.stringValue == "service_account",
            let project = file["project_id"]?.stringValue, let email = file["client_email"]?.stringValue,
            let pem = file["private_key"]?.stringValue, let tokenURL = file["token_uri"]?.stringValue
        else { throw Unusable(reason: "is no key file of a Google service account") }
        let isName =
            !project.isEmpty
            && project.utf8.allSatisfy { $0 == 45 || $0 == 58 || $0 == 46 || Self.isWord($0) }
        guard isName, tokenURL.hasPrefix("https://") || tokenURL.hasPrefix("http://127.0.0.1:") else {
            throw Unusable(reason: "names no project, or no https:// address for tokens")
        }
        do {
            key = try Insecure.RSA.PrivateKey(pem: pem)
        } catch {
            throw Unusable(reason: "has a private key that cannot be read")
        }
        self.project = project
        self.email = email
        self.tokenURL = tokenURL
        keyID = file["private_key_id"]?.stringValue
        keys = JWTKeyCollection()
    }

    private let key: Insecure.RSA.PrivateKey

    private static func isWord(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || (65...90).contains(byte)
    }

    package struct Unusable: Error {
        package let reason: String
    }

    /// The assertion for an access token (RFC 7523), valid for a quarter of an hour.
    func assertion(at now: Instant) async throws -> String {
        let claims = Assertion(
            iss: email,
            scope: Self.scope,
            aud: tokenURL,
            iat: now.seconds,
            exp: now.seconds + 900
        )
        let kid = JWKIdentifier(string: keyID ?? "key")
        await keys.add(rsa: key, digestAlgorithm: .sha256, kid: kid)
        return try await keys.sign(claims, kid: kid, header: ["typ": "JWT"])
    }

    private struct Assertion: JWTPayload {
        let iss: String
        let scope: String
        let aud: String
        let iat: Int64
        let exp: Int64

        func verify(using algorithm: some JWTAlgorithm) {}
    }
}
