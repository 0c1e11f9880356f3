import Kernel
import Store

extension Invoices {
    static func personalData(under law: RetentionLaw) -> PersonalData {
        PersonalData(
            "invoices",
            ["en": "Invoices", "it": "Fatture", "ar": "الفواتير", "ku": "پسوولەکان"],
            tables: ["invoice"],
            rows: { "invoice i WHERE (i.account_id = \($0) OR i.issuer_id = \($0))" },
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
            erasure: .keep(
                .init(for: law.invoices.period, from: "i.issued_at"),
                because: law.invoices.reason
            ),
            files: {
                """
                SELECT i.file_id FROM invoice i
                 WHERE (i.account_id = \($0) OR i.issuer_id = \($0)) AND i.file_id IS NOT NULL
                """
            }
        )
    }

    static let impersonalTables = [
        ImpersonalTable("invoice_counter", "the last number of each series")
    ]

    static func retention(under law: RetentionLaw) -> Retention {
        Retention(
            "invoices",
            [
                "en": "Invoices and credit notes", "it": "Fatture e note di credito",
                "ar": "الفواتير والإشعارات الدائنة", "ku": "پسوولەکان و پسوولەکانی گەڕاندنەوە",
            ],
            keep: law.invoices.period,
            from: [
                "en": "the day of issue", "it": "la data di emissione", "ar": "تاريخ الإصدار",
                "ku": "ڕۆژی دەرکردن",
            ],
            then: .delete,
            basis: law.invoices.reason,
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
    }
}
