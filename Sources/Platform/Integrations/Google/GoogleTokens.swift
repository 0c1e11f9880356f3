import Kernel

/// The access tokens of grants, kept until shortly before their end.
actor GoogleTokens {
    private let settings: GoogleServices.Settings
    private let http: HTTPCaller
    private let now: @Sendable () -> Instant
    private var kept: [String: KeptToken] = [:]
    /// More grants than one process works for at once.
    private static let most = 10_000

    init(_ settings: GoogleServices.Settings, http: HTTPCaller, now: @escaping @Sendable () -> Instant) {
        self.settings = settings
        self.http = http
        self.now = now
    }

    func text(for grant: GoogleServices.Grant) async throws -> String {
        if kept.count > Self.most { kept = [:] }
        let token =
            kept[grant.refreshToken]
            ?? KeptToken(margin: .minutes(5), now: now) { [settings, http] _ in
                try await Self.exchange(grant.refreshToken, settings, http)
            }
        kept[grant.refreshToken] = token
        return try await token.text()
    }

    func forget(_ text: String, of grant: GoogleServices.Grant) async {
        await kept[grant.refreshToken]?.forget(text)
    }

    private static func exchange(
        _ refreshToken: String,
        _ settings: GoogleServices.Settings,
        _ http: HTTPCaller
    ) async throws -> (text: String, life: Duration) {
        let form = [
            "grant_type", "refresh_token", "refresh_token", refreshToken,
            "client_id", settings.clientID, "client_secret", settings.clientSecret,
        ]
        let json = try await GoogleFailure.post(form, to: settings.oauth + "/token", over: http)
        guard let text = json["access_token"]?.stringValue, let seconds = json["expires_in"]?.integerValue
        else {
            throw GoogleFailure.later("no access token", nil)
        }
        return (text, .seconds(min(max(seconds, 0), 86_400)))
    }
}
