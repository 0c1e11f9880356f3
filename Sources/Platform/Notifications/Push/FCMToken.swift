import Kernel

/// Google's access token for messaging, exchanged for a signed assertion.
enum FCMToken {
    static func kept(
        for account: ServiceAccount,
        over http: HTTPCaller,
        now: @escaping @Sendable () -> Instant
    ) -> KeptToken {
        KeptToken(margin: .minutes(5), now: now) { now in try await exchange(account, http, now) }
    }

    private static func exchange(
        _ account: ServiceAccount,
        _ http: HTTPCaller,
        _ now: Instant
    ) async throws -> (String, Duration) {
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
        return (text, .seconds(min(max(seconds, 0), 86_400)))
    }
}
