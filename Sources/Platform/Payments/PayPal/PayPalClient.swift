import Kernel

/// Requests to PayPal's API, with a token for our credentials.
struct PayPalClient: Sendable {
    private static let timeout = Duration.seconds(25)
    private static let answerLimit = 4 << 20

    private let root: String
    private let http: HTTPCaller
    private let token: KeptToken

    init(_ settings: PayPalGateway.Settings, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        root = settings.world.api
        self.http = http
        token = KeptToken(margin: .seconds(60), now: now) { _ in
            try await Self.exchange(settings, over: http)
        }
    }

    /// Nil for an unknown object.
    func find(_ path: String) async throws(GatewayFailure) -> JSONValue? {
        do throws(GatewayFailure) {
            return try await send("GET", path)
        } catch .refused(status: 404, _) {
            return nil
        }
    }

    func post(
        _ path: String,
        _ body: JSONValue,
        key: String? = nil
    ) async throws(GatewayFailure) -> JSONValue {
        try await send("POST", path, body.bytes, key: key)
    }

    /// Sends a request once; once more with a new token when PayPal does not know the one that was kept.
    func send(
        _ method: String,
        _ path: String,
        _ body: [UInt8] = [],
        key: String? = nil
    ) async throws(GatewayFailure) -> JSONValue {
        let token = try await accessToken()
        var answer = try await call(method, path, body, key, token)
        if answer.status == 401 {
            await self.token.forget(token)
            answer = try await call(method, path, body, key, try await accessToken())
        }
        // Nothing happened, and our credentials can be put right.
        guard answer.status != 401 else { throw .unreachable("PayPal does not accept our credentials") }
        guard let json = try? JSONValue(parsing: answer.body), json.objectValue != nil else {
            throw (200..<500).contains(answer.status)
                ? .incomprehensible("\(answer.status), and no JSON") : .unknown("status \(answer.status)")
        }
        guard (200..<300).contains(answer.status) else { throw PayPalReading.failure(answer, json) }
        return json
    }

    private func call(
        _ method: String,
        _ path: String,
        _ body: [UInt8],
        _ key: String?,
        _ token: String
    ) async throws(GatewayFailure) -> HTTPCaller.Answer {
        var headers = [
            (name: "Authorization", value: "Bearer \(token)"), ("Accept", "application/json"),
            ("User-Agent", "Portico"),
        ]
        if method == "POST" {
            headers += [("Content-Type", "application/json"), ("Prefer", "return=representation")]
        }
        if let key { headers.append(("PayPal-Request-Id", key)) }
        do throws(HTTPFailure) {
            return try await http.call(
                HTTPCaller.Request(
                    method,
                    root + path,
                    headers: headers,
                    body: method == "POST" ? .bytes(body) : .none,
                    timeout: Self.timeout,
                    answerLimit: Self.answerLimit
                )
            )
        } catch {
            let words = "no answer: \(error)"
            throw error.mayHaveArrived ? .unknown(words) : .unreachable(words)
        }
    }

    private func accessToken() async throws(GatewayFailure) -> String {
        do {
            return try await token.text()
        } catch {
            throw error as? GatewayFailure ?? .unreachable("no access token")
        }
    }

    /// Without a token nothing was sent, so every failure is ``GatewayFailure/unreachable(_:)``.
    private static func exchange(
        _ settings: PayPalGateway.Settings,
        over http: HTTPCaller
    ) async throws -> (String, Duration) {
        let credentials = Base64.standard.encode("\(settings.clientID):\(settings.secret)".utf8)
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(
                HTTPCaller.Request(
                    "POST",
                    settings.world.api + "/v1/oauth2/token",
                    headers: [
                        ("Authorization", "Basic \(credentials)"), ("Accept", "application/json"),
                        ("Content-Type", "application/x-www-form-urlencoded"),
                    ],
                    body: .bytes(Array("grant_type=client_credentials".utf8)),
                    timeout: timeout
                )
            )
        } catch {
            throw GatewayFailure.unreachable("no access token: \(error)")
        }
        // The body itself is not logged: on success it would be the token.
        guard answer.status == 200, let json = try? JSONValue(parsing: answer.body),
            let text = json["access_token"]?.stringValue, let seconds = json["expires_in"]?.integerValue
        else { throw GatewayFailure.unreachable("no access token: \(answer.status)") }
        return (text, .seconds(min(max(seconds, 0), 86_400)))
    }
}
