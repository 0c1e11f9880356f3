/// A state machine as a table: the states of an object and all moves between them.
public struct Lifecycle<Subject: Sendable, State: Hashable & Sendable, Event: Hashable & Sendable>: Sendable {
    public let start: State
    public let rows: [On<Subject, State, Event>]

    public init(start: State, @LifecycleRows<Subject, State, Event> rows: () -> [On<Subject, State, Event>]) {
        self.start = start
        self.rows = rows()
    }

    public func row(_ event: Event, from state: State) -> On<Subject, State, Event>? {
        rows.first { $0.event == event && $0.from.contains(state) }
    }

    public func rows(from state: State) -> [On<Subject, State, Event>] {
        rows.filter { $0.from.contains(state) }
    }

    public func events(from state: State) -> [Event] {
        rows(from: state).map(\.event)
    }

    /// All states of the table, in its order.
    public var states: [State] {
        var seen: Set<State> = []
        return ([start] + rows.flatMap { $0.from + [$0.to] }).filter { seen.insert($0).inserted }
    }

    public func isTerminal(_ state: State) -> Bool {
        rows(from: state).isEmpty
    }

    /// Moves with more than one row; a valid table has none.
    public var conflicts: [(event: Event, from: State)] {
        var seen: Set<Move> = []
        return
            rows
            .flatMap { row in row.from.map { Move(event: row.event, from: $0) } }
            .filter { !seen.insert($0).inserted }
            .map { ($0.event, $0.from) }
    }

    private struct Move: Hashable {
        let event: Event
        let from: State
    }
}

/// One row: event, source state, target state, required permission, guard, and effects.
public struct On<Subject: Sendable, State: Hashable & Sendable, Event: Hashable & Sendable>: Sendable {
    public let event: Event
    public let from: [State]
    public let to: State
    public let permission: Permission
    public let guardian: Guard<Subject>?
    public let effects: [Effect]

    public init(
        _ event: Event,
        from: State...,
        to: State,
        needs permission: Permission,
        if guardian: Guard<Subject>? = nil,
        then effects: Effect...
    ) {
        self.event = event
        self.from = from
        self.to = to
        self.permission = permission
        self.guardian = guardian
        self.effects = effects
    }
}

/// A named condition of a move.
///
/// Its findings are reported to the caller; without findings the move is allowed.
public struct Guard<Subject: Sendable>: Sendable {
    public let name: String
    public let message: LocalizedText
    public let findings: @Sendable (Subject) -> [Problem.Fault]

    public init(
        _ name: String,
        _ message: LocalizedText,
        findings: @escaping @Sendable (Subject) -> [Problem.Fault]
    ) {
        self.name = name
        self.message = message
        self.findings = findings
    }
}

/// A further consequence of a move, by name; a handler of the feature executes it.
public struct Effect: Hashable, Sendable {
    public let name: String

    public init(_ name: String) {
        self.name = name
    }
}

@resultBuilder
public enum LifecycleRows<Subject: Sendable, State: Hashable & Sendable, Event: Hashable & Sendable> {
    public static func buildExpression(_ row: On<Subject, State, Event>) -> On<Subject, State, Event> { row }
    public static func buildBlock(_ rows: On<Subject, State, Event>...) -> [On<Subject, State, Event>] {
        rows
    }
}
