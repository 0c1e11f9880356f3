import Kernel
import Store

extension Invoices {
    static let personalData = [
        PersonalData(
            "invoices",
            ["en": "Invoices", "it": "Fatture", "ar": "الفواتير", "ku": "پسوولەکان"],
            tables: ["invoice"],
            rows: { "invoice i WHERE i.account_id = \($0)" },
            export: .init(
                by: "i.id",
                .text("kind", "i.kind"),
                .text("series", "i.series"),
                .integer("year", "i.year"),
                .integer("number", "i.number"),
                .date("issued_on", "i.issued_on"),
                .json("customer", "i.customer"),
                .json("lines", "i.lines"),
                .integer("total", "i.total"),
                .text("currency", "i.currency")
            ),
            erasure: .keep(.init(for: .years(10), from: "i.issued_at"), because: accountingLaw),
            files: { "SELECT i.file_id FROM invoice i WHERE i.account_id = \($0) AND i.file_id IS NOT NULL" }
        )
    ]

    static let impersonalTables = [
        ImpersonalTable("invoice_counter", "The last number of each series.")
    ]

    static let retention = [
        Retention(
            "invoices",
            [
                "en": "Invoices and credit notes", "it": "Fatture e note di credito",
                "ar": "الفواتير وإشعارات الدائن", "ku": "پسوولەکان و تێبینییەکانی گەڕاندنەوە",
            ],
            keep: .years(10),
            from: [
                "en": "the day they were issued", "it": "l'emissione", "ar": "يوم إصدارها",
                "ku": "ڕۆژی دەرکردنیان",
            ],
            then: .delete,
            basis: accountingLaw,
            key: "i.id",
            account: "i.account_id",
            due: { before in
                """
                invoice i WHERE i.issued_at < \(before)
                   AND NOT EXISTS (SELECT 1 FROM invoice c WHERE c.corrects_id = i.id AND c.issued_at >= \(before))
                """
            },
            files: { ids in
                """
                SELECT i.file_id FROM invoice i
                 WHERE (i.id \(in: ids) OR i.corrects_id \(in: ids)) AND i.file_id IS NOT NULL
                """
            },
            steps: { ids in
                [
                    "DELETE FROM invoice WHERE corrects_id \(in: ids)",
                    "DELETE FROM invoice WHERE id \(in: ids)",
                ]
            }
        )
    ]

    private static let accountingLaw: LocalizedText = [
        "en": "Accounting records are kept for ten years (c.c. art. 2220; GDPR art. 17(3)(b)).",
        "it": "Le scritture contabili si conservano dieci anni (art. 2220 c.c.; GDPR art. 17(3)(b)).",
        "ar": "تُحفظ السجلات المحاسبية عشر سنوات (c.c. art. 2220; GDPR art. 17(3)(b)).",
        "ku": "تۆماری ژمێریاری دە ساڵ هەڵدەگیرێت (c.c. art. 2220; GDPR art. 17(3)(b)).",
    ]
}
