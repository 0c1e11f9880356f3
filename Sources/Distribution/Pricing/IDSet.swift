import Kernel

/// A set of ids, sorted, so that lookups are fast and the order in which they were named makes no difference.
struct IDSet<Entity>: Sendable, Hashable {
    let ids: [ID<Entity>]

    init() {
        ids = []
    }

    init(_ ids: some Sequence<ID<Entity>>) {
        self.ids = Set(ids).sorted()
    }

    /// An empty set restricts nothing.
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
    /// Whether two sets of targets can meet; an empty one means everything.
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
