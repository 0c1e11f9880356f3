import Kernel
import Platform
import Store
import Web

/// The numbers that administrators can change.
enum MarketPolicyRoutes {
    static let routes = rows.tagged("Policies")

    private typealias Stored = PolicyRoutes<PolicyKey>

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                       handler        needs
        Get("/admin/policies",         Stored.list,   .policyManage, "List the policies", details: "Every policy with its value in force and those from later days on.")
        Put("/admin/policies/{key}",   Stored.set,    .policyManage, "Set a policy from a later day on", details: "Jobs, quotes and the like keep the values with which they began.").afresh
        Put("/admin/churn-threshold",  setThreshold,  .policyManage, "Set the threshold of churn from tomorrow on").afresh
    }

    static func setThreshold(_ call: Call, body: ChurnThreshold) async throws -> PolicySettingView<PolicyKey>
    {
        try await call.db.write { tx in
            try PolicySetting.set(
                .churnThresholdDays,
                to: .integer(Int64(body.days.value)),
                from: Policies.day(of: tx.now) + 1,
                because: body.reason,
                by: call.actor,
                tx
            )
            return try PolicyRoutes.view(of: .churnThresholdDays, tx)
        }
    }
}

/// A new threshold of churn.
struct ChurnThreshold: Body {
    /// How many days a customer may be silent before they count as lost, from tomorrow on.
    var days: Ranged<7, 365>
    /// The reason; kept with the value.
    var reason: Reason
}
