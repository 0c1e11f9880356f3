/// The choice of the units that a release answers about, by the counts of their groups alone.
struct Admission: Sendable {
    private let units: [UnitID]
    private let depths: [Int]
    private let groups: [Group]
    private let counts: [Int]
    private let k: Int
    private let rules: SuppressionPolicy.Rules

    /// A group that has members, as the places of its units.
    private struct Group: Sendable {
        let count: Int
        /// From the lowest unit to the organisation.
        let path: [Int]
        let site: Int?
    }

    /// `counts` are those of the groups that have members, also when they are zero.
    init(
        _ tree: CohortTree,
        counts: [(group: GroupKey, count: Int)],
        k: Int,
        rules: SuppressionPolicy.Rules = .all
    ) {
        let units = tree.units
        let places = Dictionary(units.enumerated().map { ($1, $0) }) { first, _ in first }
        let groups = counts.map { key, count in
            Group(
                count: count,
                path: tree.path(from: key.unit).compactMap { places[$0] },
                site: key.site.flatMap { places[$0] }
            )
        }
        var sums = units.map { _ in 0 }
        for group in groups {
            for place in group.path + (group.site.map { [$0] } ?? []) { sums[place] += group.count }
        }
        (self.units, self.groups, self.counts) = (units, groups, sums)
        depths = units.map { tree.depth(of: $0) }
        (self.k, self.rules) = (k, rules)
    }

    /// The admitted units in the order of their admission.
    var admitted: [UnitID] {
        var isAdmitted = units.map { _ in false }
        return candidates.compactMap { place in
            guard !rules.contains(.size) || counts[place] >= k else { return nil }
            isAdmitted[place] = true
            if rules.contains(.complement), tellsTooMuch(isAdmitted) {
                isAdmitted[place] = false
                return nil
            }
            return units[place]
        }
    }

    /// Coarse units first, departments before sites, large ones before small ones.
    private var candidates: [Int] {
        func rank(_ place: Int) -> (Int, Int, Int) {
            (depths[place], units[place].kind == .site ? 1 : 0, -counts[place])
        }
        return units.indices.sorted { left, right in
            rank(left) != rank(right) ? rank(left) < rank(right) : units[left] < units[right]
        }
    }

    /// Whether differences of the admitted units are about fewer than `k`.
    private func tellsTooMuch(_ isAdmitted: [Bool]) -> Bool {
        var remainders: [Int: Int] = [:]
        var divided: Set<Int> = []
        let outside = units.count
        var graph = OverlapGraph(nodes: units.count + 1)
        for group in groups {
            let admitted = group.path.filter { isAdmitted[$0] }
            guard let lowest = admitted.first else { continue }
            remainders[lowest, default: 0] += group.count
            divided.formUnion(admitted.dropFirst())
            let site = group.site.flatMap { isAdmitted[$0] ? $0 : nil }
            graph.connect(lowest, site ?? outside, weight: group.count)
        }
        // The remainder of a unit without admitted ones below it is the unit, which has its own rule.
        if remainders.contains(where: { divided.contains($0.key) && $0.value < k }) { return true }
        let hasSite = units.indices.contains { isAdmitted[$0] && units[$0].kind == .site }
        return hasSite && graph.hasCut(below: k)
    }
}
