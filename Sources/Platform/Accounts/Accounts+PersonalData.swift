import Kernel
import Store

extension Accounts {
    /// Credentials and sessions are deleted; the account comes last, because the others look up its address.
    static let personalData: [PersonalData] = [
        PersonalData(
            "mailed_links",
            [
                "en": "Mailed links", "it": "Link inviati per e-mail",
                "ar": "روابط أُرسلت بالبريد الإلكتروني", "ku": "بەستەرە نێردراوەکان بە ئیمەیڵ",
            ],
            tables: ["mailed_token", "password_request", "phone_request"],
            rows: { "mailed_token m WHERE m.account_id = \($0)" },
            erasure: .delete(because: Privacy.notNeeded) { account in
                [
                    "DELETE FROM mailed_token WHERE account_id = \(account)",
                    "DELETE FROM password_request WHERE lower(email) = \(email(of: account))",
                    "DELETE FROM phone_request WHERE phone = (SELECT a.phone FROM account a WHERE a.id = \(account))",
                ]
            }
        ),
        PersonalData(
            "known_devices",
            [
                "en": "Known devices", "it": "Dispositivi noti", "ar": "الأجهزة المعروفة",
                "ku": "ئامێرە ناسراوەکان",
            ],
            tables: ["known_device"],
            rows: { "known_device d WHERE d.account_id = \($0)" },
            erasure: .delete(because: Privacy.notNeeded) {
                ["DELETE FROM known_device WHERE account_id = \($0)"]
            }
        ),
        PersonalData(
            "second_factor",
            ["en": "Second factor", "it": "Secondo fattore", "ar": "العامل الثاني", "ku": "هەنگاوی دووەم"],
            tables: ["second_factor", "recovery_code", "login_challenge"],
            rows: { "second_factor s WHERE s.account_id = \($0)" },
            erasure: .delete(because: Privacy.notNeeded) { account in
                [
                    "DELETE FROM login_challenge WHERE account_id = \(account)",
                    "DELETE FROM recovery_code WHERE account_id = \(account)",
                    "DELETE FROM second_factor WHERE account_id = \(account)",
                ]
            }
        ),
        PersonalData(
            "invitations",
            ["en": "Invitations", "it": "Inviti", "ar": "الدعوات", "ku": "بانگهێشتەکان"],
            tables: ["invitation"],
            rows: { "invitation v WHERE \(isInvited($0))" },
            export: .init(
                by: "v.id",
                .text("email", "v.email"),
                .text("role", "v.role"),
                .text("first_name", "v.first_name"),
                .text("last_name", "v.last_name"),
                .instant("created_at", "v.created_at"),
                .instant("accepted_at", "v.accepted_at")
            ),
            erasure: .delete(because: Privacy.notNeeded) {
                ["DELETE FROM invitation AS v WHERE \(isInvited($0))"]
            }
        ),
        PersonalData(
            "registrations",
            [
                "en": "Unconfirmed registrations", "it": "Registrazioni da confermare",
                "ar": "تسجيلات تنتظر التأكيد", "ku": "تۆمارکردنەکانی چاوەڕوانی پشتڕاستکردنەوە",
            ],
            tables: ["registration"],
            rows: { "registration g WHERE lower(g.email) = \(email(of: $0))" },
            erasure: .delete(because: Privacy.notNeeded) {
                ["DELETE FROM registration AS g WHERE lower(g.email) = \(email(of: $0))"]
            }
        ),
        PersonalData(
            "sessions",
            ["en": "Sessions", "it": "Sessioni", "ar": "الجلسات", "ku": "دانیشتنەکان"],
            tables: ["session"],
            rows: { "session s WHERE s.account_id = \($0)" },
            export: .init(
                by: "s.id",
                .instant("created_at", "s.created_at"),
                .instant("last_used_at", "s.last_used_at"),
                .instant("expires_at", "s.expires_at"),
                .text("address", "s.address"),
                .text("device", "s.device"),
                .text("country", "s.country"),
                .instant("revoked_at", "s.revoked_at"),
                .text("revoked_because", "s.revoked_because")
            ),
            erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM session WHERE account_id = \($0)"] }
        ),
        account,
    ]

    /// The invitations that became the account, and open ones to its address.
    private static func isInvited(_ account: ID<Account>) -> SQL {
        "(v.account_id = \(account) OR lower(v.email) = \(email(of: account)))"
    }

    private static func email(of account: ID<Account>) -> SQL {
        "(SELECT lower(a.email) FROM account a WHERE a.id = \(account))"
    }

    private static let account = PersonalData(
        "account",
        ["en": "Account", "it": "Account", "ar": "الحساب", "ku": "هەژمار"],
        tables: ["account"],
        rows: { "account a WHERE a.id = \($0)" },
        export: .init(
            by: "a.id",
            .id("id", "a.id"),
            .text("email", "a.email"),
            .text("phone", "a.phone"),
            .instant("phone_verified_at", "a.phone_verified_at"),
            .text("role", "a.role"),
            .text("state", "a.state"),
            .text("locale", "a.locale"),
            .instant("created_at", "a.created_at"),
            .instant("password_changed_at", "a.password_changed_at")
        ),
        erasure: .anonymise(because: [
            "en":
                "The identifier stays so that kept records have an owner; e-mail, phone and password are deleted.",
            "it":
                "L'identificativo resta perché i dati conservati abbiano un titolare; e-mail, telefono e password sono eliminati.",
            "ar": "يبقى المعرّف ليكون للسجلات المحفوظة صاحب؛ ويُحذف البريد الإلكتروني والهاتف وكلمة المرور.",
            "ku":
                "ناسنامەکە دەمێنێتەوە بۆ ئەوەی تۆمارە هەڵگیراوەکان خاوەنیان هەبێت؛ ئیمەیڵ و تەلەفۆن و وشەی نهێنی دەسڕدرێنەوە.",
        ]) { account, now in
            [
                """
                UPDATE account
                   SET email = \("\(account)@erased.invalid"), phone = NULL, phone_key = NULL,
                       phone_verified_at = NULL, password_hash = NULL, state = 'deleted',
                       password_changed_at = \(now), version = version + 1
                 WHERE id = \(account)
                """
            ]
        }
    )
}
