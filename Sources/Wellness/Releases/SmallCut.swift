/// A graph of remainders that share groups; the weight of an edge is the count of the shared groups.
///
/// A combination of published sums selects a set of nodes; the edges that leave the set are the groups that it is about.
struct OverlapGraph: Sendable {
    private var edges: [[Int: Int]]

    init(nodes: Int) {
        edges = Array(repeating: [:], count: nodes)
    }

    /// Weights between the same nodes add up; a weight of zero connects, too.
    mutating func connect(_ one: Int, _ other: Int, weight: Int) {
        edges[one][other, default: 0] += weight
        edges[other][one, default: 0] += weight
    }

    /// Whether some component has a cut with a weight below the limit.
    func hasCut(below limit: Int) -> Bool {
        components.contains { nodes in
            var part = Component(nodes: nodes.map { edges[$0] }, names: nodes)
            return part.hasCut(below: limit)
        }
    }

    private var components: [[Int]] {
        var seen = Set<Int>()
        return edges.indices.compactMap { start in
            guard !edges[start].isEmpty, seen.insert(start).inserted else { return nil }
            var component = [start]
            var next = 0
            while next < component.count {
                component += edges[component[next]].keys.filter { seen.insert($0).inserted }
                next += 1
            }
            return component
        }
    }
}

/// A connected graph that shrinks: nodes with at least the limit between them are one.
///
/// Stoer and Wagner (1997), with the contractions of Nagamochi and Ibaraki (1992): in a maximum adjacency order, the weight
/// of a node to those before it bounds its connectivity with the node just before from below, and for the last node it is a cut.
private struct Component {
    private var edges: [[Int: Int]]

    init(nodes: [[Int: Int]], names: [Int]) {
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        edges = nodes.map { node in
            Dictionary(uniqueKeysWithValues: node.map { (places[$0.key] ?? 0, $0.value) })
        }
    }

    mutating func hasCut(below limit: Int) -> Bool {
        while edges.count > 1 {
            let order = adjacencyOrder
            guard let last = order.last, last.weight >= limit else { return true }
            var names = Array(repeating: 0, count: edges.count)
            var count = 0
            for (place, step) in order.enumerated() {
                if place > 0, step.weight < limit { count += 1 }
                names[step.node] = count
            }
            contract(to: names, count: count + 1)
        }
        return false
    }

    /// The nodes, each the one with the greatest weight to those before it.
    private var adjacencyOrder: [(node: Int, weight: Int)] {
        var weights = Array(repeating: 0, count: edges.count)
        var isLeft = Array(repeating: true, count: edges.count)
        return edges.indices.map { place in
            var best = -1
            for node in edges.indices where isLeft[node] && (best < 0 || weights[node] > weights[best]) {
                best = node
            }
            isLeft[best] = false
            for (node, weight) in edges[best] { weights[node] += weight }
            return (best, place == 0 ? 0 : weights[best])
        }
    }

    private mutating func contract(to names: [Int], count: Int) {
        var contracted: [[Int: Int]] = Array(repeating: [:], count: count)
        for (node, neighbours) in edges.enumerated() {
            for (other, weight) in neighbours where names[node] != names[other] {
                contracted[names[node]][names[other], default: 0] += weight
            }
        }
        edges = contracted
    }
}
