import Kernel
import Platform
import Store

/// The region that a subject of the log belongs to, and whether the caller reaches it.
extension LSMLog.SubjectKind {
    /// The region of the subject within the scope; strangers do not find it.
    func region(of subject: ID<Subject>, within scope: Scope, _ tx: borrowing Tx) throws -> ID<Region>? {
        let reached = Visibility(areas: [.region: Area.region.of("s.region_id")]).visible(to: scope)
        let found = try tx.values(
            """
            SELECT s.region_id FROM (\(regions(of: subject))) s WHERE \(reached) ORDER BY s.at DESC LIMIT 1
            """,
            as: ID<Region>?.self
        )
        guard let region = found.first else { throw Problem(.notFound) }
        return region
    }

    /// A customer has the regions of their jobs, the newest first; without a job none.
    private func regions(of subject: ID<Subject>) -> SQL {
        switch self {
        case .job: "SELECT j.region_id, j.created_at AS at FROM market_job j WHERE j.id = \(subject)"
        case .provider: "SELECT r.region_id, r.created_at AS at FROM provider r WHERE r.id = \(subject)"
        case .service: "SELECT v.region_id, v.created_at AS at FROM service v WHERE v.id = \(subject)"
        case .refund:
            "SELECT j.region_id, j.created_at AS at FROM refund_request q JOIN market_job j ON j.id = q.job_id WHERE q.id = \(subject)"
        case .dispute:
            "SELECT j.region_id, j.created_at AS at FROM dispute d JOIN market_job j ON j.id = d.job_id WHERE d.id = \(subject)"
        case .customer:
            """
            SELECT j.region_id, j.created_at AS at FROM profile p LEFT JOIN market_job j ON j.customer_id = p.account_id
             WHERE p.account_id = \(subject)
            """
        }
    }
}
