import Kernel
import Platform
import Store

/// The waits that staff ended: the region, and from when to when.
enum StaffWaits {
    /// From the onboarding, or the move to another region, to the verification.
    static func verifications(in regions: [ID<Region>], since start: Instant) -> SQL {
        """
        SELECT p.region_id,
               COALESCE((SELECT MAX(b.at) FROM history b
                          WHERE b.subject_kind = \(Provider.kind) AND b.subject_id = p.id
                            AND b.event = \(Provider.Event.relocate.rawValue) AND b.at <= h.at), p.created_at), h.at
          FROM provider p JOIN history h ON h.subject_kind = \(Provider.kind) AND h.subject_id = p.id
         WHERE p.region_id \(in: regions) AND p.updated_at >= \(start)
           AND h.event = \(Provider.Event.verify.rawValue) AND h.at >= \(start)
        """
    }

    /// From the proposal of a service, or of its change, to the review.
    static func approvals(in regions: [ID<Region>], since start: Instant) -> SQL {
        let asked: [Service.Event] = [.revise, .propose]
        let answered: [Service.Event] = [.approve, .reject, .approveEdit, .rejectEdit]
        return """
            SELECT s.region_id,
                   COALESCE((SELECT MAX(b.at) FROM history b
                              WHERE b.subject_kind = \(Service.kind) AND b.subject_id = s.id
                                AND b.event \(in: asked.map(\.rawValue)) AND b.at <= h.at), s.created_at), h.at
              FROM service s JOIN history h ON h.subject_kind = \(Service.kind) AND h.subject_id = s.id
             WHERE s.region_id \(in: regions) AND s.updated_at >= \(start)
               AND h.event \(in: answered.map(\.rawValue)) AND h.at >= \(start)
            """
    }

    /// From the opening of a dispute to its end.
    static func resolutions(in regions: [ID<Region>], since start: Instant) -> SQL {
        """
        SELECT j.region_id, d.created_at, h.at
          FROM dispute d JOIN market_job j ON j.id = d.job_id
          JOIN history h ON h.subject_kind = \(Dispute.kind) AND h.subject_id = d.id
         WHERE j.region_id \(in: regions) AND d.updated_at >= \(start)
           AND h.to_status = \(Dispute.Status.final.rawValue) AND h.at >= \(start)
        """
    }
}
