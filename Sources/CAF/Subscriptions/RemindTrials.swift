import Kernel
import Platform
import Store

/// Notifies each customer once, within three days before the end of a trial, of the free welcome plan or of a granted one.
///
/// A trial after a payment is an extension by the office, with which no subscription begins.
struct RemindTrials: Job {
    static let kind = "caf.remind_trials"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let ending: [Subscription] = try tx.all(
                """
                SELECT \(Subscription.columns) FROM subscription u
                 WHERE u.status = 'trialing' AND u.trial_end > \(tx.now) AND u.trial_end <= \(tx.now + .days(3))
                   AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.account_id = u.account_id AND p.subscription_id = u.id
                                                             AND p.status = 'succeeded')
                """
            )
            for subscription in ending {
                try subscription.notify(.trialEnds, key: "trial-ends:\(subscription.id)", tx)
            }
            try WelcomePlan.remind(tx)
            try PlanGrant.remind(tx)
        }
        return .done
    }
}
