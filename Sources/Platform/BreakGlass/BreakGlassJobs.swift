import Kernel
import Store

/// Makes the step of a grant whose time has come: a request lapses, or an access expires.
struct SettleBreakGlass: Job {
    static let kind = "break_glass.settle"
    static let policy = JobPolicy(queue: .maintenance)

    let grant: ID<BreakGlassGrant>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let system = call.site.call(as: .system)
        try await call.db.write { tx in
            _ = try BreakGlassGrant.find(grant, tx).settled(by: system, tx)
        }
        return .done
    }
}

/// Notifies all administrators every day of accesses that were not reviewed in time.
struct NotifyOfUnreviewed: Job {
    static let kind = "break_glass.tell_of_unreviewed"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let waiting: [BreakGlassGrant] = try tx.all(
                """
                SELECT \(BreakGlassGrant.columns) FROM break_glass g
                 WHERE g.state IN ('ended', 'expired') AND g.ends_at <= \(tx.now - BreakGlassGrant.reviewTime)
                 ORDER BY g.ends_at, g.id
                """
            )
            for grant in waiting { try grant.notifyUnreviewed(at: call.site, tx) }
        }
        return .done
    }
}
