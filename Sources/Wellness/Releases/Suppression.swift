import Kernel

/// The figures of one unit as a release shows them.
struct UnitFigures: Sendable {
    let unit: UnitID
    let participation: ReleaseCell
    /// In the order of the domains.
    let domains: [(key: String, cell: ReleaseCell)]
    let total: ReleaseCell

    /// The cells that showed a value or a band.
    var shown: [CellID] {
        let figures =
            [(CellID.Figure.participation, participation)] + domains.map { (.domain($0.key), $0.cell) }
        return figures.filter { $0.1.shown != .suppressed }.map { CellID(unit: unit, figure: $0.0) }
    }
}

/// The decision about every cell of a release: a pure function of a cohort, the earlier releases and the policy.
struct Suppression: Sendable {
    private let cohort: Cohort
    private let groups: [CohortGroup]
    private let policy: SuppressionPolicy
    private let temporal: TemporalRule
    /// The places of the groups of each unit.
    private let members: [UnitID: [Int]]

    /// `earlier` are the organisation's releases of earlier months, in any order.
    static func figures(
        of cohort: Cohort,
        after earlier: [EarlierRelease] = [],
        under policy: SuppressionPolicy = .standard
    ) -> [UnitFigures] {
        Suppression(cohort: cohort, earlier: earlier, policy: policy).figures
    }

    private init(cohort: Cohort, earlier: [EarlierRelease], policy: SuppressionPolicy) {
        self.cohort = cohort
        self.policy = policy
        groups = cohort.groups
        var members: [UnitID: [Int]] = [:]
        for (place, group) in groups.enumerated() {
            for unit in cohort.tree.units(of: group.key) { members[unit, default: []].append(place) }
        }
        self.members = members
        temporal = TemporalRule(cohort, earlier, policy)
    }

    private var figures: [UnitFigures] {
        let participation = participation
        let domains = scores
        return cohort.tree.units.map { unit in
            let cells = zip(cohort.domains, domains).map { ($0.key, $1[unit] ?? .suppressed) }
            let weighted = zip(cohort.domains, cells).map { ($1.1.value?.ratio, $0.weight) }
            return UnitFigures(
                unit: unit,
                participation: participation[unit] ?? .suppressed,
                domains: cells,
                total: .mean(weightedMean(of: weighted))
            )
        }
    }

    /// The cells of the admitted units for each domain in turn.
    private var scores: [[UnitID: ReleaseCell]] {
        let counts = groups.map { group in
            (group.key, policy.rules.contains(.count) ? group.count : group.contributors.count)
        }
        let admitted = Admission(cohort.tree, counts: counts, k: policy.kScores, rules: policy.rules).admitted
        var temporal = temporal
        return cohort.domains.map { domain in
            let isBand = admitted.map { unit in
                temporal.needsBand(CellID(unit: unit, figure: .domain(domain.key)), k: policy.kScores)
            }
            var cells = homogeneity(of: domain, zip(admitted, isBand).map { ($0, $1 ? .band : .number) })
            if policy.rules.contains(.homogeneity) { cells.settle(width: policy.width) }
            return cells.shown
        }
    }

    private func homogeneity(
        of domain: DiaryDomain,
        _ admitted: [(unit: UnitID, precision: Homogeneity.Precision)]
    ) -> Homogeneity {
        let values = groups.map { group in group.contributors.compactMap { $0.means?[domain.key] } }
        let scale = PointScale(values.joined())
        let sums = values.map { $0.reduce(Int128(0)) { $0 + scale.scaled($1) } }
        let cells = admitted.compactMap { unit, precision -> Homogeneity.Cell? in
            let inside = members[unit, default: []]
            let count = inside.reduce(0) { $0 + groups[$1].contributors.count }
            guard count > 0 else { return nil }
            return Homogeneity.Cell(
                unit: unit,
                depth: cohort.tree.depth(of: unit),
                count: count,
                sum: inside.reduce(0) { $0 + sums[$1] },
                precision: precision
            )
        }
        return Homogeneity(cells: cells, groups: atoms(in: cells, sums), bands: domain.bands, scale: scale)
    }

    private func atoms(in cells: [Homogeneity.Cell], _ sums: [Int128]) -> [Homogeneity.Atom] {
        let places = Dictionary(uniqueKeysWithValues: cells.enumerated().map { ($1.unit, $0) })
        return zip(groups, sums).compactMap { group, sum in
            group.contributors.map(\.id).min().map { first in
                Homogeneity.Atom(
                    cells: cohort.tree.units(of: group.key).compactMap { places[$0] }.sorted(),
                    count: group.contributors.count,
                    sum: sum,
                    first: first
                )
            }
        }
    }

    private var participation: [UnitID: ReleaseCell] {
        let k = policy.kParticipation
        let counts = groups.map { ($0.key, $0.size) }
        let admitted = Admission(cohort.tree, counts: counts, k: k, rules: policy.rules).admitted
        var temporal = temporal
        return Dictionary(
            uniqueKeysWithValues: admitted.map { unit in
                let rate = ParticipationRate(members[unit, default: []].map { groups[$0] }, policy.rules)
                let isBand = temporal.needsBand(CellID(unit: unit, figure: .participation), k: k)
                return (unit, rate.cell(k: k, isBand: isBand))
            }
        )
    }
}
