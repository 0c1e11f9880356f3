import Kernel
import Store

/// The events of visitors.
package enum VisitorEvents {
    static let migration = Migration(
        id: "platform/visitors-001",
        """
        CREATE TABLE visitor_event (
            id {id} PRIMARY KEY,
            visitor {text} NOT NULL,
            account_id {id} REFERENCES account (id),
            name {text} NOT NULL,
            at {instant} NOT NULL,
            subject_id {id},
            term {text},
            properties {json} NOT NULL,
            received_at {instant} NOT NULL
        ) {strict};
        CREATE INDEX visitor_event_at ON visitor_event (at, name);
        CREATE INDEX visitor_event_name ON visitor_event (name, at);
        CREATE INDEX visitor_event_visitor ON visitor_event (visitor, at);
        CREATE INDEX visitor_event_account ON visitor_event (account_id, at) WHERE account_id IS NOT NULL;
        CREATE INDEX visitor_event_subject ON visitor_event (subject_id, name, at) WHERE subject_id IS NOT NULL;
        """
    )

    /// Visitors with events of that name about a thing.
    package static func visitors(
        of name: String,
        about subject: ID<some Any>,
        from start: Instant,
        until end: Instant,
        _ tx: borrowing Tx
    ) throws -> Int {
        try tx.value(
            """
            SELECT COUNT(DISTINCT e.visitor) FROM visitor_event e
             WHERE e.subject_id = \(subject) AND e.name = \(name) AND e.at >= \(start) AND e.at < \(end)
            """
        ) ?? 0
    }
}

// Privacy.
extension VisitorEvents {
    static let personalData = PersonalData(
        "visitor_events",
        [
            "en": "Visits and searches", "it": "Visite e ricerche", "ar": "الزيارات وعمليات البحث",
            "ku": "سەردان و گەڕانەکان",
        ],
        tables: ["visitor_event"],
        rows: { "visitor_event e WHERE e.account_id = \($0)" },
        export: .init(
            by: "e.id",
            .text("name", "e.name"),
            .instant("at", "e.at"),
            .text("term", "e.term"),
            .text("properties", "CAST(e.properties AS text)")
        ),
        erasure: .delete(because: Privacy.notNeeded, erased)
    )

    static let retention = Retention(
        "visitor_events",
        [
            "en": "Visits and searches", "it": "Visite e ricerche", "ar": "الزيارات وعمليات البحث",
            "ku": "سەردان و گەڕانەکان",
        ],
        keep: VisitorPolicy.kept,
        from: ["en": "the event", "it": "l'evento", "ar": "الحدث", "ku": "ڕووداوەکە"],
        then: .delete,
        basis: [
            "en": "The person's consent to analytics; two seasons are compared, no more.",
            "it": "Il consenso della persona alle statistiche; si confrontano due stagioni, non di più.",
            "ar": "موافقة الشخص على الإحصاءات؛ يقارَن موسمان لا أكثر.",
            "ku": "ڕەزامەندی کەسەکە بۆ ئامار؛ دوو وەرز بەراورد دەکرێن، نە زیاتر.",
        ],
        key: "e.id",
        account: "e.account_id",
        due: { "visitor_event e WHERE e.at < \($0)" },
        steps: { ["DELETE FROM visitor_event WHERE id \(in: $0)"] }
    )

    /// Events of people who no longer agree.
    static func withdrawal(of purpose: Consent.Purpose) -> ConsentWithdrawal {
        ConsentWithdrawal(
            of: purpose,
            whileThereIs: { "EXISTS (SELECT 1 FROM visitor_event e WHERE e.account_id = \($0))" },
            erases: { account, _ in erased(account) }
        )
    }

    /// The events of an account, and those of its visitors before they logged in.
    @Sendable private static func erased(_ account: ID<Account>) -> [SQL] {
        [
            """
            DELETE FROM visitor_event WHERE account_id IS NULL AND visitor IN (
                SELECT e.visitor FROM visitor_event e WHERE e.account_id = \(account))
            """,
            "DELETE FROM visitor_event WHERE account_id = \(account)",
        ]
    }
}
