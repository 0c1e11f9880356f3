import Kernel

/// Google's services on behalf of people who linked them: calendars and files, with the grants that they gave.
package struct GoogleServices: Sendable {
    /// Our identity at Google, and its addresses.
    package struct Settings: Sendable, Equatable {
        package var clientID: String
        package var clientSecret: String
        /// The page at which people agree.
        package var consent: String
        /// The address of tokens, without a slash at its end.
        package var oauth: String
        /// The address of the APIs, without a slash at its end.
        package var api: String

        package init(
            clientID: String,
            clientSecret: String,
            consent: String = "https://accounts.google.com/o/oauth2/v2/auth",
            oauth: String = "https://oauth2.googleapis.com",
            api: String = "https://www.googleapis.com"
        ) {
            self.clientID = clientID
            self.clientSecret = clientSecret
            self.consent = consent
            self.oauth = oauth
            self.api = api
        }
    }

    let settings: Settings
    let http: HTTPCaller
    let tokens: GoogleTokens

    package init(_ settings: Settings, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.settings = settings
        self.http = http
        tokens = GoogleTokens(settings, http: http, now: now)
    }

    /// Calls an API with a grant; once more with a new token when Google does not know the one that was kept.
    func call(
        _ method: String,
        _ path: String,
        _ query: [String] = [],
        body: JSONValue? = nil,
        for grant: Grant
    ) async throws -> JSONValue {
        let url = settings.api + path + (query.isEmpty ? "" : "?" + StripeForm.encoded(query))
        var headers: [(name: String, value: String)] = [("Accept", "application/json")]
        if body != nil { headers.append(("Content-Type", "application/json; charset=utf-8")) }
        let sent: HTTPCaller.Body = body.map { .bytes($0.bytes) } ?? .none
        let answer = try await send(
            .init(method, url, headers: headers, body: sent, timeout: .seconds(25), answerLimit: 16 << 20),
            for: grant
        )
        return try GoogleFailure.read(answer)
    }

    func send(_ request: HTTPCaller.Request, for grant: Grant) async throws -> HTTPCaller.Answer {
        var answer = try await attempt(request, for: grant)
        if answer.status == 401 { answer = try await attempt(request, for: grant) }
        return answer
    }

    private func attempt(_ request: HTTPCaller.Request, for grant: Grant) async throws -> HTTPCaller.Answer {
        let token = try await tokens.text(for: grant)
        var request = request
        request.headers.append(("Authorization", "Bearer \(token)"))
        do {
            let answer = try await http.call(request)
            if answer.status == 401 { await tokens.forget(token, of: grant) }
            return answer
        } catch let failure as HTTPFailure {
            throw GoogleFailure.later("\(failure)", nil)
        }
    }

    /// The refresh token of a linked account.
    struct Grant: Sendable {
        let integration: ID<Integration>
        let refreshToken: String
    }
}
