import Kernel
import Platform
import Store
import Web

extension Feature {
    static let visits = Feature(
        routes: VisitRoutes.rows.tagged("Visits"),
        migrations: Visit.migrations,
        lifecycles: [Visit.lifecycle.table(named: Visit.kind)],
        effects: Visit.effects,
        deadlines: Visit.deadlines,
        quotas: [.proposalsADay],
        bounds: [
            Bound("POST /jobs/{id}/visit-request", .proposalsADay),
            Bound("PUT /jobs/{id}/visit-requests/{visit}", because: "moves an existing visit"),
        ],
        personalData: [Visit.personalData],
        templates: Visit.templates,
        audit: VisitAction.self
    )
}

extension Quota {
    /// For visits and new times of jobs together.
    static let proposalsADay = Quota(
        "marketplace.proposals_a_day",
        .jobPropose,
        most: 60,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "proposed visits and new times in 24 hours"],
        frees: inTime,
        because: "Each notifies the other side, by mail too."
    )
}
