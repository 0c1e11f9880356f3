import Kernel

/// Zoom's meetings, with the credentials of our own account (server to server: a token for an hour, without a refresh).
package struct ZoomClient: Sendable {
    package struct Settings: Sendable, Equatable {
        package var account: String
        package var clientID: String
        package var secret: String
        /// The address of tokens, without a slash at its end.
        package var oauth: String
        /// The address of the API, without a slash at its end.
        package var api: String

        package init(
            account: String,
            clientID: String,
            secret: String,
            oauth: String = "https://zoom.us",
            api: String = "https://api.zoom.us"
        ) {
            self.account = account
            self.clientID = clientID
            self.secret = secret
            self.oauth = oauth
            self.api = api
        }
    }

    private let settings: Settings
    private let http: HTTPCaller
    private let token: KeptToken

    package init(_ settings: Settings, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.settings = settings
        self.http = http
        token = KeptToken(margin: .minutes(5), now: now) { _ in try await Self.exchange(settings, http) }
    }

    /// The number and the address of a new meeting.
    func make(_ meeting: OutsideMeeting, mark: String) async throws -> (number: String, url: String) {
        let json = try await call("POST", "/v2/users/me/meetings", Self.body(of: meeting, mark))
        guard let made = Self.made(json) else { throw ZoomFailure.later("no meeting in the answer") }
        return made
    }

    /// The meeting ahead with our mark, of which no answer came.
    func find(mark: String) async throws -> (number: String, url: String)? {
        var page = ""
        for _ in 0..<20 {
            let query =
                "?type=upcoming&page_size=300"
                + (page.isEmpty ? "" : "&next_page_token=\(StripeForm.escaped(page))")
            let json = try await call("GET", "/v2/users/me/meetings" + query)
            let meetings = json["meetings"]?.arrayValue ?? []
            if let known = meetings.first(where: { $0["agenda"]?.stringValue == mark }) {
                return Self.made(known)
            }
            page = json["next_page_token"]?.stringValue ?? ""
            if page.isEmpty { return nil }
        }
        return nil
    }

    /// False when the meeting is gone.
    func change(_ number: String, to meeting: OutsideMeeting, mark: String) async throws -> Bool {
        do {
            _ = try await call("PATCH", "/v2/meetings/\(number)", Self.body(of: meeting, mark))
            return true
        } catch ZoomFailure.missing {
            return false
        }
    }

    func delete(_ number: String) async throws {
        do {
            _ = try await call("DELETE", "/v2/meetings/\(number)")
        } catch ZoomFailure.missing {
            // It is gone.
        }
    }

    private static func body(of meeting: OutsideMeeting, _ mark: String) -> JSONValue {
        [
            "topic": .string(String(meeting.title.prefix(200))), "type": 2, "agenda": .string(mark),
            "start_time": .string("\(meeting.startsAt)"), "duration": .integer(Int64(meeting.minutes)),
            "timezone": "UTC", "settings": ["join_before_host": true, "waiting_room": false],
        ]
    }

    private static func made(_ json: JSONValue) -> (number: String, url: String)? {
        guard let number = json["id"]?.integerValue.map({ String($0) }) ?? json["id"]?.stringValue,
            let url = json["join_url"]?.stringValue, url.hasPrefix("https://")
        else { return nil }
        return (number, url)
    }

    private func call(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        let bearer = try await token.text()
        var headers: [(name: String, value: String)] = [
            ("Authorization", "Bearer \(bearer)"), ("Accept", "application/json"),
        ]
        if body != nil { headers.append(("Content-Type", "application/json")) }
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(
                .init(
                    method,
                    settings.api + path,
                    headers: headers,
                    body: body.map { .bytes($0.bytes) } ?? .none
                )
            )
        } catch {
            throw ZoomFailure.later("\(error)")
        }
        let json = answer.body.isEmpty ? JSONValue.null : (try? JSONValue(parsing: answer.body)) ?? .null
        switch answer.status {
        case 200..<300: return json
        case 401:
            await token.forget(bearer)
            throw ZoomFailure.later("the token is over")
        // 3001: the meeting does not exist, or has ended.
        case 404: throw ZoomFailure.missing
        case 429, 500...: throw ZoomFailure.later("status \(answer.status)")
        default: throw ZoomFailure.refused(answer.status, json["code"]?.integerValue.map { "\($0)" } ?? "")
        }
    }

    private static func exchange(
        _ settings: Settings,
        _ http: HTTPCaller
    ) async throws -> (text: String, life: Duration) {
        let credentials = Base64.standard.encode("\(settings.clientID):\(settings.secret)".utf8)
        let form = ["grant_type", "account_credentials", "account_id", settings.account]
        let answer = try await http.call(
            .init(
                "POST",
                settings.oauth + "/oauth/token",
                headers: [
                    ("Authorization", "Basic \(credentials)"),
                    ("Content-Type", "application/x-www-form-urlencoded"),
                ],
                body: .bytes(Array(StripeForm.encoded(form).utf8))
            )
        )
        // The body itself is not logged: on success it would be the token.
        guard answer.status == 200, let json = try? JSONValue(parsing: answer.body),
            let text = json["access_token"]?.stringValue, let seconds = json["expires_in"]?.integerValue
        else { throw ZoomFailure.later("no access token: \(answer.status)") }
        return (text, .seconds(min(max(seconds, 0), 3_600)))
    }
}
