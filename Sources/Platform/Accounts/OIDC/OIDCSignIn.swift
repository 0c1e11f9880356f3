import Kernel
import Logging
import Store
import Web

/// The three steps of a login at a provider: to its page, back from it, and the session for the app.
package struct OIDCSignIn: Sendable {
    private let provider: String
    /// The path of ``callback``, below the product's root.
    private let path: String

    package init(at provider: String, returningTo path: String) {
        self.provider = provider
        self.path = path
    }

    private func client(_ call: Call) throws -> OIDCClient {
        guard let client = call.site.dependencies.signIn.first(where: { $0.provider.name == provider }) else {
            throw Problem(.signInUnavailable)
        }
        return client
    }

    private func callback(_ call: Call) -> String {
        call.site.dependencies.address + call.site.product.root + path
    }

    /// To the provider's page; the cookie binds the way back to this browser.
    @Sendable package func start(_ call: Call, query: SignInQuery) async throws -> WithHeaders<Redirect> {
        let (client, site) = (try client(call), call.site)
        let page = try site.ownPage(query.returnTo.rawValue)
        let secrets = OIDCClient.Secrets.new()
        let address: String
        do throws(OIDCFailure) {
            address = try await client.page(for: secrets, returningTo: callback(call))
        } catch {
            call.log.warning("\(error)")
            throw Problem(.signInUnavailable, retryAfter: 30)
        }
        try await site.db.write { tx in
            try OIDCLogin.begin(
                secrets,
                at: client.provider,
                for: query.challenge,
                returningTo: page,
                at: site,
                tx
            )
        }
        return WithHeaders(Redirect(to: address), [RoundTripCookie.signIn.holding(secrets.state)])
    }

    /// Back from the provider: checks what it says, and sends the browser to the app with a code or an error.
    @Sendable package func finish(
        _ call: Call,
        query: OpenQuery,
        facts: RequestFacts
    ) async throws -> WithHeaders<Redirect> {
        let (client, site) = (try client(call), call.site)
        let given = query.values.filter { $0.name == "state" }.map(\.value)
        guard given.count == 1, let state = given.first, RoundTripCookie.signIn.matches(state, facts) else {
            throw Problem(.roundTripState)
        }
        let login = try await site.db.write { [provider] tx in try OIDCLogin.spend(state, at: provider, tx) }
        guard let login else { throw Problem(.roundTripState) }
        let (name, value) = try await outcome(of: login, query, client, call)
        return WithHeaders(
            Redirect(to: adding(name, value, to: login.returnTo)),
            [RoundTripCookie.signIn.gone]
        )
    }

    /// The parameter for the app.
    private func outcome(
        of login: OIDCLogin,
        _ query: OpenQuery,
        _ client: OIDCClient,
        _ call: Call
    ) async throws -> (String, String) {
        guard query["error"] == nil, let code = query["code"] else { return ("error", "access_denied") }
        let site = call.site
        let token: IDToken
        do {
            token = try await client.person(
                for: code,
                login.secret(at: site),
                nonce: login.nonce,
                from: callback(call)
            )
        } catch let failure as OIDCFailure {
            call.log.notice("\(failure)")
            if case .unavailable = failure { return ("error", "temporarily_unavailable") }
            return ("error", "login_refused")
        }
        let origin = call.origin
        return try await site.db.write { tx in
            switch try OIDCLinking.resolve(token, from: origin, at: site, tx) {
            case .account(let account): return ("code", try OIDCCode.issue(for: account, login.challenge, tx))
            case .refused(let word):
                try Audit.record(
                    OIDCAction.refuse,
                    of: Account.kind,
                    nil,
                    by: .nobody(from: origin),
                    details: ["because": .string(word)],
                    tx
                )
                return ("error", word)
            }
        }
    }

    /// The tokens for the app that began the login; with two-step login a challenge for the second step.
    @Sendable package func exchange(_ call: Call, body: SignInCode) async throws -> WithHeaders<TokenGrant> {
        let (site, text, verifier) = (call.site, body.code.rawValue, body.verifier.rawValue)
        let origin = call.origin ?? Origin(address: call.address)
        // The code is used up also when the request is refused.
        let entry = try await site.db.write { tx -> Accounts.Entry? in
            guard let account = try OIDCCode.spend(text, verifier, tx), try account.mayEnter(site, tx) else {
                return nil
            }
            return try Accounts.admit(account, from: origin, at: site, tx)
        }
        guard let entry else {
            site.report(.loginRefused, from: origin)
            throw Problem(.invalidCode)
        }
        return try await Accounts.grant(entry, after: body.deviceToken?.rawValue, at: site).unstored
    }
}
