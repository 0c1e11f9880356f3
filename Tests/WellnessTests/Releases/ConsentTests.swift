import Kernel
import Testing

@testable import Wellness

/// Nobody's consent follows from the answers that depend on counts alone.
@Suite struct ConsentTests {
    @Test func `none and one, all and all but one count the same`() {
        for size in 0...12 {
            let counts = (0...size).map { CohortGroup(size: size, contributing: $0).count }
            #expect(counts.first == counts.dropFirst().first ?? counts.first)
            #expect(counts.last == counts.dropLast().last ?? counts.last)
            #expect(counts == counts.sorted() && counts.allSatisfy { $0 <= max(0, size - 2) })
        }
    }

    /// The attacker knows the members of each organisation and lists the consents that fit the answers.
    @Test(arguments: [true, false])
    func `enumeration finds somebody's consent only when contributors are counted`(isProtected: Bool) {
        var policy = SuppressionPolicy(kScores: 3, kParticipation: 3)
        if !isProtected { policy.rules.remove(.count) }
        var (cases, found) = (0, 0)
        for sizes in sizes(of: 3, upTo: 5) {
            var fitting: [Answer: [[Int]]] = [:]
            for contributing in product(sizes) {
                fitting[answer(sizes, contributing, policy), default: []].append(contributing)
            }
            for fits in fitting.values {
                cases += 1
                let isKnown = sizes.indices.contains { group in
                    sizes[group] > 0
                        && (fits.allSatisfy { $0[group] == 0 }
                            || fits.allSatisfy { $0[group] == sizes[group] })
                }
                found += isKnown ? 1 : 0
            }
        }

        #expect(cases > 1_000 || isProtected)
        #expect(isProtected ? found == 0 : found > cases / 4, "\(found) of \(cases)")
    }

    private struct Answer: Hashable {
        let participation: [ReleaseCell]
        let admitted: [Bool]
    }

    private func answer(_ sizes: [Int], _ contributing: [Int], _ policy: SuppressionPolicy) -> Answer {
        let tree = CohortTree(organization: "O", departments: [("a", nil), ("b", nil), ("c", "b")])
        var members: [CohortMember] = []
        for (group, name) in ["a", "b", "c"].enumerated() {
            for place in 0..<sizes[group] {
                let means = place < contributing[group] ? ["mood": Ratio(50)] : nil
                members.append(.member(members.count, GroupKey(department: name, site: nil), means: means))
            }
        }
        // Values of one half each: what the other rules hide is the same for all.
        var policy = policy
        policy.rules.remove(.homogeneity)
        let cohort = Cohort(tree: tree, domains: [.mood], members: members)
        let figures = Suppression.figures(of: cohort, under: policy)
        return Answer(
            participation: figures.map(\.participation),
            admitted: figures.map { $0.domains[0].cell.shown != .suppressed }
        )
    }

    private func sizes(of groups: Int, upTo most: Int) -> [[Int]] {
        product(Array(repeating: most, count: groups)).filter { $0 == $0.sorted() }
    }

    /// Every list of numbers from 0 to those of `limits`.
    private func product(_ limits: [Int]) -> [[Int]] {
        limits.reduce([[]]) { lists, limit in lists.flatMap { list in (0...limit).map { list + [$0] } } }
    }
}

extension CohortGroup {
    fileprivate init(size: Int, contributing: Int) {
        let key = GroupKey(department: nil, site: nil)
        let contributors = (0..<contributing).map { CohortMember.member($0, key, means: [:]) }
        self.init(key: key, size: size, contributors: contributors)
    }
}

extension CohortMember {
    static func member(_ number: Int, _ group: GroupKey, means: [String: Ratio]?) -> CohortMember {
        CohortMember(
            id: ID(raw: UInt128(number)),
            pseudonym: Pseudonym(text: "p\(number)"),
            group: group,
            means: means
        )
    }
}
