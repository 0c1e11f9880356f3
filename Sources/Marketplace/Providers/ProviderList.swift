import Kernel
import Platform
import Store
import Web

/// The filter and order of a list of providers.
struct ProviderFilter: Query {
    /// Only providers of this region.
    var regionId: ID<Region>?
    /// Only providers in one of these statuses; for staff.
    var status: [Provider.Status]?
    /// Only providers of one of these tiers.
    var tier: [Tier]?
    /// Only providers who offer this service.
    var serviceId: ID<Service>?
    /// The newest first when absent.
    var sort: ProviderSort?

    var conditions: [SQL] {
        [
            regionId.map { "p.region_id = \($0)" },
            status.map { "p.status \(in: $0)" },
            tier.map { "p.tier \(in: $0)" },
            serviceId.map {
                """
                EXISTS (SELECT 1 FROM offer o JOIN service s ON s.id = o.service_id
                         WHERE o.provider_id = p.id AND o.service_id = \($0) AND o.is_active AND s.status = 'approved')
                """
            },
        ].compactMap(\.self)
    }

    /// Active and inactive providers; others within the scope of their record only, and by status for staff only.
    func reach(of call: Call) throws -> SQL {
        guard status == nil || call.actor.role.isStaff else {
            throw Problem(.invalid, faults: [.init("query/status", .staffOnly)])
        }
        return .any([
            "p.status IN ('active', 'inactive')", Provider.visible(to: call.scope(of: .providerRecord)),
        ])
    }
}

/// The order of a list of providers.
enum ProviderSort: String, Codable, CaseIterable, Sendable {
    /// By the time of onboarding, latest first.
    case newest = "-created_at"
    /// By the time of onboarding, earliest first.
    case oldest = "created_at"
    /// By the name of the business, A to Z.
    case name
    /// By the name of the business, Z to A.
    case nameDescending = "-name"
    /// By score, lowest first; without a score last.
    case score
    /// By score, highest first; without a score last.
    case scoreDescending = "-score"

    var order: SortOrder<ListedProvider> {
        switch self {
        case .newest: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        case .oldest: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
        case .name: SortOrder(.ascending("sort_name", \.sortName), .ascending("id", \.id))
        case .nameDescending: SortOrder(.descending("sort_name", \.sortName), .descending("id", \.id))
        case .score: SortOrder(.ascending("low_score", \.lowScore), .ascending("id", \.id))
        case .scoreDescending: SortOrder(.descending("high_score", \.highScore), .ascending("id", \.id))
        }
    }
}

/// The columns by which providers are listed.
struct ListedProvider: RowDecodable, Sendable {
    let id: ID<Provider>
    let createdAt: Instant
    let sortName: String
    /// Scores that put providers without one at the end.
    let lowScore: Double
    let highScore: Double

    static let columns: SQL =
        """
        p.id, p.created_at, p.sort_name, COALESCE(f.score, 9) AS low_score, COALESCE(f.score, 0) AS high_score
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        createdAt = try row.next()
        sortName = try row.next()
        lowScore = try row.next()
        highScore = try row.next()
    }
}
