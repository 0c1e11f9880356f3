import Kernel
import Store

extension Payments {
    /// Payments are kept as accounting records are; requests to the provider are not.
    static func personalData(under law: RetentionLaw) -> [PersonalData] {
        [payments(law.payments), subscriptions(law.payments), requests]
    }

    private static func payments(_ ground: RetentionLaw.Ground) -> PersonalData {
        PersonalData(
            "payments",
            [
                "en": "Payments and refunds", "it": "Pagamenti e rimborsi",
                "ar": "المدفوعات والمبالغ المستردة", "ku": "پارەدان و گەڕاندنەوەکانی پارە",
            ],
            tables: ["payment", "refund", "provider_invoice", "payment_chargeback"],
            rows: { "payment p WHERE p.account_id = \($0)" },
            export: .init(
                by: "p.id",
                .instant("created_at", "p.created_at"),
                .instant("paid_at", "p.paid_at"),
                .text("purpose", "p.purpose"),
                .integer("amount_minor", "p.amount"),
                .integer("refunded_minor", "p.refunded"),
                .text("currency", "p.currency"),
                .text("status", "p.status")
            ),
            erasure: .keep(.init(for: ground.period, from: "p.created_at"), because: ground.reason)
        )
    }

    private static func subscriptions(_ ground: RetentionLaw.Ground) -> PersonalData {
        PersonalData(
            "subscriptions",
            ["en": "Subscriptions", "it": "Abbonamenti", "ar": "الاشتراكات", "ku": "بەشدارییەکان"],
            tables: ["subscription", "payment_customer"],
            rows: { "subscription u WHERE u.account_id = \($0)" },
            export: .init(
                by: "u.id",
                .text("plan", "u.plan_key"),
                .text("status", "u.status"),
                .instant("started_at", "u.started_at"),
                .instant("period_start", "u.period_start"),
                .instant("period_end", "u.period_end"),
                .bool("cancel_at_period_end", "u.cancel_at_period_end"),
                .instant("ended_at", "u.ended_at")
            ),
            erasure: .keep(.init(for: ground.period, from: "u.started_at"), because: ground.reason)
        )
    }

    private static let requests = PersonalData(
        "payment_requests",
        [
            "en": "Requests to the payment provider", "it": "Richieste al servizio di pagamento",
            "ar": "طلبات إلى مزود الدفع", "ku": "داواکارییەکان لە دابینکەری پارەدان",
        ],
        tables: ["payment_operation"],
        rows: { "payment_operation o WHERE o.account_id = \($0)" },
        erasure: .delete(because: Privacy.notNeeded) {
            ["DELETE FROM payment_operation WHERE account_id = \($0)"]
        }
    )

    static let impersonalTables: [ImpersonalTable] = [
        ImpersonalTable("payment_price", "prices registered at the provider"),
        ImpersonalTable("payment_event", "identifiers at the provider, for 90 days"),
        ImpersonalTable("ledger_account", "names of ledger accounts"),
        ImpersonalTable("ledger_transaction", "identifiers of payments and refunds"),
        ImpersonalTable("ledger_entry", "amounts"),
    ]
}
