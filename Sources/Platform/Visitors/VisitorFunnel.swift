import Kernel
import Store

/// People on their way through steps in order, each within some days of the one before.
package struct VisitorFunnel: Sendable {
    /// A step: an event of that name, or what a query says that accounts did.
    package struct Step: Sendable {
        package let name: String
        /// Of steps that are no events: rows of an account and a moment between two moments.
        let accounts: (@Sendable (_ start: Instant, _ end: Instant) -> SQL)?

        package static func event(_ name: String) -> Step { Step(name: name, accounts: nil) }

        package static func deed(
            _ name: String,
            _ accounts: @escaping @Sendable (_ start: Instant, _ end: Instant) -> SQL
        ) -> Step {
            Step(name: name, accounts: accounts)
        }
    }

    package let steps: [Step]
    package let within: Duration

    package init(_ steps: [Step], within: Duration = .days(7)) {
        self.steps = steps
        self.within = within
    }

    /// The number of people at each step, whose first step is within the time.
    package func reached(from start: Instant, until end: Instant, _ tx: borrowing Tx) throws -> [Int] {
        let last = end + within * (steps.count - 1)
        var people = try visitors(from: start, until: last, tx)
        for (index, step) in steps.enumerated() {
            guard let accounts = step.accounts?(start, last) else { continue }
            try tx.forEach(accounts) { row in
                let (account, at): (ID<Account>, Instant) = (try row.next(), try row.next())
                people[account.description]?[index].append(at)
            }
        }
        var reached = steps.map { _ in 0 }
        for times in people.values {
            for index in 0..<Self.depth(of: times, from: start, until: end, within: within) {
                reached[index] += 1
            }
        }
        return reached
    }

    /// The times of each step by person: an account with all of its visitors, or a visitor who never logged in.
    private func visitors(
        from start: Instant,
        until end: Instant,
        _ tx: borrowing Tx
    ) throws -> [String: [[Instant]]] {
        let owners = try owners(until: end, tx)
        let names = steps.filter { $0.accounts == nil }.map(\.name)
        let places = Dictionary(uniqueKeysWithValues: steps.enumerated().map { ($1.name, $0) })
        var people: [String: [[Instant]]] = [:]
        let none = steps.map { _ in [Instant]() }
        try tx.stream(
            """
            SELECT e.visitor, e.name, e.at FROM visitor_event e
             WHERE e.at >= \(start) AND e.at < \(end) AND e.name \(in: names)
            """
        ) { row in
            let (visitor, name): (String, String) = (try row.next(), try row.next())
            guard let place = places[name] else { return }
            people[owners[visitor] ?? visitor, default: none][place].append(try row.next())
        }
        return people
    }

    private func owners(until end: Instant, _ tx: borrowing Tx) throws -> [String: String] {
        var owners: [String: String] = [:]
        try tx.forEach(
            """
            SELECT DISTINCT e.visitor, e.account_id FROM visitor_event e WHERE e.account_id IS NOT NULL AND e.at < \(end)
            """
        ) { row in
            let visitor: String = try row.next()
            owners[visitor] = try row.next(ID<Account>.self).description
        }
        return owners
    }

    /// How many steps a person made in order, the first of them within the time.
    package static func depth(
        of times: [[Instant]],
        from start: Instant,
        until end: Instant,
        within most: Duration
    ) -> Int {
        guard let first = times.first else { return 0 }
        var before = first.filter { $0 >= start && $0 < end }.sorted()
        var depth = before.isEmpty ? 0 : 1
        for step in times.dropFirst() where !before.isEmpty {
            before = following(before, in: step.sorted(), within: most)
            if !before.isEmpty { depth += 1 }
        }
        return depth
    }

    /// The times of a step that follow one of the step before in time; both lists are sorted.
    private static func following(
        _ before: [Instant],
        in step: [Instant],
        within most: Duration
    ) -> [Instant] {
        var next = 0
        var latest: Instant?
        return step.filter { time in
            while next < before.count, before[next] <= time {
                latest = before[next]
                next += 1
            }
            return latest.map { time - $0 <= most } ?? false
        }
    }
}
