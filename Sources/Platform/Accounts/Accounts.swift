import Kernel
import Store
import Web

/// Accounts, their sessions and their tokens.
package enum Accounts {
    /// The limit of operations that check a secret: ten a minute is more than a person needs.
    package static let limit = RateLimit("auth", 10, per: .minutes(1), guardsSecret: true)
    /// The limit of operations that send a mail or a text, counted apart from the logins of an address.
    package static let messageLimit = RateLimit("auth_message", 10, per: .minutes(1), guardsSecret: true)
    // A refresh token is signed and cannot be guessed; many people may refresh behind one address.
    static let refreshLimit = RateLimit("refresh", 120, per: .minutes(1))
    // Each request may mail a stranger.
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
                "Log in with a password",
                details: """
                    The account is identified by its e-mail address or, where the product allows it, by its phone number. \
                    An account with two-step login is refused with `second_factor_required` and a challenge for \
                    `auth/login/second-factor`. After too many wrong passwords, the answer stays the same.
                    """
            )
            .limited(limit).upTo(bytes: bodyLimit).refuses(.invalidCredentials, .secondFactorRequired),
            Post(
                "/auth/refresh",
                refresh,
                .anyone,
                "Refresh the access token",
                details: """
                    Every answer contains the next refresh token. The token before it still works for a moment, for lost \
                    answers and parallel tabs; an older one ends the session.
                    """
            )
            .limited(refreshLimit).uncounted.upTo(bytes: bodyLimit).refuses(.invalidRefreshToken),
            Post(
                "/auth/logout",
                logout,
                .anyone,
                "Log out",
                details: """
                    Ends the session of the refresh token in the body or, without a body, that of the access token \
                    in the `Authorization` header.
                    """
            )
            .limited(refreshLimit).uncounted.upTo(bytes: bodyLimit).refuses(.invalidRefreshToken),
            Post(
                "/users/me/password",
                changePassword,
                .account,
                "Change the caller's password",
                details: "Ends every other session of the account and notifies the owner."
            )
            .limited(limit).upTo(bytes: bodyLimit),
            Post(
                "/auth/login/second-factor",
                secondStep,
                .anyone,
                "Complete a login with a second factor",
                details: """
                    The challenge comes from the `second_factor_required` answer of `auth/login` and is valid for \
                    five minutes.
                    """
            )
            .limited(limit).upTo(bytes: bodyLimit).refuses(.challengeOver),
            Post(
                "/auth/step-up",
                stepUp,
                .account,
                "Re-authenticate before a sensitive action",
                details: """
                    Takes a code when the account has two-step login, otherwise the password. Operations that need a \
                    recent login are refused with `step_up_required`, which says whether to send a code or the password.
                    """
            )
            .limited(limit).upTo(bytes: bodyLimit),
            Post(
                "/auth/forgot-password",
                forgotPassword,
                .anyone,
                "Request a password reset",
                details: """
                    Mails a link that is valid for 30 minutes. The answer is the same whether the address has an \
                    account or not.
                    """
            )
            .limited(messageLimit).upTo(bytes: bodyLimit),
            Post(
                "/auth/reset-password",
                resetPassword,
                .anyone,
                "Reset a password",
                details: """
                    Needs the token of a mailed link. Ends all sessions of the account and confirms its e-mail address.
                    """
            )
            .limited(limit).upTo(bytes: bodyLimit),
            Post(
                "/auth/verify-email",
                verifyEmail,
                .anyone,
                "Confirm an e-mail address",
                details: """
                    Needs the token of a mailed link. The token of a registration creates the account with the password \
                    in the body. Any other token confirms the current address of an account or completes the change \
                    to a new one.
                    """
            )
            .limited(limit).upTo(bytes: bodyLimit).refuses(.emailTaken),
            Post(
                "/users/me/email/verification",
                resendVerification,
                .account,
                "Resend the confirmation e-mail",
                details: "Sends nothing when the address of the caller's account is already confirmed."
            )
            .limited(limit),
            Post(
                "/users/me/email",
                changeEmail,
                .account,
                "Change the caller's e-mail address",
                details: """
                    Mails a link to the new address, valid for 24 hours; the change takes effect when the \
                    link is followed. The old address is notified. The answer does not show whether another account has the \
                    new address.
                    """
            )
            .limited(limit).upTo(bytes: bodyLimit).afresh,
            Get(
                "/.well-known/jwks.json",
                showKeys,
                .anyone,
                "Get the public signing keys",
                details: """
                    The keys of access tokens, as a JSON Web Key Set (RFC 7517); empty when the site signs with a \
                    shared secret.
                    """
            ),
        ]
    }

    static func showKeys(_ call: Call) async throws -> WithHeaders<KeySet> {
        WithHeaders(call.site.tokens.jwks, [("Cache-Control", "public, max-age=300")])
    }

    static let problems: [Problem.Code] = [
        .invalidCredentials, .invalidRefreshToken, .emailTaken, .lastAdministrator, .secondFactorRequired,
        .secondFactorOn, .challengeOver, .stepUpRequired, .invitationOpen, .phoneTaken, .invalidCode,
        .notOnOneself,
        .secondFactorAbsent, .mfaEnrolmentRequired, .mfaMandatory,
    ]
}
