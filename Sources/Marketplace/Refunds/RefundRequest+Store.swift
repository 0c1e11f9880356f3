import Kernel
import Platform
import Store

extension RefundRequest {
    private static let source: SQL =
        """
        refund_request f JOIN charge c ON c.id = f.charge_id JOIN award a ON a.id = c.subject_id JOIN market_job j ON j.id = f.job_id
        JOIN provider p ON p.id = a.provider_id
        """

    /// A refund within a scope, with its job.
    static func find(
        _ id: ID<RefundRequest>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> (request: RefundRequest, job: Job) {
        let request: RefundRequest = try tx.one(
            "SELECT \(columns) FROM \(source) WHERE f.id = \(id) AND \(visible(to: scope))"
        )
        return (request, try Job.find(request.job, tx))
    }

    /// Those of the payments within the scope; providers see no strays.
    private static func visible(to scope: Scope) -> SQL {
        let payments = JobPayment.visible(to: scope)
        guard scope.reach == .own, let caller = scope.actor.account else { return payments }
        return "(\(payments) AND (f.cause <> 'stray' OR c.account_id = \(caller)))"
    }

    /// Newest first.
    static func list(
        _ page: PageRequest,
        _ filter: RefundFilter,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Page<RefundRequest> {
        try tx.page(
            page,
            "SELECT \(columns) FROM \(source) WHERE \(SQL.all([visible(to: scope)] + filter.conditions))",
            order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        )
    }

    /// Undecided ones first, the oldest of them at the top.
    static func desk(
        _ page: PageRequest,
        _ filter: RefundFilter,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Page<RefundRequest> {
        let isDecided: SQL =
            "CASE WHEN f.state IN ('requested', 'half_approved') THEN 0 ELSE 1 END AS is_decided"
        return try tx.page(
            page,
            """
            SELECT \(columns), \(isDecided) FROM \(source) WHERE \(SQL.all([visible(to: scope)] + filter.conditions))
            """,
            order: SortOrder(
                .ascending("is_decided") { State.undecided.contains($0.status) ? 0 : 1 },
                .ascending("created_at", \.createdAt),
                .ascending("id", \.id)
            )
        )
    }
}

extension RefundFilter {
    fileprivate var conditions: [SQL] {
        [
            status.map { "f.state = \($0)" }, jobId.map { "f.job_id = \($0)" },
            from.map { "f.created_at >= \($0)" },
        ].compactMap(\.self)
    }
}
