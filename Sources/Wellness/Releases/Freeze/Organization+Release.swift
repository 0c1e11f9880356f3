import Kernel
import Platform
import Store

extension Organization {
    /// The organisation when it gets releases now: active, and its subscription neither suspended nor cancelled.
    static func released(_ id: ID<Organization>, _ tx: borrowing Tx) throws -> Organization? {
        try tx.first(
            """
            SELECT \(columns) FROM organization o
             WHERE o.id = \(id) AND o.state = \(Status.active) AND EXISTS (
                   SELECT 1 FROM organization_subscription s
                    WHERE s.organization_id = o.id AND s.state NOT IN ('suspended', 'cancelled'))
            """
        )
    }

    /// The month before the one of its own present day; nil when the organisation is younger.
    func monthToRelease(at now: Instant) -> CalendarMonth? {
        let month = CalendarMonth(containing: zone.civil(now).date).previous
        return zone.civil(createdAt).date <= month.dates.upperBound ? month : nil
    }

    /// The units and the domains of a release with their present names.
    func releaseTree(
        _ domains: [DiaryDomain],
        _ month: CalendarMonth,
        _ tx: borrowing Tx
    ) throws -> ReleaseTree {
        let names = Dictionary(
            try DomainRow.list(on: month.dates.upperBound, tx).map { ($0.domain.key, $0.name) }
        ) { first, _ in first }
        return ReleaseTree(
            organization: id,
            name: name.rawValue,
            departments: try tx.all(
                """
                SELECT d.id, d.parent_id, d.name FROM department d
                 WHERE d.organization_id = \(id) AND d.deleted_at IS NULL ORDER BY d.name, d.id
                """
            ),
            sites: sites.map { ReleaseTree.Site(key: $0.key.rawValue, name: $0.name.rawValue) },
            domains: domains.map { domain in
                ReleaseTree.Domain(
                    key: domain.key,
                    name: names[domain.key].map { ["en": $0.en.rawValue, "it": $0.it.rawValue] } ?? [:],
                    bands: domain.bands,
                    weight: domain.weight
                )
            }
        )
    }
}

extension ReleaseTree.Unit: RowDecodable {
    init(_ row: inout Row) throws {
        id = try row.next()
        parent = try row.next()
        name = try row.next()
    }
}
