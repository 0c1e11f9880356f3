/// A lifecycle as text, for the reference and for tests over every product's tables.
public struct LifecycleTable: Sendable, Equatable {
    public let name: String
    public let start: String
    public let states: [String]
    /// States without a move to another state.
    public let ends: [String]
    public let rows: [Row]

    public struct Row: Sendable, Equatable {
        public let event: String
        public let from: String
        public let to: String
        public let permission: String
        public let condition: String?
        public let effects: [String]
    }

    /// The table as a Mermaid state diagram.
    public var mermaid: String {
        let arrows = rows.map { "    \($0.from) --> \($0.to): \($0.event)" }
        let exits = ends.map { "    \($0) --> [*]" }
        return (["stateDiagram-v2", "    [*] --> \(start)"] + arrows + exits).joined(separator: "\n")
    }
}

extension Lifecycle where State: RawRepresentable<String>, Event: RawRepresentable<String> {
    public func table(named name: String) -> LifecycleTable {
        LifecycleTable(
            name: name,
            start: start.rawValue,
            states: states.map(\.rawValue),
            ends: states.filter(isTerminal).map(\.rawValue),
            rows: rows.flatMap(\.described)
        )
    }
}

extension On where State: RawRepresentable<String>, Event: RawRepresentable<String> {
    fileprivate var described: [LifecycleTable.Row] {
        from.map { from in
            LifecycleTable.Row(
                event: event.rawValue,
                from: from.rawValue,
                to: to.rawValue,
                permission: permission.name,
                condition: guardian?.name,
                effects: effects.map(\.name)
            )
        }
    }
}
