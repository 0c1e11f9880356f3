import Kernel
import Platform
import Store
import Web

/// The minimum numbers of people behind the figures of an organisation; in force from the next freeze.
struct ReportPolicy: Sendable, Equatable {
    var kScores: ScoreLimit
    var kParticipation: ParticipationLimit
    /// The time from which it applies.
    var since: Instant

    typealias ScoreLimit = Ranged<8, 100>
    typealias ParticipationLimit = Ranged<5, 100>
}

extension ReportPolicy: Record {
    static let columns: SQL = "p.k_scores, p.k_participation, p.since"

    init(_ row: inout Row) throws {
        kScores = try row.next()
        kParticipation = try row.next()
        since = try row.next()
    }

    /// The organisation's own policy, or the minimum that applies to every organisation from its beginning.
    static func of(_ organization: ID<Organization>, _ tx: borrowing Tx) throws -> ReportPolicy {
        try tx.one(
            """
            SELECT COALESCE(p.k_scores, 8), COALESCE(p.k_participation, 5), COALESCE(p.since, o.created_at)
              FROM organization o LEFT JOIN report_policy p ON p.organization_id = o.id
             WHERE o.id = \(organization)
            """
        )
    }

    /// Stores the policy and raises the version of the organisation, whose view shows it.
    func save(of organization: Organization, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO report_policy (organization_id, k_scores, k_participation, since)
            VALUES (\(organization.id), \(kScores), \(kParticipation), \(since))
            ON CONFLICT (organization_id) DO UPDATE
               SET k_scores = excluded.k_scores, k_participation = excluded.k_participation, since = excluded.since
            """
        )
        try tx.changeOne(
            """
            UPDATE organization SET version = version + 1, updated_at = \(tx.now)
             WHERE id = \(organization.id) AND version = \(organization.version)
            """
        )
    }

    /// Whether one of the limits of `other` is lower.
    func isLowered(by other: ReportPolicy) -> Bool {
        other.kScores < kScores || other.kParticipation < kParticipation
    }

    var suppression: SuppressionPolicy {
        SuppressionPolicy(kScores: kScores.value, kParticipation: kParticipation.value)
    }
}

/// The minimum numbers of people behind the figures of an organisation.
struct ReportPolicyView: View {
    /// The minimum number of people behind a figure about scores, from 8 to 100.
    var kScores: ReportPolicy.ScoreLimit
    /// The minimum number of members behind a figure about participation, from 5 to 100.
    var kParticipation: ReportPolicy.ParticipationLimit
    /// The time of the last change; it applies to every release frozen after it.
    var since: Instant

    init(_ policy: ReportPolicy) {
        kScores = policy.kScores
        kParticipation = policy.kParticipation
        since = policy.since
    }
}
