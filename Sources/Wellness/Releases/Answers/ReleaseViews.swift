import Kernel
import Platform
import Web

/// One figure of a release; all suppressed figures look the same.
struct CellView: Codable, Sendable, SchemaNamed {
    static let schemaName = "Cell"

    /// The level of detail of the figure.
    var shown: ReleaseCell.Shown
    /// The figure, from 0 to 100; absent unless `shown` is `value`.
    var value: Tenths?
    /// The band of the value, or the band that is shown instead of a value; absent when suppressed.
    var band: CellBand?
    /// The reason for the suppression; absent unless suppressed.
    var reason: SuppressionReason?

    init(_ cell: ReleaseCell) {
        shown = cell.shown
        value = cell.value
        band = cell.band
        reason = cell.reason
    }
}

/// A release without its figures.
struct ReleaseView: View {
    var id: ID<Release>
    /// The month that the figures are about.
    var month: CalendarMonth
    /// Whether the figures are shown or hidden.
    var state: ReleaseState
    /// The time at which members and figures were frozen.
    var frozenAt: Instant
    var policy: ReportPolicyView
    /// The reason of the withdrawal; absent while the figures are shown.
    var reason: String?

    init(_ release: FrozenRelease) {
        id = release.id
        month = release.month
        state = release.status == .withdrawn ? .withdrawn : .frozen
        frozenAt = release.frozenAt
        policy = ReportPolicyView(release.policy)
        reason = release.reason
    }
}

/// Whether the figures of a release are shown.
enum ReleaseState: String, Codable, CaseIterable, Sendable {
    /// The figures are shown; they never change.
    case frozen
    /// The figures are hidden.
    case withdrawn
}

/// A release with all its figures.
struct ReleaseDetail: View {
    var id: ID<Release>
    /// The month that the figures are about.
    var month: CalendarMonth
    /// Always `frozen`: a withdrawn release has no figures to show.
    var state: ReleaseState
    /// The time at which members and figures were frozen.
    var frozenAt: Instant
    var policy: ReportPolicyView
    /// The reason of the withdrawal; absent while the figures are shown.
    var reason: String?
    /// The organisation, its departments and its sites, as they were at the freeze.
    var units: [UnitView]

    init(_ release: FrozenRelease, _ figures: ReleaseFigures) {
        let head = ReleaseView(release)
        id = head.id
        month = head.month
        state = head.state
        frozenAt = head.frozenAt
        policy = head.policy
        reason = head.reason
        let domains = release.tree.domains.map(\.key)
        units = release.tree.units.map { unit in
            UnitView(
                id: unit.id.key,
                kind: unit.id.kind,
                name: unit.name,
                parentId: unit.parent,
                participation: CellView(figures[unit.id, .participation]),
                total: CellView(figures[total: unit.id]),
                domains: Dictionary(
                    uniqueKeysWithValues: domains.map { ($0, CellView(figures[unit.id, .domain($0)])) }
                )
            )
        }
    }
}

/// The figures of the organisation, a department or a site.
struct UnitView: Codable, Sendable, SchemaNamed {
    static let schemaName = "Unit"

    /// The id of the organisation or department, or the key of the site.
    var id: String
    /// The part of the organisation that the figures are about.
    var kind: UnitID.Kind
    /// The name at the freeze.
    var name: String
    /// The id of the unit above; absent for the organisation.
    var parentId: String?
    /// The percentage of members who contribute, or its band.
    var participation: CellView
    /// The weighted mean of the domains; suppressed when fewer than half of them show a value.
    var total: CellView
    /// The figure of each domain, by its key.
    var domains: [String: CellView]
}
