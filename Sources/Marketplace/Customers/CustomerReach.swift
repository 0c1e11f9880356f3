import Kernel
import Platform
import Store

/// The customers that a caller reaches: their own account, customers of shared jobs, customers with a job in their regions, or all.
enum Customers {
    /// A former customer stays one for the jobs that they posted.
    private static let isCustomer: SQL =
        """
        (a.role = \(Role.customer.name) OR EXISTS (SELECT 1 FROM market_job j WHERE j.customer_id = p.account_id))
        """

    private static let visibility = Visibility(
        own: "p.account_id",
        assigned: { caller in
            """
            (p.account_id = \(caller) OR EXISTS (
                SELECT 1 FROM market_job j JOIN provider r ON r.account_id = \(caller)
                 WHERE j.customer_id = p.account_id
                   AND (j.provider_id = r.id
                        OR EXISTS (SELECT 1 FROM quote q WHERE q.job_id = j.id AND q.provider_id = r.id))))
            """
        },
        areas: [
            .region: { caller in
                """
                EXISTS (SELECT 1 FROM market_job j
                         WHERE j.customer_id = p.account_id AND \(Area.region.of("j.region_id")(caller)))
                """
            }
        ]
    )

    static func find(_ id: ID<Account>, within scope: Scope, _ tx: borrowing Tx) throws -> User {
        try tx.one(User.query(where: ["a.id = \(id)", isCustomer, visibility.visible(to: scope)]))
    }
}
