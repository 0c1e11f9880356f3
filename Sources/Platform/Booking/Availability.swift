import Kernel
import Store

/// The free times of one resource for one service.
///
/// Lists and bookings use the same value, so that every offered time can be booked.
package struct Availability: Sendable {
    package let resource: BookingResource
    let terms: BookingTerms
    let agenda: Agenda
    let busy: BusyTime
    let now: Instant
    /// The conditions besides bookings and the cap of the day.
    let question: Question

    /// The decision about a time: by rules, or by a person.
    package enum Question: Sendable, Hashable {
        /// The rules: hours, steps, notice, horizon and other calendars too.
        case everything
        /// The person whose time it is: only bookings, holds and the cap of the day prevent it.
        case decided
    }

    package enum Verdict: Sendable, Hashable {
        case free
        case taken
        /// Free, but the day has as many bookings as allowed.
        case dayFull
        /// No slot starts there: closed, or between two steps.
        case noSlot
        case tooSoon
        case tooFarAway
    }

    /// - Parameter moving: a booking whose own time counts as free.
    package static func read(
        of resource: BookingResource,
        for terms: BookingTerms,
        from first: CivilDate,
        through last: CivilDate,
        moving: ID<Booking>? = nil,
        asking question: Question = .everything,
        _ tx: borrowing Tx
    ) throws -> Availability {
        let isOpen = question == .everything
        let reach = WallDay(first, in: resource.zone).boundary(at: 0) - terms.before
        let end = WallDay(last, in: resource.zone).boundary(at: 86_400) + terms.duration + terms.after
        return Availability(
            resource: resource,
            terms: terms,
            agenda: isOpen
                ? try Agenda.read(of: resource, from: first, through: last, keeping: terms.holidays, tx)
                : Agenda(zone: resource.zone, week: WeeklyHours([]), exceptions: [], office: nil),
            busy: try BusyTime.read(
                of: [resource.id],
                from: reach,
                until: end,
                but: moving,
                elsewhere: isOpen,
                tx
            )[resource.id] ?? .none,
            now: tx.now,
            question: question
        )
    }

    /// The free start times of a day.
    package func slots(on date: CivilDate) -> [Instant] {
        guard !isFull(date) else { return [] }
        let bookable = terms.bookable(at: now)
        return beginnings(on: date).filter { bookable.contains($0) && isFree($0) }
    }

    package func verdict(on start: Instant) -> Verdict {
        let date = resource.zone.civil(start).date
        if question == .everything {
            let bookable = terms.bookable(at: now)
            if start < bookable.lowerBound { return .tooSoon }
            if start > bookable.upperBound { return .tooFarAway }
            guard beginnings(on: date).contains(start) else { return .noSlot }
        }
        guard isFree(start) else { return .taken }
        return isFull(date) ? .dayFull : .free
    }

    /// Whether the day, in the zone of the resource, has as many bookings as allowed.
    private func isFull(_ date: CivilDate) -> Bool {
        guard let cap = terms.dayCap else { return false }
        let day = WallDay(date, in: resource.zone)
        let hours = day.boundary(at: 0)..<day.boundary(at: 86_400)
        return busy.starts.count { hours.contains($0) } >= cap
    }

    /// All start times within the hours, taken or not.
    ///
    /// A time that the clocks skip is left out; of one that occurs twice it is the first.
    private func beginnings(on date: CivilDate) -> [Instant] {
        let day = WallDay(date, in: resource.zone)
        let step = Int(terms.step.components.seconds)
        return agenda.spans(on: date).flatMap { span -> [Instant] in
            let closing = day.boundary(at: span.until)
            return stride(from: span.from, to: span.until, by: max(60, step)).compactMap { second in
                guard let start = day.moment(at: second), start + terms.duration <= closing else {
                    return nil
                }
                return start
            }
        }
    }

    private func isFree(_ start: Instant) -> Bool {
        let wanted = terms.blocked(from: start)
        // A binary search for the first one that ends later.
        let busy = busy.ranges
        var (low, high) = (0, busy.count)
        while low < high {
            let middle = (low + high) / 2
            if busy[middle].upperBound <= wanted.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low == busy.count || busy[low].lowerBound >= wanted.upperBound
    }
}
