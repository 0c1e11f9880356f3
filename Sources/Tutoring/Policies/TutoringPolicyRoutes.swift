import Kernel
import Platform
import Web

/// The numbers that administrators can change.
enum TutoringPolicyRoutes {
    static let routes = rows.tagged("Policies")

    private typealias Stored = PolicyRoutes<PolicyKey>

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                     handler      needs
        Get("/admin/policies",       Stored.list, .policyManage, "List the policies", details: "Every policy with its value in force and those from later days on.")
        Put("/admin/policies/{key}", Stored.set,  .policyManage, "Set a policy from a later day on", details: "Purchases, lessons and the like keep the values with which they began.").afresh
    }
}
