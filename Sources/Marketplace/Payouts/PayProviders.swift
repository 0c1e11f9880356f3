import Kernel
import Platform
import Store

/// Opens a payout for each provider whose due earnings reach the minimum.
struct PayProviders: BackgroundJob {
    static let kind = "marketplace.pay_providers"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let providers = try await call.db.read { tx in
            try tx.values(
                """
                SELECT DISTINCT e.provider_id FROM payee_entry e JOIN provider v ON v.id = e.provider_id
                 WHERE v.payout_kind IS NOT NULL AND v.payout_set_at <= \(tx.now - ProviderPayouts.pause)
                   AND v.status <> 'banned' AND e.amount > 0 AND e.payout_id IS NULL
                   AND NOT EXISTS (SELECT 1 FROM payout_entry t WHERE t.entry_id = e.id AND t.released_at IS NULL)
                """,
                as: ID<Provider>.self
            )
        }
        for provider in providers {
            do {
                try await call.db.write { tx in
                    _ = try ProviderPayouts.open(to: provider, as: call.acting(with: .payoutManage), tx)
                }
            } catch let problem as Problem where problem.code == .nothingDue {
                continue
            }
        }
        return .done
    }
}
