import Kernel
import Store

extension Feature {
    /// Charges, for products with a ``ChargePolicy``; what they owe to it they handle there.
    package static func charges(_ law: RetentionLaw = .general) -> Feature {
        Feature(
            migrations: [Charges.migration, Charges.intentMigration, Charges.sealedSecretMigration],
            lifecycles: [
                Charge.lifecycle.table(named: Charge.kind),
                ChargeRefund.lifecycle.table(named: ChargeRefund.kind),
                Chargeback.lifecycle.table(named: Chargeback.kind),
            ],
            jobs: Charges.jobs,
            schedules: Charges.schedules,
            personalData: [Charges.personalData(under: law)],
            impersonalTables: [
                ImpersonalTable("charge_event", "identifiers at the gateways, for 90 days")
            ],
            sealed: [Charge.sealedSecret],
            audit: ChargeAction.self
        )
    }
}

extension Charges {
    /// Charges are kept as accounting records are.
    fileprivate static func personalData(under law: RetentionLaw) -> PersonalData {
        PersonalData(
            "charges",
            [
                "en": "Payments for single purchases", "it": "Pagamenti di singoli acquisti",
                "ar": "مدفوعات المشتريات المفردة", "ku": "پارەدانی کڕینە تاکەکان",
            ],
            tables: ["charge", "charge_refund", "chargeback", "charge_operation"],
            rows: { "charge c WHERE c.account_id = \($0)" },
            export: .init(
                by: "c.id",
                .instant("created_at", "c.created_at"),
                .instant("paid_at", "c.paid_at"),
                .text("gateway", "c.gateway"),
                .text("title", "c.title"),
                .integer("amount_minor", "c.amount"),
                .integer("refunded_minor", "c.refunded"),
                .text("currency", "c.currency"),
                .text("state", "c.state")
            ),
            erasure: .keep(
                .init(for: law.payments.period, from: "c.created_at"),
                because: law.payments.reason
            )
        )
    }
}
