import Kernel
import Platform
import Store
import Web

extension Feature {
    static let disputes = Feature(
        routes: DisputeRoutes.rows.tagged("Disputes"),
        migrations: Dispute.migrations,
        lifecycles: [Dispute.lifecycle.table(named: Dispute.kind)],
        deadlines: Dispute.deadlines,
        quotas: [.disputesADay],
        bounds: [
            Bound("POST /jobs/{id}/dispute", .disputesADay),
            Bound(
                "PUT /jobs/{id}/dispute",
                because: "moves the one dispute of a job; each move only once or twice"
            ),
        ],
        personalData: [Dispute.personalData],
        templates: DisputeNotices.templates,
        audit: DisputeAction.self
    )
}

extension Quota {
    static let disputesADay = Quota(
        "marketplace.disputes_a_day",
        .disputeOpen,
        most: 20,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "disputes in 24 hours"],
        frees: inTime,
        because: "Each is read by people; a customer funds fewer jobs in a day."
    )
}
