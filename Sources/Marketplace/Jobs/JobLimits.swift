import Kernel
import Platform
import Store

extension Quota {
    /// Jobs that a customer posts in a day, whatever becomes of them.
    static let jobsADay = Quota(
        "marketplace.jobs_a_day",
        .jobPost,
        most: 20,
        .window(.hours(24)),
        counting: .rows(weight: "1", at: "j.created_at") {
            "market_job j WHERE j.customer_id = \($0.account)"
        },
        counted: ["en": "new jobs in 24 hours"],
        frees: ["en": "Each frees 24 hours later."],
        because: "Every open job is shown to all providers nearby."
    )

    /// How often a customer changes jobs.
    static let jobEditsADay = Quota(
        "marketplace.job_edits_a_day",
        .jobPost,
        most: 200,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "changes of jobs in 24 hours"],
        frees: inTime,
        because:
            "Each stays in the history, and notifies the providers who have quoted the job or were sent it."
    )

    /// How often a customer sends jobs to one provider or another.
    static let directionsADay = Quota(
        "marketplace.directions_a_day",
        .jobDirect,
        of: [.customer],
        most: 60,
        .window(.hours(24)),
        counting: .uses,
        counted: ["en": "jobs sent to a provider in 24 hours"],
        frees: inTime,
        because: "Each notifies the provider, by mail too, and so does its end."
    )
}

extension Job {
    /// Refused with 409 when the customer has as many jobs that are not funded yet as the policy allows.
    static func demandRoom(
        for account: ID<Account>,
        _ policies: Policies,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        let limit = Int(policies[.jobOpenCount]) * call.site.dependencies.quotaScale
        let open =
            try tx.value(
                "SELECT COUNT(*) FROM market_job j WHERE j.customer_id = \(account) AND j.state \(in: State.unfunded)",
                as: Int.self
            ) ?? 0
        guard open < limit else { throw Problem.tooMany("jobs that are not funded", limit: limit) }
    }
}
