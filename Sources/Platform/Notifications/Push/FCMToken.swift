import Kernel

/// Google's access token for messaging: exchanged for a signed assertion, and kept until shortly before its end.
///
/// Concurrent callers wait for one exchange.
actor FCMToken {
    private let account: ServiceAccount
    private let http: HTTPCaller
    private let now: @Sendable () -> Instant
    private var kept: (text: String, until: Instant)?
    private var exchange: Task<(String, Instant), any Error>?

    private static let margin = Duration.minutes(5)

    init(_ account: ServiceAccount, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.account = account
        self.http = http
        self.now = now
    }

    func text() async throws -> String {
        if let kept, kept.until > now() { return kept.text }
        let task = exchange ?? Task { [account, http, now] in try await Self.exchange(account, http, now()) }
        exchange = task
        do {
            let (text, until) = try await task.value
            if exchange == task { (kept, exchange) = ((text, until), nil) }
            return text
        } catch {
            if exchange == task { exchange = nil }
            throw error
        }
    }

    /// Drops a refused token, so that the next caller gets a new one.
    func forget(_ text: String) {
        if kept?.text == text { kept = nil }
    }

    private static func exchange(
        _ account: ServiceAccount,
        _ http: HTTPCaller,
        _ now: Instant
    ) async throws -> (String, Instant) {
        let form = [
            "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "assertion", try await account.assertion(at: now),
        ]
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(
                HTTPCaller.Request(
                    "POST",
                    account.tokenURL,
                    headers: [("Content-Type", "application/x-www-form-urlencoded")],
                    body: .bytes(Array(StripeForm.encoded(form).utf8))
                )
            )
        } catch {
            throw PushFailure(.later(nil), detail: "no access token: \(error)")
        }
        guard answer.status == 200, let body = try? JSONValue(parsing: answer.body),
            let text = body["access_token"]?.stringValue, let seconds = body["expires_in"]?.integerValue
        else {
            // The body itself is not logged: on success it would be the token.
            let said = (try? JSONValue(parsing: answer.body))?["error"]?.stringValue ?? ""
            throw PushFailure(
                .later(nil),
                code: answer.status,
                detail: "no access token: \(answer.status) \(said)"
            )
        }
        let life = Duration.seconds(min(max(seconds, 0), 86_400))
        return (text, now + max(life - margin, .zero))
    }
}
