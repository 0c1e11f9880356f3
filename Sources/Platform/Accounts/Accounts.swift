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
        doors.tagged("Accounts") + SessionRoutes.routes.tagged("Accounts")
            + SecondFactorRoutes.routes.tagged("Accounts")
            + SecondFactorResetRoutes.routes
            + InvitationRoutes.routes.tagged("Invitations")
            + ServiceTokenRoutes.routes.tagged("Service tokens")
    }

    private static var doors: [Route] {
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

// swift-format-ignore
extension Problem.Code {
    package static let invalidCredentials  = Self("invalid_credentials", 401, ["en": "E-mail address or password is wrong, or there were too many attempts.", "it": "Indirizzo e-mail o password errati, oppure troppi tentativi.", "ar": "البيانات خاطئة أو كثرت المحاولات.", "ku": "زانیارییەکان هەڵەن، یان هەوڵەکان زۆر بوون."])
    package static let invalidRefreshToken = Self("invalid_refresh_token", 401, ["en": "The session has ended; log in again.", "it": "La sessione è terminata; effettuare di nuovo l'accesso.", "ar": "انتهت الجلسة؛ سجّل الدخول من جديد.", "ku": "دانیشتنەکە کۆتایی هات؛ دووبارە بچۆ ژوورەوە."])
    package static let emailTaken          = Self("email_taken", 409, ["en": "There is already an account with this e-mail address.", "it": "Esiste già un account con questo indirizzo e-mail.", "ar": "يوجد حساب بهذا البريد بالفعل.", "ku": "هەژمارێک بەم ئیمەیڵە هەیە."])
    package static let secondFactorRequired = Self("second_factor_required", 401, ["en": "The password is right; now send the challenge and a code to auth/login/second-factor.", "it": "La password è corretta; inviare ora la challenge e un codice ad auth/login/second-factor.", "ar": "كلمة المرور صحيحة؛ أرسل الآن challenge ورمزاً إلى auth/login/second-factor.", "ku": "وشەی نهێنی دروستە؛ ئێستا challenge و کۆدێک بنێرە بۆ auth/login/second-factor."])
    package static let secondFactorOn      = Self("second_factor_on", 409, ["en": "Two-step login is on already.", "it": "L'accesso in due passaggi è già attivo.", "ar": "الدخول بخطوتين مفعّل أصلاً.", "ku": "چوونەژوورەوەی دوو هەنگاوی پێشتر چالاکە."])
    package static let challengeOver       = Self("challenge_over", 401, ["en": "The login took too long; begin again.", "it": "L'accesso ha richiesto troppo tempo; ricominciare.", "ar": "استغرق الدخول وقتاً طويلاً؛ ابدأ من جديد.", "ku": "چوونەژوورەوە زۆری خایاند؛ دەست پێ بکەوە."])
    package static let stepUpRequired      = Self("step_up_required", 403, ["en": "Show first who you are, with auth/step-up.", "it": "Occorre prima confermare la propria identità, con auth/step-up.", "ar": "أثبت هويتك أولاً عبر auth/step-up.", "ku": "سەرەتا بە auth/step-up خۆت بناسێنە."])
    package static let invitationOpen      = Self("invitation_open", 409, ["en": "This address has been invited already; send the invitation again.", "it": "Questo indirizzo è già stato invitato; inviare di nuovo l'invito.", "ar": "دُعي هذا العنوان من قبل؛ أعد إرسال الدعوة.", "ku": "ئەم ناونیشانە پێشتر بانگهێشت کراوە؛ بانگهێشتەکە دووبارە بنێرەوە."])
    package static let phoneTaken          = Self("phone_taken", 409, ["en": "There is already an account with this telephone number.", "it": "Esiste già un account con questo numero di telefono.", "ar": "يوجد حساب بهذا الرقم بالفعل.", "ku": "هەژمارێک بەم ژمارەیە هەیە."])
    package static let invalidCode         = Self("invalid_code", 401, ["en": "The code is wrong or too old, or there were too many attempts; ask for a new one.", "it": "Il codice è errato o scaduto, oppure i tentativi sono troppi; richiederne uno nuovo.", "ar": "الرمز خاطئ أو منتهي الصلاحية أو كثرت المحاولات؛ اطلب رمزاً جديداً.", "ku": "کۆدەکە هەڵەیە یان بەسەرچووە، یان هەوڵەکان زۆر بوون؛ کۆدێکی نوێ داوا بکە."])
    package static let lastAdministrator   = Self("last_administrator", 409, ["en": "This is the last administrator.", "it": "È l'ultimo amministratore.", "ar": "هذا آخر مشرف.", "ku": "ئەمە دوا بەڕێوەبەرە."])
}
