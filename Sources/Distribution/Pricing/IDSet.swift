import Kernel

/// Some of a kind of things, each once; quick to look in, and the same in whatever order they were named.
struct IDSet<Entity>: Sendable, Hashable {
    let ids: [ID<Entity>]

    init() {
        ids = []
    }

    init(_ ids: some Sequence<ID<Entity>>) {
        self.ids = Set(ids).sorted()
    }

    /// None chosen means no restriction.
    var isEmpty: Bool { ids.isEmpty }

    func contains(_ id: ID<Entity>) -> Bool {
        if ids.count < 9 { return ids.contains(id) }
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }

    func meets(_ other: Self) -> Bool { ids.contains(where: other.contains) }
    /// As targets: either of them may mean all.
    func overlaps(_ other: Self) -> Bool { isEmpty || other.isEmpty || meets(other) }
}

extension IDSet: Codable {
    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([ID<Entity>].self))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ids)
    }
}
