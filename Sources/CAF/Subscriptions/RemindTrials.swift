import Kernel
import Platform
import Store

/// Notifies each customer once, within three days before the end of the trial.
struct RemindTrials: Job {
    static let kind = "caf.remind_trials"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let ending: [Subscription] = try tx.all(
                """
                SELECT \(Subscription.columns) FROM subscription u
                 WHERE u.status = 'trialing' AND u.trial_end > \(tx.now) AND u.trial_end <= \(tx.now + .days(3))
                """
            )
            for subscription in ending {
                try subscription.notify(.trialEnds, key: "trial-ends:\(subscription.id)", tx)
            }
        }
        return .done
    }
}
