import Kernel
import Platform
import Store
import Web

/// The domains of the diary: readable by everyone, changed by dated rows.
enum Domains {
    static let routes = rows.tagged("Diary domains")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        Get("/wellness/domains", list, .domainRead, "List the diary's domains",
            details: "The row of each domain that applies on the date, retired domains included, in their order.")
        Put("/admin/wellness/domains/{key}", save, .domainManage, "Plan a change of a domain",
            details: "Adds a row that applies from `since` on, or replaces a row whose day has not come yet. A new key makes a new domain; there are at most 30. Entries of earlier dates keep the row of their date.").refuses(.stale)
    }

    static func list(_ call: Call, filter: DomainFilter) async throws -> Listing<DomainView> {
        try await call.db.read { tx in
            let date = filter.date ?? Zone.utc.civil(tx.now).date
            return Listing(try DomainRow.list(on: date, tx).map { DomainView($0, in: call.languages) })
        }
    }

    static func save(
        _ call: Call,
        key: DomainKey,
        match: IfMatch?,
        form: DomainForm
    ) async throws -> Versioned<DomainView> {
        try await call.db.write { tx in
            let keys = Set(try tx.values("SELECT DISTINCT key FROM wellness_domain", as: String.self))
            let row = try form.row(of: key, after: .latest(at: tx.now), among: keys)
            if let match {
                guard let planned = try DomainRow.find(key.rawValue, since: form.since, tx) else {
                    throw Problem(.stale)
                }
                try match.check(planned.version)
            }
            try row.save(tx)
            try Audit.record(
                DiaryAction.changeDomain,
                of: "wellness_domain",
                nil,
                by: call.actor,
                details: ["key": .string(key.rawValue), "since": .string(form.since.description)],
                tx
            )
            guard let saved = try DomainRow.find(key.rawValue, since: form.since, tx) else {
                throw Problem(.notFound)
            }
            return Versioned(DomainView(saved, in: call.languages), version: saved.version)
        }
    }
}

/// The audited actions on the diary.
enum DiaryAction: String, AuditAction {
    case changeDomain = "wellness.domain.change"
}

/// The date of a list of domains.
struct DomainFilter: Query {
    /// The local date on which the rows apply; today when absent.
    var date: CivilDate?
}

/// A domain of the diary, as it applies from a day on.
struct DomainView: View {
    /// A stable word, such as `sleep`.
    var key: String
    /// The name in the language of the request.
    var name: String
    /// The meaning of its scores, in the language of the request; absent without a description.
    var description: String?
    /// The lowest score.
    var lo: Int
    /// The highest score.
    var hi: Int
    /// The distance between two scores.
    var step: Int
    /// Whether a higher or a lower score is better.
    var direction: DiaryDomain.Direction
    /// The share in totals, relative to the other domains.
    var weight: Int
    /// The normalised value from which a date counts for the Reset Circle.
    var threshold: Int
    /// The normalised values at which amber and green begin.
    var bands: Bands
    /// The first local date of this row.
    var since: CivilDate
    /// Whether the domain is retired: it takes no entries for these dates.
    var retired: Bool

    init(_ row: DomainRow, in languages: [Language]) {
        let domain = row.domain
        key = domain.key
        name = row.name.text.text(in: languages)
        description = row.description?.text.text(in: languages)
        (lo, hi, step) = (domain.lo, domain.hi, domain.step)
        direction = domain.direction
        (weight, threshold) = (domain.weight, domain.threshold)
        bands = domain.bands
        since = domain.since
        retired = domain.isRetired
    }
}
