import Kernel
import Store

extension Privacy {
    static func personalData(under law: RetentionLaw) -> [PersonalData] { [consents(law), legalHolds] }

    private static func consents(_ law: RetentionLaw) -> PersonalData {
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
                .init(for: law.consents.period),
                because: law.consents.reason
            )
        )
    }

    private static let legalHolds = PersonalData(
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
    )

    static func retention(under law: RetentionLaw) -> [Retention] { [consentsOfErased(law), liftedHolds] }

    private static func consentsOfErased(_ law: RetentionLaw) -> Retention {
        Retention(
            "consents_of_erased",
            [
                "en": "Consents of erased accounts", "it": "Consensi di account cancellati",
                "ar": "موافقات الحسابات المحذوفة", "ku": "ڕەزامەندیی هەژمارە سڕاوەکان",
            ],
            keep: law.consents.period,
            from: [
                "en": "the erasure of the account", "it": "la cancellazione dell'account",
                "ar": "محو الحساب", "ku": "سڕینەوەی هەژمارەکە",
            ],
            then: .delete,
            basis: law.consents.basis,
            key: "c.id",
            account: "c.account_id",
            due: { before in
                """
                policy_consent c WHERE EXISTS (
                    SELECT 1 FROM erasure e WHERE e.account_id = c.account_id AND e.erased_at < \(before))
                """
            },
            steps: { ["DELETE FROM policy_consent WHERE id \(in: $0)"] }
        )
    }

    private static let liftedHolds = Retention(
        "lifted_legal_holds",
        [
            "en": "Lifted legal holds", "it": "Vincoli di legge rimossi",
            "ar": "حجوز قانونية رُفعت", "ku": "ڕاگرتنە یاساییە لابراوەکان",
        ],
        keep: .years(5),
        from: [
            "en": "the lifting of the hold", "it": "la rimozione del vincolo", "ar": "رفع الحجز",
            "ku": "لابردنی ڕاگرتنەکە",
        ],
        then: .delete,
        basis: [
            "en": "GDPR art. 17(3)(e)", "it": "GDPR art. 17(3)(e)", "ar": "GDPR art. 17(3)(e)",
            "ku": "GDPR art. 17(3)(e)",
        ],
        key: "l.id",
        account: "l.account_id",
        due: { "legal_hold l WHERE l.lifted_at < \($0)" },
        steps: { ["DELETE FROM legal_hold WHERE id \(in: $0)"] }
    )

    /// The reason to delete most personal data along with the account.
    package static let notNeeded: LocalizedText = [
        "en": "No longer needed for the purpose for which it was collected (GDPR art. 17(1)(a)).",
        "it": "Non più necessari alle finalità per cui sono stati raccolti (GDPR art. 17(1)(a)).",
        "ar": "لم تعد لازمة للغرض الذي جُمعت من أجله (GDPR art. 17(1)(a)).",
        "ku": "چیتر پێویست نین بۆ ئەو مەبەستەی کۆکراونەتەوە (GDPR art. 17(1)(a)).",
    ]
}
