import Kernel
import Store

extension Feature {
    /// Counts what visitors do who agreed to it; visitors without an account answer in the client.
    package static func visitors(_ policy: VisitorPolicy) -> Feature {
        Feature(
            routes: VisitorRoutes.routes(policy),
            migrations: [VisitorEvents.migration],
            bounds: [Bound("POST /events", because: "stores events for 13 months; limited per address")],
            personalData: [VisitorEvents.personalData],
            retention: [VisitorEvents.retention],
            withdrawals: [VisitorEvents.withdrawal(of: policy.consent)]
        )
    }
}
