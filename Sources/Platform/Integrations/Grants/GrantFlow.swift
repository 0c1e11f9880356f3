import Kernel
import Logging
import Store
import Web

/// The way of a person to Google and back, to link the account: with a state of our own, PKCE, and a cookie.
package struct GrantFlow: Sendable {
    /// The path of the way back, below the product's root.
    private let path: String
    private static let cookie = RoundTripCookie("grant")

    package init(returningTo path: String) {
        self.path = path
    }

    /// The address of Google's page, for this browser alone.
    @Sendable package func start(_ call: Call, query: GrantQuery) async throws -> WithHeaders<GrantPage> {
        let (site, account) = (call.site, try call.account)
        guard let google = site.dependencies.google else { throw Problem(.googleUnavailable) }
        let page = try site.ownPage(query.returnTo.rawValue)
        let (state, secret) = (SecretText.new(), SecretText.new())
        try await site.db.write { tx in
            try GrantRequest.begin(state, secret, of: account, returningTo: page, at: site, tx)
        }
        let wanted = query.with.isEmpty ? [.calendar] : Array(Set(query.with))
        let scopes = wanted.sorted { $0.rawValue < $1.rawValue }.flatMap(\.scopes)
        let form = [
            "response_type", "code", "client_id", google.settings.clientID, "redirect_uri", callback(site),
            "scope", scopes.joined(separator: " "), "state", state, "access_type", "offline",
            // Without it Google gives no refresh token to a person who has agreed before.
            "prompt", "consent", "include_granted_scopes", "true",
            "code_challenge", PKCE.challenge(of: secret), "code_challenge_method", "S256",
        ]
        let url = google.settings.consent + "?" + StripeForm.encoded(form)
        return WithHeaders(GrantPage(url: url), [Self.cookie.holding(state), ("cache-control", "no-store")])
    }

    /// Back from Google: keeps the grant, and sends the browser on, with `error` where there is none.
    @Sendable package func finish(
        _ call: Call,
        query: OpenQuery,
        facts: RequestFacts
    ) async throws -> WithHeaders<Redirect> {
        let site = call.site
        guard let google = site.dependencies.google else { throw Problem(.googleUnavailable) }
        let given = query.values.filter { $0.name == "state" }.map(\.value)
        guard given.count == 1, let state = given.first, Self.cookie.matches(state, facts) else {
            throw Problem(.roundTripState)
        }
        guard let request = try await site.db.write({ tx in try GrantRequest.spend(state, tx) }) else {
            throw Problem(.roundTripState)
        }
        let error = try await failure(of: request, query, google, call)
        let page = error.map { adding("error", $0, to: request.returnTo) } ?? request.returnTo
        return WithHeaders(Redirect(to: page), [Self.cookie.gone])
    }

    private func callback(_ site: Site) -> String { site.dependencies.address + site.product.root + path }

    /// Nil when the account is linked now.
    private func failure(
        of request: GrantRequest,
        _ query: OpenQuery,
        _ google: GoogleServices,
        _ call: Call
    ) async throws -> String? {
        guard query["error"] == nil, let code = query["code"] else { return "access_denied" }
        let site = call.site
        let form = [
            "grant_type", "authorization_code", "code", code, "redirect_uri", callback(site),
            "client_id", google.settings.clientID, "client_secret", google.settings.clientSecret,
            "code_verifier", try request.secret(at: site),
        ]
        let json: JSONValue
        do {
            json = try await GoogleFailure.post(form, to: google.settings.oauth + "/token", over: google.http)
        } catch let failure as GoogleFailure {
            call.log.notice("a grant was not given: \(failure)")
            return failure == .grantBroken ? "access_denied" : "temporarily_unavailable"
        }
        // People can leave boxes unticked.
        let access = GoogleAccess.granted(by: json["scope"]?.stringValue ?? "")
        guard let token = json["refresh_token"]?.stringValue, !access.isEmpty else { return "access_denied" }
        let origin = call.origin
        return try await site.db.write { tx in
            let account = try Account.find(request.account, tx)
            guard account.state == .active else { return "account_closed" }
            let owner = Actor.owner(of: account, from: origin)
            try Integration.link(account.id, token, for: access, by: owner, at: site, tx)
            return nil
        }
    }
}
