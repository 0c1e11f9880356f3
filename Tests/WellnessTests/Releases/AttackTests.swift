import Kernel
import Testing

@testable import Wellness

/// The attacks of an administrator that has every answer: each fails, and succeeds when the rule against it is off.
@Suite struct AttackTests {
    @Test func `P: a small department is answered only without the rule`() {
        let cohort = cohort([("a", 3, 50), ("b", 20, 50)])
        #expect(smallest(cohort) >= 8)
        #expect(smallest(cohort, without: .size) < 8)
    }

    @Test func `L: the rest of an organisation is answered only without the rule`() {
        let cohort = cohort([("a", 5, 50), ("b", 20, 50)])
        #expect(smallest(cohort) >= 8)
        #expect(smallest(cohort, without: .complement) < 8)
    }

    @Test(arguments: 0..<40)
    func `P and L: no combination of cells is about few, in no organisation`(seed: Int) {
        var random = SeededRandom(seed)
        let cohort = random.cohort()
        #expect(smallest(cohort) >= 8)
    }

    @Test func `T: the difference of two months is one person only without the rule`() {
        let (before, now) = (cohort([("a", 16, 50)]), cohort([("a", 15, 50)]))
        func hasBothNumbers(_ rules: SuppressionPolicy.Rules) -> Bool {
            var policy = SuppressionPolicy.standard
            policy.rules = rules
            let first = Suppression.figures(of: before, under: policy)
            let release = EarlierRelease(before, first, month: 1)
            let second = Suppression.figures(of: now, after: [release], under: policy)
            return [first, second].allSatisfy { $0[0].domains[0].cell.value != nil }
        }
        #expect(!hasBothNumbers(.all))
        #expect(hasBothNumbers(.all.subtracting(.temporal)))
    }

    @Test(arguments: 0..<40)
    func `G: nobody's value is bounded within forty points`(seed: Int) {
        var random = SeededRandom(500 + seed)
        let cohort = random.cohort()
        #expect(narrowest(cohort, .all) >= 40)
    }

    @Test func `G: people at the end of the scale are bounded only without the rule`() {
        let cohort = cohort([("a", 12, 0), ("b", 12, 34)])
        #expect(narrowest(cohort, .all) >= 40)
        #expect(narrowest(cohort, .all.subtracting(.homogeneity)) < 40)
    }

    private func cohort(_ departments: [(name: String, size: Int, value: Int)]) -> Cohort {
        var members: [CohortMember] = []
        for department in departments {
            let group = GroupKey(department: department.name, site: nil)
            for _ in 0..<department.size {
                members.append(.member(members.count, group, means: ["mood": Ratio(department.value)]))
            }
        }
        let tree = CohortTree(organization: "O", departments: departments.map { ($0.name, nil) })
        return Cohort(tree: tree, domains: [.mood], members: members)
    }

    /// The fewest contributors that a combination of the shown cells of a domain is about; many when there is none.
    private func smallest(_ cohort: Cohort, without rule: SuppressionPolicy.Rules = []) -> Int {
        var policy = SuppressionPolicy.standard
        policy.rules.subtract(rule)
        let shown = Suppression.figures(of: cohort, under: policy).filter {
            $0.domains[0].cell.shown != .suppressed
        }
        let groups = cohort.groups
        let cells = shown.map { unit in groups.map { cohort.tree.units(of: $0.key).contains(unit.unit) } }
        let weights = groups.map(\.contributors.count)
        return Combinations(cells, weights: weights).leastWeight(below: 8) ?? .max
    }

    /// The width of the narrowest range that the cells leave to one person, when the others of each atom may give way.
    ///
    /// Sound but not complete: an attacker with linear programming finds no less than this.
    private func narrowest(_ cohort: Cohort, _ rules: SuppressionPolicy.Rules) -> Double {
        var policy = SuppressionPolicy.standard
        policy.rules = rules
        let figures = Suppression.figures(of: cohort, under: policy)
        var least = Double.infinity
        for (place, domain) in cohort.domains.enumerated() {
            let cells = figures.filter { $0.domains[place].cell.shown != .suppressed }.map { unit in
                Bounds(cohort, unit.unit, domain, unit.domains[place].cell)
            }
            let people = cohort.members.filter { $0.means != nil }
            let atoms = Dictionary(grouping: people) { person in
                cells.map { $0.people.contains(person.id) }
            }
            for (inside, people) in atoms where inside.contains(true) {
                let bounds = zip(cells, inside).filter(\.1).map(\.0)
                least = min(least, width(of: people.compactMap { $0.means?[domain.key]?.double }, bounds))
            }
        }
        return least
    }

    private func width(of values: [Double], _ bounds: [Bounds]) -> Double {
        let up = bounds.map(\.up).min() ?? 0
        let down = bounds.map(\.down).min() ?? 0
        let sum = values.reduce(0, +)
        let rest = 100 * Double(values.count) - sum
        let widths = values.map { value in
            min(100 - value, sum - value + up) + min(value, rest - (100 - value) + down)
        }
        return (widths.min() ?? .infinity) + 1e-6
    }
}

/// The people of a cell, and the rise and the fall of their sum that the cell would not show.
private struct Bounds {
    let people: Set<ID<CohortMember>>
    let up: Double
    let down: Double

    init(_ cohort: Cohort, _ unit: UnitID, _ domain: DiaryDomain, _ cell: ReleaseCell) {
        let members = cohort.members.filter {
            $0.means != nil && cohort.tree.units(of: $0.group).contains(unit)
        }
        people = Set(members.map(\.id))
        let sum = members.compactMap { $0.means?[domain.key]?.double }.reduce(0, +)
        let (lower, upper) = Self.ends(cell)
        up = Double(members.count) * upper - sum
        down = sum - Double(members.count) * lower
    }

    private static func ends(_ cell: ReleaseCell) -> (Double, Double) {
        switch (cell.value?.units, cell.band) {
        case (100, _): (0, 12.5)
        case (900, _): (87.5, 100)
        case (let units?, _): (Double(units) / 10 - 2.5, Double(units) / 10 + 2.5)
        case (nil, .red): (0, 40)
        case (nil, .amber): (40, 70)
        default: (70, 100)
        }
    }
}

extension Ratio {
    var double: Double { Double(numerator) / Double(denominator) }
}
