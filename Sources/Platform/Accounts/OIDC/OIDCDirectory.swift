import JWTKit
import Kernel

/// The publications of a provider: its endpoints, and the keys of its tokens by `kid`.
///
/// Both are kept; an unknown `kid` has the keys fetched again, at most once a minute.
actor OIDCDirectory {
    struct Endpoints: Sendable {
        let authorization: String
        let token: String
        let keys: String
    }

    private static let lifetime = Duration.hours(24)
    private static let pause = Duration.minutes(1)

    private let provider: OIDCProvider
    private let http: HTTPCaller
    private let now: @Sendable () -> Instant
    private var configuration: (endpoints: Endpoints, until: Instant)?
    private var keys: [String: Insecure.RSA.PublicKey] = [:]
    private var keysFetchedAt: Instant?

    init(_ provider: OIDCProvider, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.provider = provider
        self.http = http
        self.now = now
    }

    func endpoints() async throws(OIDCFailure) -> Endpoints {
        if let configuration, configuration.until > now() { return configuration.endpoints }
        let json = try await document(at: provider.issuer + "/.well-known/openid-configuration")
        guard let issuer = json["issuer"]?.stringValue, provider.issuerForms.contains(issuer) else {
            throw .unavailable("its configuration is of another issuer")
        }
        let endpoints = Endpoints(
            authorization: try address("authorization_endpoint", of: json),
            token: try address("token_endpoint", of: json),
            keys: try address("jwks_uri", of: json)
        )
        configuration = (endpoints, now() + Self.lifetime)
        return endpoints
    }

    /// Nil for a key that the provider does not have.
    ///
    /// A token without a `kid` means the only key that there is (OpenID Connect Core, 10.1).
    func key(_ kid: String?) async throws(OIDCFailure) -> Insecure.RSA.PublicKey? {
        let isOld = keysFetchedAt.map { $0 + Self.lifetime <= now() } ?? true
        if !isOld, let key = known(kid) { return key }
        if let keysFetchedAt, !isOld, now() < keysFetchedAt + Self.pause { return nil }
        let json = try await document(at: try await endpoints().keys)
        keys = Self.keys(in: json)
        keysFetchedAt = now()
        return known(kid)
    }

    private func known(_ kid: String?) -> Insecure.RSA.PublicKey? {
        kid.map { keys[$0] } ?? (keys.count == 1 ? keys.values.first : nil)
    }

    /// The RSA keys for signatures; others cannot sign with RS256.
    private static func keys(in json: JSONValue) -> [String: Insecure.RSA.PublicKey] {
        var keys: [String: Insecure.RSA.PublicKey] = [:]
        for key in json["keys"]?.arrayValue ?? [] {
            guard key["kty"]?.stringValue == "RSA", key["use"]?.stringValue ?? "sig" == "sig",
                key["alg"]?.stringValue ?? "RS256" == "RS256", let kid = key["kid"]?.stringValue,
                let modulus = key["n"]?.stringValue, let exponent = key["e"]?.stringValue,
                let read = try? Insecure.RSA.PublicKey(modulus: modulus, exponent: exponent)
            else { continue }
            keys[kid] = read
        }
        return keys
    }

    /// An address of the configuration; encrypted wherever the provider's own is.
    private func address(_ member: String, of json: JSONValue) throws(OIDCFailure) -> String {
        let isOpen = provider.issuer.hasPrefix("http://")
        guard let address = json[member]?.stringValue,
            address.hasPrefix("https://") || (isOpen && address.hasPrefix("http://"))
        else { throw .unavailable("its configuration has no \(member)") }
        return address
    }

    private func document(at address: String) async throws(OIDCFailure) -> JSONValue {
        let answer: HTTPCaller.Answer
        do throws(HTTPFailure) {
            answer = try await http.call(
                HTTPCaller.Request(
                    "GET",
                    address,
                    headers: [("Accept", "application/json")],
                    timeout: .seconds(10)
                )
            )
        } catch {
            throw .unavailable("\(error)")
        }
        guard answer.status == 200, let json = try? JSONValue(parsing: answer.body) else {
            throw .unavailable("status \(answer.status)")
        }
        return json
    }
}
