import Kernel
import Platform
import Store

/// The things of one kind that wait for a decision of staff.
struct WaitingThings: Codable, Sendable {
    /// The sort of decision that is due.
    var kind: Kind
    /// How many wait.
    var count: Int
    /// When the first of them began to wait; absent when nothing waits.
    var since: Instant?
    /// The ten that have waited longest, the first of them first.
    var oldest: [Thing]

    /// A thing that waits for staff.
    enum Kind: String, Codable, CaseIterable, Sendable {
        /// A provider, for the verification.
        case provider
        /// A document of a provider.
        case document
        /// A service or its change, for the review.
        case service
        /// A refund, for its first or second decision.
        case refund
        /// A dispute that can be decided, or was appealed.
        case dispute
        /// An appeal against a tier.
        case tierAppeal = "tier_appeal"
    }

    /// One of them.
    struct Thing: Codable, Sendable {
        /// The identity of the thing.
        var id: ID<Subject>
        /// The region whose staff decide.
        var regionId: ID<Region>
        /// When it began to wait.
        var since: Instant
    }

    private static let most = 10
}

extension WaitingThings {
    /// The things that wait in some regions, each kind in its place.
    static func all(in regions: [Region], _ tx: borrowing Tx) throws -> [WaitingThings] {
        try Kind.allCases.map { kind in
            let waiting = kind.waiting(in: regions.map(\.id))
            let oldest: [Thing] = try tx.all(
                "SELECT w.id, w.region_id, w.since FROM (\(waiting)) AS w ORDER BY w.since, w.id LIMIT \(most)"
            )
            let count: Int? = try tx.value("SELECT COUNT(*) FROM (\(waiting)) AS w")
            return WaitingThings(kind: kind, count: count ?? 0, since: oldest.first?.since, oldest: oldest)
        }
    }
}

extension WaitingThings.Thing: RowDecodable {
    init(_ row: inout Row) throws {
        id = try row.next()
        regionId = try row.next()
        since = try row.next()
    }
}

extension WaitingThings.Kind {
    /// The identity, the region and the time of each thing that waits.
    fileprivate func waiting(in regions: [ID<Region>]) -> SQL {
        switch self {
        case .provider:
            """
            SELECT p.id, p.region_id,
                   COALESCE((SELECT MAX(h.at) FROM history h
                              WHERE h.subject_kind = \(Provider.kind) AND h.subject_id = p.id
                                AND h.event = \(Provider.Event.relocate.rawValue)), p.created_at) AS since
              FROM provider p WHERE p.status = \(Provider.Status.pending) AND p.region_id \(in: regions)
            """
        case .document:
            """
            SELECT d.id, p.region_id, d.created_at AS since FROM provider_document d JOIN provider p ON p.id = d.provider_id
             WHERE d.status = 'pending' AND p.region_id \(in: regions)
            """
        case .service:
            """
            SELECT s.id, s.region_id, s.waiting_since AS since FROM service s
             WHERE s.waiting_since IS NOT NULL AND s.region_id \(in: regions)
            """
        case .refund:
            """
            SELECT f.id, j.region_id, f.created_at AS since FROM refund_request f JOIN market_job j ON j.id = f.job_id
             WHERE f.state IN ('requested', 'half_approved') AND j.region_id \(in: regions)
            """
        case .dispute:
            """
            SELECT d.id, j.region_id, d.created_at AS since FROM dispute d JOIN market_job j ON j.id = d.job_id
             WHERE d.state IN ('answered', 'appealed') AND j.region_id \(in: regions)
            """
        case .tierAppeal:
            """
            SELECT e.id, p.region_id, e.created_at AS since FROM tier_appeal e JOIN provider p ON p.id = e.provider_id
             WHERE e.state = \(TierAppeal.State.open) AND p.region_id \(in: regions)
            """
        }
    }
}
