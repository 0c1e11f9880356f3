/// A lifecycle in words, for the reference and for tests over every product's tables.
package struct LifecycleTable: Sendable, Equatable {
    package let name: String
    package let start: String
    package let states: [String]
    /// States that nothing leads out of.
    package let ends: [String]
    package let rows: [Row]

    package struct Row: Sendable, Equatable {
        package let event: String
        package let from: String
        package let to: String
        package let permission: String
        package let condition: String?
        package let effects: [String]
    }

    /// The table as a Mermaid state diagram.
    package var mermaid: String {
        let arrows = rows.map { "    \($0.from) --> \($0.to): \($0.event)" }
        let exits = ends.map { "    \($0) --> [*]" }
        return (["stateDiagram-v2", "    [*] --> \(start)"] + arrows + exits).joined(separator: "\n")
    }
}

extension Lifecycle where State: RawRepresentable<String>, Event: RawRepresentable<String> {
    package func table(named name: String) -> LifecycleTable {
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
