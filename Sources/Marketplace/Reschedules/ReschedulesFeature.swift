import Kernel
import Platform
import Store
import Web

extension Feature {
    static let reschedules = Feature(
        routes: RescheduleRoutes.rows.tagged("Reschedules"),
        migrations: Reschedule.migrations,
        lifecycles: [Reschedule.lifecycle.table(named: Reschedule.kind)],
        effects: Reschedule.effects,
        deadlines: Reschedule.deadlines,
        bounds: [
            Bound("POST /jobs/{id}/reschedule", .proposalsADay),
            Bound("PUT /jobs/{id}/reschedules/{proposal}", because: "moves an existing proposal"),
        ],
        personalData: [Reschedule.personalData],
        templates: [.timeProposed, .timeAccepted, .timeDeclined, .timeWithdrawn, .timeUnanswered],
        audit: RescheduleAction.self
    )
}
