import Kernel
import Platform
import Store
import Web

extension Feature {
    /// The money of jobs: escrow, refunds, chargebacks.
    static let refunds = Feature(
        routes: RefundRoutes.routes,
        migrations: moneyMigrations,
        lifecycles: [RefundRequest.lifecycle.table(named: RefundRequest.kind)],
        effects: EscrowEffects.handlers,
        deadlines: RefundNotices.deadlines,
        problems: [.notRefundableNow, .paymentDisputed],
        bounds: [
            Bound("POST /payments/{id}/refund", because: "the sum of all requests is at most the payment"),
            Bound("POST /refunds", because: "the sum of all requests is at most the payment"),
            Bound("PUT /refunds/{id}/approve", because: "moves an existing refund, at most twice"),
            Bound("PUT /refunds/{id}/reject", because: "moves an existing refund once"),
            Bound("PUT /refunds/{id}/withdraw", because: "moves an existing refund once"),
            Bound("PUT /lsm/refunds/{id}", because: "moves an existing refund, at most twice"),
        ],
        personalData: [refundData],
        impersonalTables: [ImpersonalTable("escrow", "amounts of payments, kept with the ledger")],
        templates: RefundNotices.templates,
        audit: RefundAction.self
    )
}

private let refundData = PersonalData(
    "market_refunds",
    ["en": "Requests for refunds"],
    tables: ["refund_request"],
    rows: { "refund_request f WHERE f.requested_by = \($0)" },
    export: .init(
        by: "f.id",
        .instant("created_at", "f.created_at"),
        .integer("asked_minor", "f.asked"),
        .integer("amount_minor", "f.amount"),
        .text("reason", "f.reason"),
        .text("state", "f.state")
    ),
    erasure: .keep(
        .init(for: .years(7), from: "f.created_at"),
        because: ["en": "Records of payments are kept for seven years."]
    )
)
