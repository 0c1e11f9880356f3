import Kernel
import Platform
import Web

extension Feature {
    /// Purchases of packages and single lessons, and their refunds.
    static let purchases = Feature(
        routes: PurchaseRoutes.routes,
        migrations: Purchase.migrations,
        lifecycles: [Purchase.lifecycle.table(named: Purchase.kind)],
        deadlines: Purchase.deadlines,
        problems: [
            .packageChanged, .packageNotOnSale, .fraudRefused, .refundTooLate, .refundLessonsBooked,
            .refundNothingLeft,
        ],
        quotas: [.purchasesAnHour],
        bounds: [
            Bound("POST /packages/{id}/purchase", .purchasesAnHour),
            Bound("POST /purchases/{id}/refund", because: "the units of a purchase are refunded once"),
        ],
        personalData: [Purchase.personalData],
        templates: PurchaseNotices.templates + ChargebackNotices.templates,
        audit: PurchaseAction.self
    )
}
