import Kernel

/// Hands push notifications to Firebase Cloud Messaging (HTTP v1: `POST /v1/projects/{project}/messages:send`).
package struct FCMCarrier: PushCarrier {
    private let account: ServiceAccount
    private let token: KeptToken
    private let http: HTTPCaller
    private let root: String

    package init(
        _ account: ServiceAccount,
        http: HTTPCaller,
        root: String = "https://fcm.googleapis.com",
        now: @escaping @Sendable () -> Instant
    ) {
        self.account = account
        self.http = http
        self.root = root
        token = FCMToken.kept(for: account, over: http, now: now)
    }

    package var isReal: Bool { true }

    package func send(_ push: Push) async throws -> PushReceipt {
        let bearer = try await token.text()
        let request = HTTPCaller.Request(
            "POST",
            "\(root)/v1/projects/\(account.project)/messages:send",
            headers: [
                ("Authorization", "Bearer \(bearer)"), ("Content-Type", "application/json; charset=utf-8"),
            ],
            body: .bytes(Self.body(of: push).bytes)
        )
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(request)
        } catch {
            throw PushFailure(.later(nil), detail: "\(error)")
        }
        guard answer.status == 200 else {
            if answer.status == 401 { await token.forget(bearer) }
            throw PushFailure(refusedBy: answer)
        }
        return PushReceipt(providerID: (try? JSONValue(parsing: answer.body))?["name"]?.stringValue)
    }

    private static func body(of push: Push) -> JSONValue {
        [
            "message": [
                "token": .string(push.token),
                "notification": ["title": .string(push.title), "body": .string(push.body)],
                "data": .object(push.members), "android": ["priority": "high"],
            ]
        ]
    }
}

extension PushFailure {
    /// The verdict of an error answer.
    ///
    /// See https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode. `INVALID_ARGUMENT` is about the token
    /// unless it names another field: an invalid message must not cost all recipients their devices.
    init(refusedBy answer: HTTPCaller.Answer) {
        let error = (try? JSONValue(parsing: answer.body))?["error"]
        let details = error?["details"]?.arrayValue ?? []
        let reason =
            details.compactMap { $0["errorCode"]?.stringValue }.first ?? error?["status"]?.stringValue ?? ""
        let fields = details.flatMap { $0["fieldViolations"]?.arrayValue ?? [] }.compactMap {
            $0["field"]?.stringValue
        }
        let isAboutToken = fields.isEmpty || fields.contains("message.token")
        let verdict: Verdict =
            switch reason {
            case "UNREGISTERED", "SENDER_ID_MISMATCH": .deviceGone
            case "INVALID_ARGUMENT": isAboutToken ? .deviceGone : .refused
            case "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED", "UNAVAILABLE", "INTERNAL":
                .later(Self.wait(answer))
            default:
                [401, 403, 404, 408, 429].contains(answer.status) || answer.status >= 500
                    ? .later(Self.wait(answer)) : .refused
            }
        let said = error?["message"]?.stringValue ?? ""
        self.init(verdict, code: answer.status, detail: "\(answer.status) \(reason) \(said.prefix(200))")
    }

    /// The requested wait; a minute where a quota is used up and the answer names no time.
    private static func wait(_ answer: HTTPCaller.Answer) -> Duration? {
        if let seconds = answer.header("retry-after").flatMap({ Int($0) }) {
            return .seconds(min(max(seconds, 1), 3_600))
        }
        return answer.status == 429 ? .minutes(1) : nil
    }
}
