import Kernel
import Store

extension Audit {
    static let activityData = PersonalData(
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
                "The audit log holds identifiers, which identify nobody once the account is erased, and for a year the network address of each action (GDPR art. 5(2), 6(1)(f), 32).",
            "it":
                "Il registro contiene identificativi, che dopo la cancellazione dell'account non identificano nessuno, e per un anno l'indirizzo di rete di ogni azione (GDPR art. 5(2), 6(1)(f), 32).",
            "ar":
                "يحتوي سجل التدقيق على معرّفات لا تدل على أحد بعد محو الحساب، وعلى عنوان الشبكة الذي نُفّذ منه كل إجراء، لمدة سنة (GDPR art. 5(2), 6(1)(f), 32).",
            "ku":
                "تۆماری وردبینی ناسنامەی تێدایە کە دوای سڕینەوەی هەژمارەکە هیچ کەسێک ناناسێنێت، هەروەها بۆ ماوەی ساڵێک ناونیشانی تۆڕی هەر کردارێک (GDPR art. 5(2), 6(1)(f), 32).",
        ])
    )

    static let addressRetention = Retention(
        "audit_addresses",
        [
            "en": "Network addresses in the audit log",
            "it": "Indirizzi di rete nel registro delle attività",
            "ar": "عناوين الشبكة في سجل التدقيق", "ku": "ناونیشانی تۆڕ لە تۆماری وردبینیدا",
        ],
        keep: .years(1),
        from: ["en": "the entry", "it": "la registrazione", "ar": "القيد", "ku": "تۆمارەکە"],
        then: .anonymise,
        basis: [
            "en": "GDPR art. 6(1)(f), 32", "it": "GDPR art. 6(1)(f), 32",
            "ar": "GDPR art. 6(1)(f), 32", "ku": "GDPR art. 6(1)(f), 32",
        ],
        key: "e.id",
        account: "e.actor_id",
        due: { "audit_entry e WHERE e.address IS NOT NULL AND e.at < \($0)" },
        steps: { ["UPDATE audit_entry SET address = NULL, agent = NULL WHERE id \(in: $0)"] }
    )
}
