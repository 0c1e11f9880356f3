import Kernel
import Store

extension BreakGlass {
    /// Belongs to the person concerned; an access that is still open is not shown.
    static let personalData = PersonalData(
        "break_glass",
        [
            "en": "Accesses of administrators", "it": "Accessi degli amministratori",
            "ar": "عمليات وصول المشرفين",
            "ku": "دەستگەیشتنەکانی بەڕێوەبەران",
        ],
        tables: ["break_glass", "break_glass_read"],
        rows: { "break_glass g WHERE g.subject_id = \($0) AND g.state IN ('ended', 'expired', 'reviewed')" },
        export: .init(
            by: "g.id",
            .json("scopes", "g.scopes"),
            .text("cause", "g.cause"),
            .text("state", "g.state"),
            .instant("starts_at", "g.starts_at"),
            .instant("ends_at", "g.ends_at"),
            .integer("reads", "(SELECT COUNT(*) FROM break_glass_read r WHERE r.grant_id = g.id)"),
            .text("verdict", "g.verdict")
        ),
        erasure: .keep(.init(for: .years(5), from: "g.requested_at"), because: proof) { account, _ in
            [
                "UPDATE break_glass SET cause = '', ticket = NULL, review_note = NULL WHERE subject_id = \(account)"
            ]
        }
    )

    static let retention = Retention(
        "break_glass",
        [
            "en": "Accesses of administrators", "it": "Accessi degli amministratori",
            "ar": "عمليات وصول المشرفين",
            "ku": "دەستگەیشتنەکانی بەڕێوەبەران",
        ],
        keep: .years(5),
        from: [
            "en": "the review, or the lapse of the request", "it": "l'esame, o la decadenza della richiesta",
            "ar": "المراجعة، أو الطلب الساقط",
            "ku": "پێداچوونەوە، یان داواکاریی بەسەرچوو",
        ],
        then: .delete,
        basis: [
            "en": "GDPR art. 5(2), 32", "it": "GDPR art. 5(2), 32",
            "ar": "GDPR art. 5(2), 32",
            "ku": "GDPR art. 5(2), 32",
        ],
        key: "g.id",
        account: "g.subject_id",
        due: { "break_glass g WHERE g.state IN ('reviewed', 'lapsed') AND g.updated_at < \($0)" },
        steps: { ids in
            [
                "DELETE FROM history WHERE subject_kind = \(BreakGlassGrant.kind) AND subject_id \(in: ids)",
                "DELETE FROM break_glass_read WHERE grant_id \(in: ids)",
                "DELETE FROM break_glass WHERE id \(in: ids)",
            ]
        }
    )

    private static let proof: LocalizedText = [
        "en": "Proof of the access, without the texts about the person (GDPR art. 5(2), 32).",
        "it": "Prova dell'accesso, senza i testi sulla persona (GDPR art. 5(2), 32).",
        "ar": "إثبات من كان له وصول، دون الكلمات عن الشخص (GDPR art. 5(2), 32).",
        "ku": "بەڵگەی ئەوەی کێ دەستی گەیشتووە، بەبێ وشەکان دەربارەی کەسەکە (GDPR art. 5(2), 32).",
    ]
}
