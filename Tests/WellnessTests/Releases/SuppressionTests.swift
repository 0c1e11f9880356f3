import Kernel
import Testing

@testable import Wellness

@Suite struct SuppressionTests {
    @Test(arguments: [("62.5", 65), ("62.4", 60), ("3", 10), ("97", 90), ("12.5", 15), ("0", 10)])
    func `a mean is shown to five points and never at the ends`(mean: String, shown: Int) {
        let tenths = Int((Double(mean) ?? 0) * 10)
        #expect(ReleasedNumber(Ratio(tenths, over: 10)).value == shown)
    }

    @Test(arguments: 0..<18)
    func `the bounds of a number are the means that it is shown for`(step: Int) {
        let mean = Ratio(step * 100 + 37, over: 18)
        let halves = ReleasedNumber(mean).halves
        #expect(mean >= Ratio(halves.lowerBound, over: 2) && mean <= Ratio(halves.upperBound, over: 2))
    }

    @Test(arguments: [(5, 8, "50-75"), (30, 50, "60"), (48, 50, ">75"), (1, 8, "<25")])
    func `participation is a number when it and the rest are people enough`(
        contributing: Int,
        members: Int,
        shown: String
    ) {
        let group = CohortGroup(
            key: GroupKey(department: nil, site: nil),
            size: members,
            contributors: (0..<contributing).map {
                .member($0, GroupKey(department: nil, site: nil), means: [:])
            }
        )
        let rate = ParticipationRate([group], .all.subtracting(.count))
        let cell = rate.cell(k: 5, isBand: false)
        #expect(cell.value?.description ?? cell.band?.rawValue == shown)
        #expect(rate.cell(k: 5, isBand: true).value == nil)
    }

    @Test(
        arguments: [
            (24, 0, 1, .value), (12, 1, 0, .band), (39, 1, 1, .band), (60, 1, 2, .value), (30, 4, 4, .value),
            (30, 3, 4, .band), (30, 0, 0, .value),
        ] as [(Int, Int, Int, ReleaseCell.Shown)]
    )
    func `a cell that few people left or joined shows its band`(
        before: Int,
        gone: Int,
        new: Int,
        shown: ReleaseCell.Shown
    ) {
        let earlier = cohort(Array(0..<before), value: 50)
        let current = cohort(Array(gone..<before + new), value: 50)
        let release = EarlierRelease(earlier, Suppression.figures(of: earlier), month: 1)

        let cell = Suppression.figures(of: current, after: [release])[0].domains[0].cell

        #expect(cell.shown == shown)
    }

    @Test func `the newest month that showed the cell counts, also when it is withdrawn`() {
        let (old, middle) = (cohort(Array(0..<20), value: 50), cohort(Array(0..<2), value: 50))
        let first = EarlierRelease(old, Suppression.figures(of: old), month: 1)
        let second = EarlierRelease(middle, Suppression.figures(of: middle), month: 2)
        #expect(second.shown.isEmpty)

        let current = cohort(Array(0..<18), value: 50)
        #expect(Suppression.figures(of: current, after: [first, second])[0].domains[0].cell.shown == .band)
        #expect(Suppression.figures(of: current)[0].domains[0].cell.shown == .value)
    }

    @Test func `everybody at the end of the scale is worth a band at most`() {
        let cell = Suppression.figures(of: cohort(Array(0..<30), value: 100))[0].domains[0].cell
        let middle = Suppression.figures(of: cohort(Array(0..<30), value: 50))[0].domains[0].cell
        #expect(middle.shown == .value)
        #expect(cell.shown != .suppressed)
    }

    @Test func `suppressed answers are the same bytes for nobody and for one too few`() throws {
        let answers = try [0, 1, 4, 9].map { count in
            let figures = Suppression.figures(of: cohort(Array(0..<count), value: 50))
            return try JSON.encode(figures.flatMap { [$0.domains[0].cell, $0.total] })
        }
        #expect(Set(answers).count == 1)
        #expect(
            String(decoding: try JSON.encode(ReleaseCell.suppressed), as: UTF8.self)
                == #"{"shown":"suppressed","reason":"protects_people"}"#
        )
    }

    @Test func `an organisation of one, of nobody, without domains`() {
        #expect(Suppression.figures(of: cohort([7], value: 50)).allSatisfy { $0.shown.isEmpty })
        #expect(Suppression.figures(of: cohort([], value: 50)).allSatisfy { $0.shown.isEmpty })
        let members = (0..<30).map {
            CohortMember.member($0, GroupKey(department: nil, site: nil), means: [:])
        }
        let empty = Cohort(tree: CohortTree(organization: "O"), domains: [], members: members)
        let figures = Suppression.figures(of: empty)
        #expect(figures[0].domains.isEmpty && figures[0].total == .suppressed)
        #expect(figures[0].participation.band == .belowQuarter, "nobody contributes to nothing")
    }

    @Test(arguments: 0..<20)
    func `the order of the members does not matter`(seed: Int) {
        var random = SeededRandom(seed)
        let cohort = random.cohort()
        let shuffled = Cohort(
            tree: cohort.tree,
            domains: cohort.domains,
            members: cohort.members.shuffled(using: &random)
        )
        let (one, other) = (Suppression.figures(of: cohort), Suppression.figures(of: shuffled))
        #expect(one.map(\.participation) == other.map(\.participation))
        #expect(one.flatMap { $0.domains.map(\.cell) } == other.flatMap { $0.domains.map(\.cell) })
    }

    @Test func `ten thousand people in two hundred units`() {
        var random = SeededRandom(3)
        let departments = (0..<200).map { (key: "d\($0)", parent: $0 < 20 ? nil : "d\($0 % 20)") }
        let tree = CohortTree(organization: "O", departments: departments, sites: ["1", "2", "3"])
        let members = (0..<10_000).map { number in
            let group = GroupKey(department: "d\(random.below(200))", site: "\(1 + random.below(3))")
            let means = ["mood": random.mean(), "stress": random.mean()]
            return CohortMember.member(number, group, means: random.below(10) < 8 ? means : nil)
        }
        let cohort = Cohort(tree: tree, domains: [.mood, .stress], members: members)
        let start = ContinuousClock.now
        let first = Suppression.figures(of: cohort)
        let again = Suppression.figures(of: cohort, after: [EarlierRelease(cohort, first, month: 1)])

        #expect(first.map(\.participation) == again.map(\.participation))
        #expect(ContinuousClock.now - start < .seconds(120))
    }

    private func cohort(_ people: [Int], value: Int) -> Cohort {
        Cohort(
            tree: CohortTree(organization: "O"),
            domains: [.mood],
            members: people.map {
                .member($0, GroupKey(department: nil, site: nil), means: ["mood": Ratio(value)])
            }
        )
    }
}

extension SeededRandom {
    /// The mean of some days on a scale from 1 to 10.
    mutating func mean() -> Ratio {
        let days = 5 + below(27)
        return Ratio(below(9 * days + 1) * 100, over: 9 * days)
    }

    mutating func cohort() -> Cohort {
        let tree = tree()
        var members: [CohortMember] = []
        for group in groups(of: tree) {
            let level = pick([0, 50, 100])
            for _ in 0..<pick([1, 3, 8, 12, 20]) {
                let value = below(2) == 0 ? Ratio(level) : mean()
                let means = below(10) < 9 ? ["mood": value, "stress": mean()] : nil
                members.append(.member(members.count, group, means: means))
            }
        }
        return Cohort(tree: tree, domains: [.mood, .stress], members: members)
    }
}
