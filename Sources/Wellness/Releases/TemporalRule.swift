import Kernel

/// The comparison of a cell's people with those of the newest earlier release that showed the cell.
struct TemporalRule: Sendable {
    private let earlier: [EarlierRelease]
    private let isOn: Bool
    private let percent: Int
    private let now: People
    private var past: [Int: People] = [:]

    init(_ cohort: Cohort, _ earlier: [EarlierRelease], _ policy: SuppressionPolicy) {
        self.earlier = earlier.sorted { $0.month > $1.month }
        isOn = policy.rules.contains(.temporal) && !earlier.isEmpty
        percent = policy.comparablePercent
        now = isOn ? People(cohort.tree, cohort.releasedMembers) : People(cohort.tree, [])
    }

    /// Whether so few people came or went that a number would tell about them.
    mutating func needsBand(_ cell: CellID, k: Int) -> Bool {
        guard isOn, let before = before(cell) else { return false }
        let people = now.people(of: cell)
        let changed = people.symmetricDifference(before).count
        return changed > 0 && changed < k && 100 * changed > percent * min(people.count, before.count)
    }

    private mutating func before(_ cell: CellID) -> Set<Pseudonym>? {
        guard let index = earlier.firstIndex(where: { $0.shown.contains(cell) }) else { return nil }
        let people = past[index] ?? People(earlier[index].tree, earlier[index].members)
        past[index] = people
        return people.people(of: cell)
    }
}

/// The people of every unit.
private struct People: Sendable {
    private var members: [UnitID: Set<Pseudonym>] = [:]
    private var contributors: [UnitID: Set<Pseudonym>] = [:]

    init(_ tree: CohortTree, _ people: [EarlierRelease.Member]) {
        for (group, people) in Dictionary(grouping: people, by: \.group) {
            let contributing = people.filter(\.contributed)
            for unit in tree.units(of: group) {
                members[unit, default: []].formUnion(people.lazy.map(\.pseudonym))
                contributors[unit, default: []].formUnion(contributing.lazy.map(\.pseudonym))
            }
        }
    }

    func people(of cell: CellID) -> Set<Pseudonym> {
        (cell.figure == .participation ? members : contributors)[cell.unit, default: []]
    }
}
