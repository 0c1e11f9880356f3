import Kernel

/// Logs people in at one provider of identities: asks for a code with PKCE (S256), exchanges it, checks the token.
package struct OIDCClient: Sendable {
    package let provider: OIDCProvider
    let directory: OIDCDirectory
    private let http: HTTPCaller
    let now: @Sendable () -> Instant

    package init(_ provider: OIDCProvider, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.provider = provider
        self.http = http
        self.now = now
        directory = OIDCDirectory(provider, http: http, now: now)
    }

    /// The secrets of one login, which come back with its code.
    struct Secrets: Sendable {
        let state: String
        let nonce: String
        let verifier: String

        static func new() -> Secrets {
            Secrets(state: SecretText.new(), nonce: SecretText.new(), verifier: SecretText.new())
        }
    }

    /// The page at which the person agrees.
    func page(for secrets: Secrets, returningTo callback: String) async throws(OIDCFailure) -> String {
        let form = [
            "response_type", "code", "client_id", provider.clientID, "redirect_uri", callback,
            "scope", provider.scopes.joined(separator: " "), "state", secrets.state, "nonce", secrets.nonce,
            "code_challenge", PKCE.challenge(of: secrets.verifier), "code_challenge_method", "S256",
        ]
        let page = try await directory.endpoints().authorization
        return page + (page.contains("?") ? "&" : "?") + StripeForm.encoded(form)
    }

    /// The person whom the provider names for the code.
    func person(
        for code: String,
        _ verifier: String,
        nonce: String,
        from callback: String
    ) async throws(OIDCFailure) -> IDToken {
        let json = try await exchange(code, verifier, from: callback)
        guard let token = json["id_token"]?.stringValue else { throw .untrusted("there is none") }
        return try await IDToken.read(
            token,
            accessToken: json["access_token"]?.stringValue,
            nonce: nonce,
            of: self
        )
    }

    private func exchange(
        _ code: String,
        _ verifier: String,
        from callback: String
    ) async throws(OIDCFailure) -> JSONValue {
        let form = [
            "grant_type", "authorization_code", "code", code, "redirect_uri", callback,
            "client_id", provider.clientID, "client_secret", provider.clientSecret, "code_verifier", verifier,
        ]
        let endpoint = try await directory.endpoints().token
        let answer: HTTPCaller.Answer
        do throws(HTTPFailure) {
            answer = try await http.call(
                HTTPCaller.Request(
                    "POST",
                    endpoint,
                    headers: [
                        ("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json"),
                    ],
                    body: .bytes(Array(StripeForm.encoded(form).utf8)),
                    timeout: .seconds(15)
                )
            )
        } catch {
            throw .unavailable("\(error)")
        }
        let json = try? JSONValue(parsing: answer.body)
        guard answer.status == 200, let json else {
            // The body itself is not logged: on success it would be the tokens.
            let word = json?["error"]?.stringValue ?? "status \(answer.status)"
            throw (400..<500).contains(answer.status) ? .refused(word) : .unavailable(word)
        }
        return json
    }
}
