import Kernel
import Store

/// The open and unbooked time of many resources at once, in a few queries, whatever can be booked in it.
package enum FreeTime {
    /// The free spans of each resource on the days from `first` to `last` in its own zone, in order; the past is not free.
    package static func read(
        of resources: [BookingResource],
        from first: CivilDate,
        through last: CivilDate,
        keeping holidays: WorkingCalendar = .weekdays,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: [Range<Instant>]] {
        guard !resources.isEmpty, first <= last else { return [:] }
        let busy = try BusyTime.read(
            of: resources.map(\.id),
            from: Instant(seconds: Int64(first.days) * 86_400) - .days(1),
            until: Instant(seconds: Int64(last.days) * 86_400) + .days(2),
            tx
        )
        let open = try open(of: resources, from: first, through: last, keeping: holidays, tx)
        return Dictionary(
            uniqueKeysWithValues: open.map { id, open in
                (id, open.without(busy[id]?.ranges ?? []).from(tx.now))
            }
        )
    }

    /// The open spans of each resource on these days, whether they are booked or not.
    package static func open(
        of resources: [BookingResource],
        from first: CivilDate,
        through last: CivilDate,
        keeping holidays: WorkingCalendar = .weekdays,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: [Range<Instant>]] {
        guard !resources.isEmpty, first <= last else { return [:] }
        return try Agenda.read(of: resources, from: first, through: last, keeping: { _ in holidays }, tx)
            .mapValues { $0.open(from: first, through: last) }
    }
}

extension Agenda {
    /// The open spans as moments; of an hour that the clocks skip nothing is left.
    fileprivate func open(from first: CivilDate, through last: CivilDate) -> [Range<Instant>] {
        (0...(last - first)).flatMap { offset -> [Range<Instant>] in
            let date = first + offset
            let day = WallDay(date, in: zone)
            return spans(on: date).compactMap { span in
                let (start, end) = (day.boundary(at: span.from), day.boundary(at: span.until))
                return start < end ? start..<end : nil
            }
        }
    }
}

extension [Range<Instant>] {
    /// The rest of ordered spans without the busy times.
    fileprivate func without(_ busy: [Range<Instant>]) -> [Range<Instant>] {
        busy.reduce(self) { left, taken in
            left.flatMap { span -> [Range<Instant>] in
                guard span.overlaps(taken) else { return [span] }
                var parts: [Range<Instant>] = []
                if span.lowerBound < taken.lowerBound { parts.append(span.lowerBound..<taken.lowerBound) }
                if taken.upperBound < span.upperBound { parts.append(taken.upperBound..<span.upperBound) }
                return parts
            }
        }
    }

    fileprivate func from(_ now: Instant) -> [Range<Instant>] {
        compactMap { $0.upperBound > now ? Swift.max($0.lowerBound, now)..<$0.upperBound : nil }
    }
}

extension HoursException {
    /// Replaces the exceptions of a resource from `first` on; existing bookings stay.
    package static func replace(
        with exceptions: [(day: CivilDate, kind: Kind, span: WallSpan)],
        of resource: ID<BookingResource>,
        from first: CivilDate,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute("DELETE FROM booking_exception WHERE resource_id = \(resource) AND day >= \(first)")
        for exception in exceptions {
            try tx.execute(
                """
                INSERT INTO booking_exception (id, resource_id, day, kind, from_second, until_second, created_at)
                VALUES (\(tx.newID(of: HoursException.self)), \(resource), \(exception.day), \(exception.kind),
                        \(exception.span.from), \(exception.span.until), \(tx.now))
                """
            )
        }
    }
}
