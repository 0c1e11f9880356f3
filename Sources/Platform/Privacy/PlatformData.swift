import Kernel
import Store

extension Privacy {
    /// The personal data in the platform's own tables; the account last, for what goes before it may ask it.
    static let personalData: [PersonalData] =
        noticeData + doorData + Quotas.personalData + Bookings.personalData + paymentData
        + Invoices.personalData + reportData + [
            PersonalData(
                "consents",
                ["en": "Consents", "it": "Consensi", "ar": "الموافقات", "ku": "ڕەزامەندییەکان"],
                tables: ["policy_consent"],
                rows: { "policy_consent c WHERE c.account_id = \($0)" },
                export: .init(
                    by: "c.id",
                    .text("purpose", "c.purpose"),
                    .text("policy_version", "c.policy_version"),
                    .bool("is_granted", "c.is_granted"),
                    .instant("given_at", "c.given_at"),
                    .text("source", "c.source")
                ),
                erasure: .keep(
                    .init(for: .years(5)),
                    because: [
                        "en":
                            "Proof of what was agreed to (GDPR art. 7(1), 17(3)(e)); limitation of claims, c.c. 2947.",
                        "it": "Prova dei consensi (GDPR art. 7(1), 17(3)(e)); prescrizione, art. 2947 c.c.",
                        "ar":
                            "إثبات ما تمت الموافقة عليه (GDPR art. 7(1), 17(3)(e))؛ تقادم الدعاوى، c.c. 2947.",
                        "ku":
                            "بەڵگەی ئەوەی ڕەزامەندیی لەسەر دراوە (GDPR art. 7(1), 17(3)(e))؛ بەسەرچوونی داواکان، c.c. 2947.",
                    ]
                )
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
                    .instant("revoked_at", "s.revoked_at"),
                    .text("revoked_because", "s.revoked_because")
                ),
                erasure: .delete(because: notNeeded) { ["DELETE FROM session WHERE account_id = \($0)"] }
            ),
            PersonalData(
                "kept_answers",
                [
                    "en": "Answers kept for retries", "it": "Risposte conservate per i tentativi ripetuti",
                    "ar": "إجابات محفوظة لإعادة المحاولة", "ku": "وەڵامی هەڵگیراو بۆ دووبارەکردنەوە",
                ],
                tables: ["idempotent_request"],
                rows: { "idempotent_request i WHERE i.principal = \($0.description)" },
                erasure: .delete(because: notNeeded) {
                    ["DELETE FROM idempotent_request WHERE principal = \($0.description)"]
                }
            ),
            PersonalData(
                "activity",
                ["en": "Activity", "it": "Attività", "ar": "النشاط", "ku": "چالاکی"],
                tables: ["audit_entry", "audit_link"],
                rows: { "audit_entry e WHERE e.actor_id = \($0)" },
                export: .init(
                    by: "e.id",
                    .instant("at", "e.at"),
                    .text("action", "e.action"),
                    .text("subject_kind", "e.subject_kind"),
                    .id("subject_id", "e.subject_id"),
                    .text("address", "e.address"),
                    .text("agent", "e.agent")
                ),
                erasure: .keep(because: [
                    "en":
                        "The audit log holds identities, which lead nowhere once the account is gone, and for a year the address that each came from (GDPR art. 5(2), 6(1)(f), 32).",
                    "it":
                        "Il registro contiene identificativi, senza riscontro dopo la cancellazione, e per un anno l'indirizzo di provenienza (GDPR art. 5(2), 6(1)(f), 32).",
                    "ar":
                        "يحوي سجل التدقيق معرّفات لا تدل على أحد بعد محو الحساب، ولمدة سنة العنوان الذي جاء منه كل منها (GDPR art. 5(2), 6(1)(f), 32).",
                    "ku":
                        "تۆماری وردبینی ناسنامەی تێدایە کە دوای سڕینەوەی هەژمارەکە بۆ هیچ کەس ناگەڕێتەوە، و بۆ ماوەی ساڵێک ئەو ناونیشانەی لێوەی هاتووە (GDPR art. 5(2), 6(1)(f), 32).",
                ])
            ),
            PersonalData(
                "legal_holds",
                [
                    "en": "Legal holds", "it": "Vincoli di legge", "ar": "الحجوز القانونية",
                    "ku": "ڕاگرتنە یاساییەکان",
                ],
                tables: ["legal_hold"],
                rows: { "legal_hold h WHERE h.account_id = \($0)" },
                erasure: .keep(
                    .init(for: .years(5)),
                    because: [
                        "en": "Establishment and defence of legal claims (GDPR art. 17(3)(e)).",
                        "it": "Accertamento e difesa di un diritto in giudizio (GDPR art. 17(3)(e)).",
                        "ar": "إثبات المطالبات القانونية والدفاع عنها (GDPR art. 17(3)(e)).",
                        "ku": "سەلماندن و بەرگریکردن لە داوا یاساییەکان (GDPR art. 17(3)(e)).",
                    ]
                )
            ),
            account,
        ]

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
            "en": "The identity stays so that what is kept has an owner; e-mail, phone and password go.",
            "it":
                "L'identificativo resta perché ciò che è conservato abbia un titolare; e-mail, telefono e password sono eliminati.",
            "ar": "يبقى المعرّف ليكون لما يُحفظ صاحب؛ ويُحذف البريد والهاتف وكلمة المرور.",
            "ku":
                "ناسنامەکە دەمێنێتەوە بۆ ئەوەی ئەوەی هەڵگیراوە خاوەنی هەبێت؛ ئیمەیڵ و مۆبایل و وشەی نهێنی دەسڕدرێنەوە.",
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

    static let notNeeded: LocalizedText = [
        "en": "No longer needed for what it was collected for (GDPR art. 17(1)(a)).",
        "it": "Non più necessari alle finalità per cui sono stati raccolti (GDPR art. 17(1)(a)).",
        "ar": "لم تعد لازمة للغرض الذي جُمعت من أجله (GDPR art. 17(1)(a)).",
        "ku": "چیتر پێویست نین بۆ ئەو مەبەستەی کۆکراونەتەوە (GDPR art. 17(1)(a)).",
    ]
}
