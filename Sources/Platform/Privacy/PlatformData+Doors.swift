import Kernel
import Store

// How someone comes in, beside their password: nothing of it outlives the account.
extension Privacy {
    static let doorData: [PersonalData] = [
        PersonalData(
            "mailed_links",
            [
                "en": "Links that were mailed", "it": "Collegamenti inviati per e-mail",
                "ar": "روابط أُرسلت بالبريد", "ku": "بەستەرە نێردراوەکان",
            ],
            tables: ["mailed_token", "password_request", "phone_request"],
            rows: { "mailed_token m WHERE m.account_id = \($0)" },
            erasure: .delete(because: notNeeded) { account in
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
            erasure: .delete(because: notNeeded) { ["DELETE FROM known_device WHERE account_id = \($0)"] }
        ),
        PersonalData(
            "second_factor",
            ["en": "Second factor", "it": "Secondo fattore", "ar": "العامل الثاني", "ku": "هەنگاوی دووەم"],
            tables: ["second_factor", "recovery_code", "login_challenge"],
            rows: { "second_factor s WHERE s.account_id = \($0)" },
            erasure: .delete(because: notNeeded) { account in
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
            erasure: .delete(because: notNeeded) { ["DELETE FROM invitation AS v WHERE \(isInvited($0))"] }
        ),
        PersonalData(
            "registrations",
            [
                "en": "Registrations to be confirmed", "it": "Registrazioni da confermare",
                "ar": "تسجيلات تنتظر التأكيد", "ku": "تۆمارکردنەکانی چاوەڕوانی پشتڕاستکردنەوە",
            ],
            tables: ["registration"],
            rows: { "registration g WHERE lower(g.email) = \(email(of: $0))" },
            erasure: .delete(because: notNeeded) {
                ["DELETE FROM registration AS g WHERE lower(g.email) = \(email(of: $0))"]
            }
        ),
    ]

    /// Those that became the account, and those that still wait for its address.
    private static func isInvited(_ account: ID<Account>) -> SQL {
        "(v.account_id = \(account) OR lower(v.email) = \(email(of: account)))"
    }

    private static func email(of account: ID<Account>) -> SQL {
        "(SELECT lower(a.email) FROM account a WHERE a.id = \(account))"
    }
}
