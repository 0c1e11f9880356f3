import Kernel
import Store

extension Organization {
    static let personalData: [PersonalData] = [memberships, invitations]

    static let impersonalTables: [ImpersonalTable] = [
        ImpersonalTable("organization", "the names and sites of organisations"),
        ImpersonalTable("department", "the names of departments"),
        ImpersonalTable("department_placement", "where departments stood"),
        ImpersonalTable("organization_subscription", "plans and numbers of seats"),
    ]

    private static let memberships = PersonalData(
        "memberships",
        [
            "en": "Memberships", "it": "Appartenenze a organizzazioni", "ar": "العضويات",
            "ku": "ئەندامێتییەکان",
        ],
        tables: ["membership", "membership_placement"],
        rows: { "membership m WHERE m.account_id = \($0)" },
        export: .init(
            by: "m.id",
            .id("organization_id", "m.organization_id"),
            .id("department_id", "m.department_id"),
            .text("site", "m.site"),
            .text("state", "m.state"),
            .text("invited_email", "m.invited_email"),
            .instant("joined_at", "m.joined_at"),
            .instant("left_at", "m.left_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { account in
            [
                """
                DELETE FROM membership_placement
                 WHERE membership_id IN (SELECT m.id FROM membership m WHERE m.account_id = \(account))
                """,
                "DELETE FROM membership WHERE account_id = \(account)",
            ]
        }
    )

    private static let invitations = PersonalData(
        "organization_invitations",
        [
            "en": "Invitations into organisations", "it": "Inviti a organizzazioni",
            "ar": "دعوات إلى مؤسسات", "ku": "بانگهێشتی ڕێکخراوەکان",
        ],
        tables: ["organization_invitation"],
        rows: { "organization_invitation v WHERE \(isInvited($0))" },
        export: .init(
            by: "v.id",
            .id("organization_id", "v.organization_id"),
            .text("email", "v.email"),
            .text("role", "v.role"),
            .text("state", "v.state"),
            .instant("sent_at", "v.sent_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) {
            ["DELETE FROM organization_invitation AS v WHERE \(isInvited($0))"]
        }
    )

    /// The invitations that the account accepted, and those to its address.
    private static func isInvited(_ account: ID<Account>) -> SQL {
        """
        (v.account_id = \(account) OR v.email = (SELECT lower(a.email) FROM account a WHERE a.id = \(account)))
        """
    }
}

extension Organization {
    static let retention: [Retention] = [
        Retention(
            "organization_invitations",
            [
                "en": "Ended invitations into organisations", "it": "Inviti a organizzazioni conclusi",
                "ar": "الدعوات المنتهية إلى مؤسسات", "ku": "بانگهێشتە کۆتاییهاتووەکانی ڕێکخراوەکان",
            ],
            keep: .days(365),
            from: ["en": "their end", "it": "la loro conclusione", "ar": "انتهاؤها", "ku": "کۆتاییهاتنیان"],
            then: .delete,
            basis: [
                "en": "Questions about who invited whom come within a year.",
                "it": "Le domande su chi ha invitato chi arrivano entro un anno.",
                "ar": "الأسئلة عمّن دعا من تأتي خلال سنة.",
                "ku": "پرسیار لەسەر ئەوەی کێ کێی بانگهێشت کرد لە ماوەی ساڵێکدا دێت.",
            ],
            key: "v.id",
            account: "v.account_id",
            due: { "organization_invitation v WHERE v.ended_at < \($0)" },
            steps: { ["DELETE FROM organization_invitation WHERE id \(in: $0)"] }
        ),
        Retention(
            "ended_memberships",
            [
                "en": "Ended memberships", "it": "Appartenenze concluse", "ar": "العضويات المنتهية",
                "ku": "ئەندامێتییە کۆتاییهاتووەکان",
            ],
            keep: .years(3),
            from: ["en": "their end", "it": "la loro conclusione", "ar": "انتهاؤها", "ku": "کۆتاییهاتنیان"],
            then: .delete,
            basis: [
                "en": "Reports about an organisation are kept as long.",
                "it": "I report su un'organizzazione sono conservati altrettanto.",
                "ar": "تُحفظ التقارير عن المؤسسة المدة نفسها.",
                "ku": "ڕاپۆرتەکانی ڕێکخراوێک هێندەی ئەوە هەڵدەگیرێن.",
            ],
            key: "m.id",
            account: "m.account_id",
            due: { "membership m WHERE m.left_at < \($0)" },
            steps: { ids in
                [
                    "DELETE FROM membership_placement WHERE membership_id \(in: ids)",
                    "DELETE FROM membership WHERE id \(in: ids)",
                ]
            }
        ),
    ]
}
