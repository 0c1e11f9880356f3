import Kernel
import Store
import Web

/// Who may come in: accounts, sessions, tokens.
package enum Accounts {
    /// For everything that tries a secret: ten a minute is more than a person needs.
    package static let limit = RateLimit("auth", 10, per: .minutes(1))
    // Refreshing needs a signed token, so it cannot be guessed; many people may refresh behind one address.
    static let refreshLimit = RateLimit("refresh", 120, per: .minutes(1))
    static let bodyLimit = 8_192

    static func routes(under root: String) -> [Route] {
        doors(under: root).tagged("Accounts") + SessionRoutes.routes(under: root).tagged("Accounts")
            + ServiceTokenRoutes.routes(under: root).tagged("Service tokens")
    }

    private static func doors(under root: String) -> [Route] {
        [
            Post("\(root)/auth/login", login, .anyone, "Log in with e-mail address and password")
                .limited(limit).upTo(bytes: bodyLimit).refuses(.invalidCredentials),
            Post("\(root)/auth/refresh", refresh, .anyone, "Exchange a refresh token for new tokens")
                .limited(refreshLimit).upTo(bytes: bodyLimit).refuses(.invalidRefreshToken),
            Post("\(root)/auth/logout", logout, .anyone, "End the session")
                .limited(refreshLimit).upTo(bytes: bodyLimit).refuses(.invalidRefreshToken),
            Post(
                "\(root)/users/me/password",
                changePassword,
                .account,
                "Change one's password; other sessions end"
            )
            .limited(limit).upTo(bytes: bodyLimit),
            Get("\(root)/.well-known/jwks.json", showKeys, .anyone, "The public keys of access tokens"),
        ]
    }

    static func showKeys(_ call: Call) async throws -> WithHeaders<KeySet> {
        WithHeaders(call.site.tokens.jwks, [("Cache-Control", "public, max-age=300")])
    }

    static let problems: [Problem.Code] = [
        .invalidCredentials, .invalidRefreshToken, .emailTaken, .lastAdministrator,
    ]
}

// swift-format-ignore
extension Problem.Code {
    package static let invalidCredentials  = Self("invalid_credentials", 401, ["en": "E-mail address or password is wrong, or there were too many attempts.", "it": "Indirizzo e-mail o password errati, oppure troppi tentativi."])
    package static let invalidRefreshToken = Self("invalid_refresh_token", 401, ["en": "The session has ended; log in again.", "it": "La sessione è terminata; effettuare di nuovo l'accesso."])
    package static let emailTaken          = Self("email_taken", 409, ["en": "There is already an account with this e-mail address.", "it": "Esiste già un account con questo indirizzo e-mail."])
    package static let lastAdministrator   = Self("last_administrator", 409, ["en": "This is the last administrator.", "it": "È l'ultimo amministratore."])
}
