import Kernel
import Logging
import Store

/// Erases the accounts whose owners left and did not come back.
///
/// An erasure that is refused, as by a legal hold, is tried again the next time.
struct EraseDeparted: Job {
    static let kind = "accounts.erase_departed"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let due = try await call.db.read { tx in
            try tx.values(
                "SELECT d.account_id FROM departure d WHERE d.erases_at <= \(tx.now) ORDER BY d.erases_at LIMIT 1000",
                as: ID<Account>.self
            )
        }
        let site = call.site
        for account in due {
            do {
                try await site.db.write { tx in try Self.erase(account, at: site, tx) }
            } catch let problem as Problem {
                call.log.notice("\(account) is not erased yet: \(problem.code.name)")
            }
        }
        return .done
    }

    private static func erase(_ id: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        let account = try Account.find(id, tx)
        let isDue = try tx.exists(
            "SELECT 1 FROM departure WHERE account_id = \(id) AND erases_at <= \(tx.now)"
        )
        guard isDue, account.state == .suspended else { return }
        _ = try Erasure.execute(account, because: .ownWish, as: site.call(as: .system), tx)
    }
}
