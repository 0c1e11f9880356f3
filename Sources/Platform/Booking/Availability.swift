import Kernel
import Store

/// What is free of one resource's time for one service.
///
/// Lists and bookings ask the same value, so that what is offered is what can be had.
package struct Availability: Sendable {
    package let resource: BookingResource
    let terms: BookingTerms
    let agenda: Agenda
    /// What is blocked by bookings, in order; they do not overlap.
    let busy: [Range<Instant>]
    let now: Instant

    package enum Verdict: Sendable, Hashable {
        case free
        case taken
        /// No slot begins there: closed, or beside the steps.
        case noSlot
        case tooSoon
        case tooFarAway
    }

    /// - Parameter moving: a booking that would give its own time back.
    package static func read(
        of resource: BookingResource,
        for terms: BookingTerms,
        from first: CivilDate,
        through last: CivilDate,
        moving: ID<Booking>? = nil,
        _ tx: borrowing Tx
    ) throws -> Availability {
        let reach = WallDay(first, in: resource.zone).boundary(at: 0) - terms.before
        let end = WallDay(last, in: resource.zone).boundary(at: 86_400) + terms.duration + terms.after
        return Availability(
            resource: resource,
            terms: terms,
            agenda: try Agenda.read(of: resource, from: first, through: last, keeping: terms.holidays, tx),
            busy: try Booking.blocked(of: resource.id, from: reach, until: end, but: moving, tx),
            now: tx.now
        )
    }

    /// Every beginning of a day that is free.
    package func slots(on date: CivilDate) -> [Instant] {
        let bookable = terms.bookable(at: now)
        return beginnings(on: date).filter { bookable.contains($0) && isFree($0) }
    }

    package func verdict(on start: Instant) -> Verdict {
        let bookable = terms.bookable(at: now)
        if start < bookable.lowerBound { return .tooSoon }
        if start > bookable.upperBound { return .tooFarAway }
        guard beginnings(on: resource.zone.civil(start).date).contains(start) else { return .noSlot }
        return isFree(start) ? .free : .taken
    }

    /// Every beginning that the hours allow, taken or not.
    ///
    /// A time that the clocks skip is none; one that comes twice is the first of the two.
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
        // The first that ends later: by halves, for there may be many.
        var (low, high) = (0, busy.count)
        while low < high {
            let middle = (low + high) / 2
            if busy[middle].upperBound <= wanted.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low == busy.count || busy[low].lowerBound >= wanted.upperBound
    }
}
