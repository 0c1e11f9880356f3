import Kernel
import Store
import Web

// What the platform's own capabilities bound, in every product.
extension Quota {
    static let ofPlatform: [Quota] = [
        openSessions, pushDevices, mailedInvitations, openServiceTokens, openWebhooks, reportExports,
    ]

    static let openSessions = Quota(
        "accounts.open_sessions",
        .account,
        most: 100,
        counting: .elsewhere,
        counted: [
            "en": "open sessions", "it": "sessioni aperte", "ar": "من الجلسات المفتوحة",
            "ku": "دانیشتنی کراوە",
        ],
        frees: [
            "en": "The session used longest ago ends when another begins.",
            "it": "All'inizio di una nuova sessione termina quella inutilizzata da più tempo.",
            "ar": "تنتهي الجلسة الأقدم استخداماً عند بدء جلسة أخرى.",
            "ku": "کۆنترین دانیشتن کۆتایی دێت کاتێک یەکێکی تر دەست پێدەکات.",
        ],
        because:
            "An office shares one login over a dozen machines; a refusal would lock the owner out, so the oldest goes."
    )

    static let pushDevices = Quota(
        "notifications.push_devices",
        .account,
        most: PushDevice.limit,
        counting: .elsewhere,
        counted: ["en": "devices", "it": "dispositivi", "ar": "من الأجهزة", "ku": "ئامێر"],
        frees: [
            "en": "The device seen longest ago makes room.",
            "it": "Il dispositivo visto per ultimo da più tempo lascia il posto.",
            "ar": "يُزال الجهاز الأقدم ظهوراً.", "ku": "کۆنترین ئامێر جێگە چۆڵ دەکات.",
        ],
        because: "More telephones and browsers than anyone has; each is a message to pay for."
    )

    static let mailedInvitations = Quota(
        "accounts.invitations_a_day",
        .usersManage,
        most: 200,
        .window(.hours(24)),
        counting: .uses,
        counted: [
            "en": "invitations by mail in 24 hours", "it": "inviti per e-mail in 24 ore",
            "ar": "من الدعوات البريدية خلال 24 ساعة", "ku": "بانگهێشتی ئیمەیڵ لە 24 کاتژمێردا",
        ],
        frees: inTime,
        because: "The largest office invites its whole staff in a day; a stolen session must not mail a city."
    )

    static let openServiceTokens = Quota(
        "accounts.service_tokens",
        .usersManage,
        most: 100,
        counting: .rows {
            "service_token t WHERE t.created_by = \($0.account) AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > \($0.now))"
        },
        counted: [
            "en": "tokens of programs", "it": "token di programmi", "ar": "من رموز البرامج",
            "ku": "تۆکنی بەرنامە",
        ],
        frees: [
            "en": "Revoke one that is not needed.", "it": "Revocarne uno che non serve.",
            "ar": "ألغِ واحداً لا حاجة إليه.", "ku": "یەکێک هەڵبوەشێنەوە کە پێویست نییە.",
        ],
        because: "One for each program and place it runs at; more could not be told apart when one leaks."
    )

    static let openWebhooks = Quota(
        "webhooks.endpoints",
        .webhooksManage,
        most: Webhooks.maxEndpoints,
        per: .site,
        counting: .elsewhere,
        counted: ["en": "webhooks", "it": "webhook", "ar": "من روابط الويب", "ku": "وێبهوک"],
        frees: [
            "en": "Delete one first.", "it": "Prima eliminarne uno.", "ar": "احذف واحداً أولاً.",
            "ku": "سەرەتا یەکێک بسڕەوە.",
        ],
        because: "Each event is sent to each of them; a hundred partners are more than any office has.",
        refusal: .tooManyWebhooks
    )

    static let reportExports = Quota(
        "reporting.exports_a_day",
        .reportsRead,
        most: 200,
        .window(.hours(24)),
        counting: .uses,
        counted: [
            "en": "report files in 24 hours", "it": "file di report in 24 ore",
            "ar": "من ملفات التقارير خلال 24 ساعة", "ku": "فایلی ڕاپۆرت لە 24 کاتژمێردا",
        ],
        frees: inTime,
        because:
            "Every report in every format for every week of a year takes a day at most; files are kept on disk for a day."
    )

    /// For what a span of time allows.
    package static let inTime: LocalizedText = [
        "en": "Wait until the oldest of them is that long ago.",
        "it": "Attendere che il più vecchio esca dal periodo.",
        "ar": "انتظر حتى تنقضي المدة على أقدمها.",
        "ku": "چاوەڕێ بکە تا ماوەکە بەسەر کۆنترینیاندا تێدەپەڕێت.",
    ]
}

/// Why the platform's own operations need no quota, or which they have.
enum PlatformBounds {
    static let rows = bounded + secret + mailing + single + others + pages

    private static let bounded = [
        Bound("POST /auth/login", .openSessions),
        Bound("POST /admin/invitations", .mailedInvitations),
        Bound("POST /admin/invitations/{id}/resend", .mailedInvitations),
        Bound("POST /admin/service-tokens", .openServiceTokens),
        Bound("POST /admin/webhooks", .openWebhooks),
        Bound("POST /admin/reports/export", .reportExports),
        Bound("POST /devices", .pushDevices),
        Bound("POST /notifications/register-token", .pushDevices),
    ]

    private static let secret = secrets.map { Bound(tryingSecret: "\($0.0) \($0.1)") }
    private static let mailing = bounds(mailed, because: "mails or texts only its owner, by MailAllowance")
    private static let single = bounds(own, because: "changes one row of the caller's own")

    private static let others = [
        Bound("POST /webhooks/stripe", because: "signed by the provider"),
        Bound("POST /webhooks/twilio", because: "signed by the provider"),
        Bound("PUT /files/uploads/{token}", because: "the announcement was counted, with its size"),
        Bound("DELETE /devices/{id}", because: "deletes a row of the caller's own"),
        Bound("POST /notifications/unregister-token", because: "deletes a row of the caller's own"),
        Bound("POST /notifications/test", because: "tells only the caller; 120 an hour"),
        Bound("POST /calendar/feed", because: "one for each account: the new one ends the old"),
    ]

    /// At the site's own root: people follow links to them.
    private static let pages = bounds(
        [
            ("POST", "/verify-email"), ("POST", "/resend-verification"), ("POST", "/reset-password"),
            ("POST", "/forgot-password"), ("POST", "/accept-invitation"), ("POST", "/unsubscribe"),
        ],
        because: "a page for an operation above; ten a minute"
    )

    private static func bounds(_ operations: [(String, String)], because reason: String) -> [Bound] {
        operations.map { Bound("\($0.0) \($0.1)", because: reason) }
    }

    private static let secrets = [
        ("POST", "/auth/login/second-factor"), ("POST", "/auth/refresh"), ("POST", "/auth/logout"),
        ("POST", "/auth/reset-password"), ("POST", "/auth/verify-email"), ("POST", "/auth/verify-otp"),
        ("POST", "/auth/step-up"), ("POST", "/auth/accept-invitation"), ("POST", "/users/me/password"),
        ("POST", "/notifications/unsubscribe/{token}"),
    ]

    private static let mailed = [
        ("POST", "/auth/register"), ("POST", "/auth/forgot-password"), ("POST", "/auth/request-otp"),
        ("POST", "/users/me/email"), ("POST", "/users/me/email/verification"),
    ]

    private static let own = [
        ("DELETE", "/calendar/feed"), ("PATCH", "/notifications/preferences"),
        ("DELETE", "/notifications/preferences/quiet-hours"),
        ("PUT", "/notifications/preferences/quiet-hours"),
        ("POST", "/notifications/read-all"), ("PATCH", "/notifications/{id}/read"),
        ("DELETE", "/users/me/account"), ("PUT", "/users/me/consents"), ("DELETE", "/users/me/second-factor"),
        ("POST", "/users/me/second-factor"), ("POST", "/users/me/second-factor/confirm"),
        ("POST", "/users/me/second-factor/recovery-codes"), ("DELETE", "/users/me/sessions"),
        ("DELETE", "/users/me/sessions/{id}"),
    ]
}
