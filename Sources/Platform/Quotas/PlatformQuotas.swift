import Kernel
import Store
import Web

// The quotas of the platform's own capabilities, in every product.
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
            "en": "The least recently used session ends when a new one starts.",
            "it": "Quando inizia una nuova sessione, termina quella inutilizzata da più tempo.",
            "ar": "تنتهي الجلسة الأقدم استخداماً عند بدء جلسة جديدة.",
            "ku": "ئەو دانیشتنەی لە هەمووان کۆنتر بەکارهاتووە کۆتایی دێت کاتێک یەکێکی نوێ دەست پێ دەکات.",
        ],
        because:
            "An office shares one login on a dozen machines; a refusal would lock the owner out, so the oldest session ends."
    )

    static let pushDevices = Quota(
        "notifications.push_devices",
        .account,
        most: PushDevice.limit,
        counting: .elsewhere,
        counted: ["en": "devices", "it": "dispositivi", "ar": "من الأجهزة", "ku": "ئامێر"],
        frees: [
            "en": "The least recently used device is removed.",
            "it": "Viene rimosso il dispositivo inutilizzato da più tempo.",
            "ar": "يُزال الجهاز الأقدم استخداماً.",
            "ku": "ئەو ئامێرە لادەبرێت کە لە هەمووان کۆنتر بەکارهێنراوە.",
        ],
        because: "More telephones and browsers than a person owns; each costs a message."
    )

    static let mailedInvitations = Quota(
        "accounts.invitations_a_day",
        .usersManage,
        most: 200,
        .window(.hours(24)),
        counting: .uses,
        counted: [
            "en": "e-mail invitations in 24 hours", "it": "inviti per e-mail in 24 ore",
            "ar": "من الدعوات البريدية خلال 24 ساعة", "ku": "بانگهێشتی ئیمەیڵ لە 24 کاتژمێردا",
        ],
        frees: inTime,
        because:
            "The largest office invites its whole staff in a day; a stolen session must not send mass mail."
    )

    static let openServiceTokens = Quota(
        "accounts.service_tokens",
        .usersManage,
        most: 100,
        counting: .rows {
            "service_token t WHERE t.created_by = \($0.account) AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > \($0.now))"
        },
        counted: [
            "en": "service tokens", "it": "token di servizio", "ar": "من رموز البرامج",
            "ku": "تۆکنی بەرنامە",
        ],
        frees: [
            "en": "Revoke a token that is no longer needed.", "it": "Revocare un token che non serve più.",
            "ar": "ألغِ رمزاً لم تعد تحتاج إليه.", "ku": "تۆکنێک هەڵبوەشێنەوە کە چیتر پێویست نییە.",
        ],
        because: "One for each program and its location; with more, a leaked token could not be identified."
    )

    static let openWebhooks = Quota(
        "webhooks.endpoints",
        .webhooksManage,
        most: Webhooks.maxEndpoints,
        per: .site,
        counting: .elsewhere,
        counted: ["en": "webhooks", "it": "webhook", "ar": "من خطافات الويب", "ku": "وێبهووک"],
        frees: [
            "en": "Delete a webhook first.", "it": "Eliminare prima un webhook.", "ar": "احذف خطاف ويب أولاً.",
            "ku": "سەرەتا وێبهووکێک بسڕەوە.",
        ],
        because: "Each event is sent to each of them; no office has a hundred partners.",
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
            "Enough for every report in every format for every week of a year; files stay on disk for a day."
    )

    /// For quotas on a time window.
    package static let inTime: LocalizedText = [
        "en": "Wait until the oldest of them is outside this period.",
        "it": "Attendere che il meno recente esca da questo periodo.",
        "ar": "انتظر حتى تنقضي المدة على أقدمها.",
        "ku": "چاوەڕێ بکە تا ماوەکە بەسەر کۆنترینیاندا تێدەپەڕێت.",
    ]
}

/// The quotas of the platform's own operations, or the reasons why they need none.
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
    private static let mailing = bounds(
        mailed,
        because: "sends messages only to the account's owner, limited by MailAllowance"
    )
    private static let single = bounds(own, because: "changes only a single row of the caller")

    private static let others = [
        Bound("POST /webhooks/stripe", because: "signed by the provider"),
        Bound("POST /webhooks/twilio", because: "signed by the provider"),
        Bound("POST /socket.io/", because: "a packet of an open socket; its events have limits of their own"),
        Bound(
            "PUT /files/uploads/{token}",
            because: "the upload was counted with its size when it was announced"
        ),
        Bound("DELETE /devices/{id}", because: "deletes a row of the caller"),
        Bound("POST /notifications/unregister-token", because: "deletes a row of the caller"),
        Bound("POST /notifications/test", because: "sends only to the caller; 120 an hour"),
        Bound("POST /calendar/feed", because: "one feed per account: a new one replaces the old"),
    ]

    /// At the site's own root, as the targets of links.
    private static let pages = bounds(
        [
            ("POST", "/verify-email"), ("POST", "/resend-verification"), ("POST", "/reset-password"),
            ("POST", "/forgot-password"), ("POST", "/accept-invitation"), ("POST", "/unsubscribe"),
        ],
        because: "the page of an operation above; ten a minute"
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
