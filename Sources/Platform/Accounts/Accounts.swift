import Kernel
import Store
import Web

/// Who may come in: accounts, sessions, tokens.
package enum Accounts {
    /// For everything that tries a secret: ten a minute is more than a person needs.
    package static let limit = RateLimit("auth", 10, per: .minutes(1), guardsSecret: true)
    /// For operations that mail or text somebody: counted apart, so that they do not use up the logins of an address.
    package static let messageLimit = RateLimit("auth_message", 10, per: .minutes(1), guardsSecret: true)
    // Refreshing needs a signed token, so it cannot be guessed; many people may refresh behind one address.
    static let refreshLimit = RateLimit("refresh", 120, per: .minutes(1))
    // Each may mail a stranger.
    static let inviteLimit = RateLimit("invite", 60, per: .hours(1))
    static let bodyLimit = 8_192

    static var routes: [Route] {
        entryRoutes.tagged("Accounts") + SessionRoutes.routes.tagged("Accounts")
            + SecondFactorRoutes.routes.tagged("Accounts")
            + SecondFactorResetRoutes.routes
            + InvitationRoutes.routes.tagged("Invitations")
            + ServiceTokenRoutes.routes.tagged("Service tokens")
    }

    private static var entryRoutes: [Route] {
        [
            Post(
                "/auth/login",
                login,
                .anyone,
                "Log in with a password, and an e-mail address or a telephone number"
            )
            .limited(limit).upTo(bytes: bodyLimit).refuses(.invalidCredentials, .secondFactorRequired),
            Post("/auth/refresh", refresh, .anyone, "Exchange a refresh token for new tokens")
                .limited(refreshLimit).uncounted.upTo(bytes: bodyLimit).refuses(.invalidRefreshToken),
            Post("/auth/logout", logout, .anyone, "End the session")
                .limited(refreshLimit).uncounted.upTo(bytes: bodyLimit).refuses(.invalidRefreshToken),
            Post(
                "/users/me/password",
                changePassword,
                .account,
                "Change one's password; other sessions end"
            )
            .limited(limit).upTo(bytes: bodyLimit),
            Post("/auth/login/second-factor", secondStep, .anyone, "The second step of a login")
                .limited(limit).upTo(bytes: bodyLimit).refuses(.challengeOver),
            Post(
                "/auth/step-up",
                stepUp,
                .account,
                "Show who one is again, before something sensitive"
            )
            .limited(limit).upTo(bytes: bodyLimit),
            Post("/auth/forgot-password", forgotPassword, .anyone, "Ask for a link to a new password")
                .limited(messageLimit).upTo(bytes: bodyLimit),
            Post("/auth/reset-password", resetPassword, .anyone, "Set a password with a mailed token")
                .limited(limit).upTo(bytes: bodyLimit),
            Post(
                "/auth/verify-email",
                verifyEmail,
                .anyone,
                "Open an account with a mailed token and a password, or confirm an address with a mailed token"
            )
            .limited(limit).upTo(bytes: bodyLimit).refuses(.emailTaken),
            Post("/users/me/email/verification", resendVerification, .account, "Mail another link")
                .limited(limit),
            Post(
                "/users/me/email",
                changeEmail,
                .account,
                "Change one's e-mail address, once confirmed"
            )
            .limited(limit).upTo(bytes: bodyLimit).afresh,
            Get("/.well-known/jwks.json", showKeys, .anyone, "The public keys of access tokens"),
        ]
    }

    static func showKeys(_ call: Call) async throws -> WithHeaders<KeySet> {
        WithHeaders(call.site.tokens.jwks, [("Cache-Control", "public, max-age=300")])
    }

    static let problems: [Problem.Code] = [
        .invalidCredentials, .invalidRefreshToken, .emailTaken, .lastAdministrator, .secondFactorRequired,
        .secondFactorOn, .challengeOver, .stepUpRequired, .invitationOpen, .phoneTaken, .invalidCode,
        .notOnOneself,
        .secondFactorAbsent, .mfaEnrolmentRequired,
    ]
}
