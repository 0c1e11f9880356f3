import Kernel
import Store

extension Availability {
    /// The free times of many resources on the same days, of each for a service of its own, in a few queries.
    package static func read(
        of wanted: [(resource: BookingResource, terms: BookingTerms)],
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: Availability] {
        guard !wanted.isEmpty, first <= last else { return [:] }
        let terms = Dictionary(wanted.map { ($0.resource.id, $0.terms) }) { first, _ in first }
        let agendas = try Agenda.read(
            of: wanted.map(\.resource),
            from: first,
            through: last,
            keeping: { terms[$0.id]?.holidays ?? .weekdays },
            tx
        )
        // In any zone, the days are within one more on either side.
        let before = wanted.map(\.terms.before).max() ?? .zero
        let after = wanted.map { $0.terms.duration + $0.terms.after }.max() ?? .zero
        let busy = try BusyTime.read(
            of: wanted.map(\.resource.id),
            from: Zone.utc.instant(of: first + -1, at: .midnight) - before,
            until: Zone.utc.instant(of: last + 2, at: .midnight) + after,
            tx
        )
        var found: [ID<BookingResource>: Availability] = [:]
        for (resource, terms) in wanted {
            guard let agenda = agendas[resource.id] else { continue }
            found[resource.id] = Availability(
                resource: resource,
                terms: terms,
                agenda: agenda,
                busy: busy[resource.id] ?? .none,
                now: tx.now,
                question: .everything
            )
        }
        return found
    }
}
