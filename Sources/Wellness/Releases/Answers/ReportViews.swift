import Kernel
import Platform
import Web

/// The participation of every unit in a month.
struct ParticipationView: View {
    /// The month that the figures are about.
    var month: CalendarMonth
    /// The organisation, its departments and its sites, as they were at the freeze.
    var units: [Unit]

    /// The participation of one unit.
    struct Unit: Codable, Sendable, SchemaNamed {
        static let schemaName = "UnitParticipation"

        /// The id of the organisation or department, or the key of the site.
        var id: String
        /// The name at the freeze.
        var name: String
        /// The percentage of members who contribute, or its band.
        var cell: CellView
        /// The figure of the month before; absent without a release of it.
        var previous: CellView?
    }

    init(_ period: ReleasePeriod) {
        let newest = period.newest
        month = newest.month
        units = newest.tree.units.map { unit in
            Unit(
                id: unit.id.key,
                name: unit.name,
                cell: CellView(period.cell(unit.id, .participation)),
                previous: period.previous(unit.id, .participation).map(CellView.init)
            )
        }
    }
}

/// The figures of an organisation in every domain.
struct DomainReportView: View {
    /// The month that the figures are about; absent for a quarter.
    var month: CalendarMonth?
    /// The quarter that the figures are about; absent for a month.
    var quarter: CalendarQuarter?
    /// In the order of the domains.
    var domains: [Domain]

    /// The figure of the organisation in one domain.
    struct Domain: Codable, Sendable, SchemaNamed {
        static let schemaName = "DomainReport"

        /// The key of the domain, such as `sleep`.
        var key: String
        /// The name of the domain at the freeze, in the language of the request.
        var name: String
        /// The mean of the contributors, from 0 to 100, or its band.
        var cell: CellView
        /// The figure of the period before; absent without a release of it.
        var previous: CellView?
        /// The value minus the previous value; absent unless both are shown.
        var change: Tenths?
    }

    init(_ period: ReleasePeriod, in languages: [Language]) {
        let tree = period.newest.tree
        let unit = UnitID(kind: .organization, key: tree.organization.description)
        month = period.month
        quarter = period.quarter
        domains = tree.domains.map { domain in
            let cell = period.cell(unit, .domain(domain.key), domain.bands)
            let previous = period.previous(unit, .domain(domain.key), domain.bands)
            return Domain(
                key: domain.key,
                name: domain.name(in: languages),
                cell: CellView(cell),
                previous: previous.map(CellView.init),
                change: previous.flatMap(cell.change)
            )
        }
    }
}

/// The figures of the departments of an organisation, to compare.
struct DepartmentReportView: View {
    /// The month that the figures are about; absent for a quarter.
    var month: CalendarMonth?
    /// The quarter that the figures are about; absent for a month.
    var quarter: CalendarQuarter?
    /// The departments as they were at the freeze.
    var units: [Unit]

    /// The figures of one department.
    struct Unit: Codable, Sendable, SchemaNamed {
        static let schemaName = "DepartmentReport"

        /// Identifies the department in other operations too, unless it has been deleted since.
        var id: String
        /// The name at the freeze.
        var name: String
        /// The id of the department above, or of the organisation.
        var parentId: String
        /// The weighted mean of the domains; suppressed when fewer than half of them show a value.
        var total: CellView
        /// The figure of each domain, by its key.
        var domains: [String: CellView]
    }

    init(_ period: ReleasePeriod) {
        let tree = period.newest.tree
        month = period.month
        quarter = period.quarter
        units = tree.units.filter { $0.id.kind == .department }.map { unit in
            Unit(
                id: unit.id.key,
                name: unit.name,
                parentId: unit.parent ?? tree.organization.description,
                total: CellView(period.total(unit.id)),
                domains: Dictionary(
                    uniqueKeysWithValues: tree.domains.map {
                        ($0.key, CellView(period.cell(unit.id, .domain($0.key), $0.bands)))
                    }
                )
            )
        }
    }
}
