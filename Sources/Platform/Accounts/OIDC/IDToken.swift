import Crypto
import JWTKit
import Kernel

/// A person as a provider names them in a token that was checked: its key, issuer, audience, times, nonce and hash.
struct IDToken: Sendable {
    /// The provider's own name, whichever form the token has.
    let issuer: String
    /// The provider's name for people.
    let provider: String
    /// The provider's name of the person, which never changes.
    let subject: String
    let email: EmailAddress?
    /// Whether the provider vouches for the address.
    let isEmailVerified: Bool
    let firstName: String?
    let lastName: String?
    let language: Language?

    /// How far the time of a token may be from ours.
    static let tolerance = Duration.minutes(10)

    static func read(
        _ text: String,
        accessToken: String?,
        nonce: String,
        of client: OIDCClient
    ) async throws(OIDCFailure) -> IDToken {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = json(parts[0]), let claims = json(parts[1]) else {
            throw .untrusted("it is no token")
        }
        try await checkSignature(of: text, header, client)
        try check(claims, client.provider, at: client.now())
        guard let given = claims["nonce"]?.stringValue, given == nonce else {
            throw .untrusted("another nonce")
        }
        try checkHash(claims["at_hash"]?.stringValue, of: accessToken, client.provider)
        guard let subject = claims["sub"]?.stringValue, (1...255).contains(subject.utf8.count) else {
            throw .untrusted("no subject")
        }
        return IDToken(subject, claims, client.provider)
    }

    private init(_ subject: String, _ claims: JSONValue, _ provider: OIDCProvider) {
        issuer = provider.issuer
        self.provider = provider.title
        self.subject = subject
        email = claims["email"]?.stringValue.flatMap { try? EmailAddress(parsing: $0) }
        // Some providers send the word.
        isEmailVerified =
            claims["email_verified"]?.boolValue ?? (claims["email_verified"]?.stringValue == "true")
        firstName = claims["given_name"]?.stringValue ?? claims["name"]?.stringValue
        lastName = claims["family_name"]?.stringValue
        language = claims["locale"]?.stringValue.map { Language($0) }
    }

    private static func json(_ part: Substring) -> JSONValue? {
        Base64.url.decode(part).flatMap { try? JSONValue(parsing: $0) }
    }

    /// RS256 alone: a token names its algorithm itself, and may not choose one that proves nothing.
    private static func checkSignature(
        of text: String,
        _ header: JSONValue,
        _ client: OIDCClient
    ) async throws(OIDCFailure) {
        guard header["alg"]?.stringValue == "RS256", header["crit"] == nil else {
            throw .untrusted("not signed with RS256")
        }
        let kid = header["kid"]?.stringValue
        guard let key = try await client.directory.key(kid) else { throw .untrusted("an unknown key") }
        let keys = JWTKeyCollection()
        await keys.add(rsa: key, digestAlgorithm: .sha256, kid: kid.map { JWKIdentifier(string: $0) })
        guard (try? await keys.verify(text, as: AnyClaims.self)) != nil else {
            throw .untrusted("a wrong signature")
        }
    }

    /// The claims are read from the JSON itself.
    private struct AnyClaims: JWTPayload {
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private static func check(
        _ claims: JSONValue,
        _ provider: OIDCProvider,
        at now: Instant
    ) throws(OIDCFailure) {
        guard let issuer = claims["iss"]?.stringValue, provider.issuerForms.contains(issuer) else {
            throw .untrusted("another issuer")
        }
        let single = claims["aud"]?.stringValue.map { [$0] }
        let audience = single ?? claims["aud"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let party = claims["azp"]?.stringValue
        guard audience.contains(provider.clientID), party ?? provider.clientID == provider.clientID,
            audience.count == 1 || party != nil
        else { throw .untrusted("for another audience") }
        guard let expiry = claims["exp"]?.integerValue, expiry > now.seconds else {
            throw .untrusted("expired")
        }
        guard let issued = claims["iat"]?.integerValue,
            abs(issued - now.seconds) <= tolerance.components.seconds
        else { throw .untrusted("not issued just now") }
    }

    /// The hash is the left half of the SHA-256 of the access token.
    private static func checkHash(
        _ hash: String?,
        of accessToken: String?,
        _ provider: OIDCProvider
    ) throws(OIDCFailure) {
        guard let hash else {
            if provider.bindsAccessToken { throw .untrusted("no hash of the access token") }
            return
        }
        let half = Array(SHA256.hash(data: Array((accessToken ?? "").utf8))).prefix(16)
        guard hash == Base64.url.encode(half) else { throw .untrusted("for another access token") }
    }
}
