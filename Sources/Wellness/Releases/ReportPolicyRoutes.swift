import Kernel
import Platform
import Store
import Web

/// The route of the report policy.
enum ReportPolicies {
    static let routes = rows.tagged("Organisations")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                                    handler  needs
        Put ("/organizations/{id}/reports/policy",  change,  .reportPolicy, "Change an organization's report policy",
              details: "In force from the next freeze. `If-Match` names the version of the organisation that the caller has seen. Administrators of the organisation can only raise the numbers; super administrators can lower them again with a reason, never below 8 and 5.").refuses(.organizationNotActive, .stale, .preconditionRequired)
    }

    static func change(
        _ call: Call,
        id: ID<Organization>,
        match: IfMatch,
        body: NewReportPolicy
    ) async throws -> Versioned<ReportPolicyView> {
        try await call.db.write { tx in
            let organization = try Organization.find(id, changing: call, tx)
            try match.check(organization.version)
            let before = try ReportPolicy.of(id, tx)
            let policy = ReportPolicy(
                kScores: body.kScores,
                kParticipation: body.kParticipation,
                since: tx.now
            )
            try body.check(before.isLowered(by: policy), for: call)
            try policy.save(of: organization, tx)
            try Audit.record(
                ReleaseAction.policyChange,
                of: "organization",
                id.cast(),
                by: call.actor,
                details: body.details(after: before),
                tx
            )
            return Versioned(ReportPolicyView(policy), version: organization.version + 1)
        }
    }
}

/// The minimum numbers of people behind the figures of an organisation, replaced as a whole.
struct NewReportPolicy: Body {
    /// The minimum number of people behind a figure about scores, from 8 to 100.
    var kScores: ReportPolicy.ScoreLimit
    /// The minimum number of members behind a figure about participation, from 5 to 100.
    var kParticipation: ReportPolicy.ParticipationLimit
    /// The reason for lowering a number, which only super administrators may do; not needed otherwise.
    var reason: Release.Reason?
}

extension NewReportPolicy {
    /// Lowering needs the permission to administer all organisations, and a reason.
    func check(_ lowers: Bool, for call: Call) throws(Problem) {
        guard lowers else { return }
        let permission = Permission.organizationAdminister
        guard call.scope(of: permission).reach != .none else {
            throw Problem(.forbidden, extras: ["permission": .string(permission.name)])
        }
        guard reason != nil else { throw Problem(.invalid, faults: [.init("/reason", Refusal(.required))]) }
    }

    func details(after before: ReportPolicy) -> JSONValue {
        var details: JSONObject = [
            "k_scores": .integer(Int64(kScores.value)),
            "k_participation": .integer(Int64(kParticipation.value)),
            "k_scores_before": .integer(Int64(before.kScores.value)),
            "k_participation_before": .integer(Int64(before.kParticipation.value)),
        ]
        if let reason { details["reason"] = .string(reason.rawValue) }
        return .object(details)
    }
}
