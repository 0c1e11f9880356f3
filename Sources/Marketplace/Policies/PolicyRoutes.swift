import Kernel
import Platform
import Store
import Web

/// The numbers that administrators can change.
enum PolicyRoutes {
    static let routes = rows.tagged("Policies")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                       handler        needs
        Get("/admin/policies",         list,          .policyManage, "List the policies", details: "Every policy with its value in force and those from later days on.")
        Put("/admin/policies/{key}",   set,           .policyManage, "Set a policy from a later day on", details: "Jobs, quotes and the like keep the values with which they began.").afresh
        Put("/admin/churn-threshold",  setThreshold,  .policyManage, "Set the threshold of churn from tomorrow on").afresh
    }

    static func list(_ call: Call) async throws -> Listing<PolicySettingView> {
        try await call.db.read { tx in
            let (policies, upcoming) = (
                try Policies.at(tx.now, tx), try PolicySetting.upcoming(after: tx.now, tx)
            )
            return Listing(PolicyKey.allCases.map { PolicySettingView($0, policies, upcoming: upcoming) })
        }
    }

    static func set(_ call: Call, key: PolicyKey, body: PolicyChange) async throws -> PolicySettingView {
        try await call.db.write { tx in
            let tomorrow = Policies.day(of: tx.now) + 1
            let day = body.from ?? tomorrow
            guard day >= tomorrow else {
                throw Problem(.invalid, faults: [.init("/from", .notBeforeTomorrow)])
            }
            try PolicySetting.set(key, to: body.value, from: day, because: body.reason, by: call.actor, tx)
            return try view(of: key, tx)
        }
    }

    static func setThreshold(_ call: Call, body: ChurnThreshold) async throws -> PolicySettingView {
        try await call.db.write { tx in
            try PolicySetting.set(
                .churnThresholdDays,
                to: .integer(Int64(body.days.value)),
                from: Policies.day(of: tx.now) + 1,
                because: body.reason,
                by: call.actor,
                tx
            )
            return try view(of: .churnThresholdDays, tx)
        }
    }

    private static func view(of key: PolicyKey, _ tx: borrowing Tx) throws -> PolicySettingView {
        PolicySettingView(
            key,
            try Policies.at(tx.now, tx),
            upcoming: try PolicySetting.upcoming(after: tx.now, tx)
        )
    }
}

extension PolicyKey: PathValue {}
