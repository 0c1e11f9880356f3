@testable import Wellness

/// Exact linear algebra over the sums of cells: which groups a combination of them can be about.
struct Combinations {
    private let atoms: [(cells: [Bool], weight: Int)]
    private let cellCount: Int

    /// `cells` say of each group whether it is inside.
    init(_ cells: [[Bool]], weights: [Int]) {
        var sums: [[Bool]: Int] = [:]
        for (group, weight) in weights.enumerated() {
            sums[cells.map { $0[group] }, default: 0] += weight
        }
        atoms = sums.filter { $0.key.contains(true) }.map { ($0.key, $0.value) }
        cellCount = cells.count
    }

    /// The weight of some combination that is not nothing and weighs less than `k`; nil when there is none.
    func leastWeight(below k: Int) -> Int? {
        let full = rank(without: [])
        var open: [(chosen: [Int], weight: Int)] = [([], 0)]
        while let (chosen, weight) = open.popLast() {
            if !chosen.isEmpty, rank(without: Set(chosen)) < full { return weight }
            for next in (chosen.last.map { $0 + 1 } ?? 0)..<atoms.count where weight + atoms[next].weight < k
            {
                open.append((chosen + [next], weight + atoms[next].weight))
            }
        }
        return nil
    }

    private func rank(without left: Set<Int>) -> Int {
        let kept = atoms.indices.filter { !left.contains($0) }
        var rows = (0..<cellCount).map { cell in kept.map { Ratio(atoms[$0].cells[cell] ? 1 : 0) } }
        var rank = 0
        for column in kept.indices {
            guard let pivot = rows.indices.first(where: { $0 >= rank && rows[$0][column] != .zero }) else {
                continue
            }
            rows.swapAt(rank, pivot)
            for row in rows.indices where row > rank && rows[row][column] != .zero {
                let factor = rows[row][column] / rows[rank][column]
                rows[row] = zip(rows[row], rows[rank]).map { $0 - factor * $1 }
            }
            rank += 1
        }
        return rank
    }
}

extension SeededRandom {
    /// An organisation of up to five departments, up to three deep, and up to three sites.
    mutating func tree() -> CohortTree {
        let names = ["a", "b", "c", "d", "e"].prefix(1 + below(5))
        var departments: [(key: String, parent: String?)] = []
        for name in names {
            let roots = departments.filter { $0.parent == nil }.map(\.key)
            let parents = [nil] + roots.map { Optional($0) }
            departments.append((name, pick(parents)))
        }
        return CohortTree(
            organization: "O",
            departments: departments,
            sites: Array(["1", "2", "3"].prefix(below(4)))
        )
    }

    /// Some places of members: departments at sites, a few without one or the other.
    mutating func groups(of tree: CohortTree) -> [GroupKey] {
        var groups: [GroupKey] = []
        for unit in tree.parents.keys.sorted() + [tree.organization] {
            for site in tree.sites.map({ Optional($0) }) + [nil]
            where below(10) < (site == nil && !tree.sites.isEmpty ? 2 : 7) && groups.count < 9 {
                groups.append(GroupKey(unit: unit, site: site))
            }
        }
        return groups
    }
}
