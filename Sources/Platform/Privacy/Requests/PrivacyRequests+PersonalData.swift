import Kernel
import Store

extension PrivacyRequests {
    static let personalData = PersonalData(
        "privacy_requests",
        [
            "en": "Privacy requests", "it": "Richieste sulla privacy",
            "ar": "طلبات الخصوصية",
            "ku": "داواکارییەکانی تایبەتمەندی",
        ],
        tables: ["privacy_request"],
        rows: { "privacy_request q WHERE q.account_id = \($0)" },
        export: .init(
            by: "q.id",
            .text("kind", "q.kind"),
            .sealedText("note", "q.note", PrivacyRequest.sealedNote),
            .sealedText("handling_note", "q.handling_note", PrivacyRequest.sealedHandlingNote),
            .text("state", "q.state"),
            .instant("received_at", "q.received_at"),
            .instant("due_at", "q.due_at"),
            .instant("decided_at", "q.decided_at"),
            .text("reason", "q.reason")
        ),
        erasure: .keep(.init(for: .years(5), from: "q.received_at"), because: proof) { account, _ in
            [
                """
                UPDATE privacy_request SET note = NULL, handling_note = NULL, reason = NULL WHERE account_id = \(account)
                """
            ]
        }
    )

    static let retention = Retention(
        "privacy_requests",
        [
            "en": "Answered privacy requests", "it": "Richieste sulla privacy evase",
            "ar": "طلبات الخصوصية المُجابة",
            "ku": "داواکارییە وەڵامدراوەکانی تایبەتمەندی",
        ],
        keep: .years(5),
        from: [
            "en": "the answer", "it": "la risposta",
            "ar": "الرد",
            "ku": "وەڵامدانەوە",
        ],
        then: .delete,
        basis: [
            "en": "GDPR art. 5(2), 17(3)(e)", "it": "GDPR art. 5(2), 17(3)(e)",
            "ar": "GDPR art. 5(2), 17(3)(e)",
            "ku": "GDPR art. 5(2), 17(3)(e)",
        ],
        key: "q.id",
        account: "q.account_id",
        due: { "privacy_request q WHERE q.decided_at < \($0)" },
        steps: { ids in
            [
                "DELETE FROM history WHERE subject_kind = \(PrivacyRequest.kind) AND subject_id \(in: ids)",
                "DELETE FROM privacy_request WHERE id \(in: ids)",
            ]
        }
    )

    private static let proof: LocalizedText = [
        "en":
            "Proof that the request was answered; the person's texts are deleted (GDPR art. 5(2), 17(3)(e)).",
        "it":
            "Prova della risposta alla richiesta; i testi della persona sono eliminati (GDPR art. 5(2), 17(3)(e)).",
        "ar": "إثبات الرد على الطلب؛ أما كلمات الشخص فتُحذف (GDPR art. 5(2), 17(3)(e)).",
        "ku": "بەڵگەی وەڵامدانەوەی داواکارییەکە؛ وشەکانی کەسەکە دەسڕدرێنەوە (GDPR art. 5(2), 17(3)(e)).",
    ]
}
