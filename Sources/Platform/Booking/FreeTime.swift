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
        let busy = try Booking.blocked(of: resources.map(\.id), from: first, through: last, tx)
        return try open(of: resources, from: first, through: last, keeping: holidays, tx)
            .map { id, open in (id, open.without(busy[id] ?? []).from(tx.now)) }
            .byResource
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
        let ids = resources.map(\.id)
        let weeks = try WeeklyHours.byResource(ids, tx)
        let exceptions = try HoursException.byResource(ids, from: first, through: last, tx)
        let office =
            resources.contains(where: \.keepsOfficeDays)
            ? try OfficeDays.find(from: first, through: last, keeping: holidays, tx) : nil
        return resources.map { resource in
            let agenda = Agenda(
                zone: resource.zone,
                week: WeeklyHours(weeks[resource.id] ?? []),
                exceptions: exceptions[resource.id] ?? [],
                office: resource.keepsOfficeDays ? office : nil
            )
            return (resource.id, agenda.open(from: first, through: last))
        }
        .byResource
    }
}

extension [(ID<BookingResource>, [Range<Instant>])] {
    fileprivate var byResource: [ID<BookingResource>: [Range<Instant>]] {
        Dictionary(self) { first, _ in first }
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

extension WeeklyHours {
    fileprivate static func byResource(
        _ ids: [ID<BookingResource>],
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: [Line]] {
        var lines: [ID<BookingResource>: [Line]] = [:]
        try tx.forEach(
            """
            SELECT resource_id, weekday, from_second, until_second FROM booking_hours
             WHERE resource_id \(in: ids) ORDER BY resource_id, weekday, from_second
            """
        ) { row in
            let id = try row.next(ID<BookingResource>.self)
            let weekday = try row.next(Int.self)
            let span = WallSpan(from: try row.next(Int.self), until: try row.next(Int.self))
            lines[id, default: []].append(Line(weekday: weekday, span: span))
        }
        return lines
    }
}

extension HoursException {
    fileprivate static func byResource(
        _ ids: [ID<BookingResource>],
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: [HoursException]] {
        let all: [HoursException] = try tx.all(
            """
            SELECT \(columns) FROM booking_exception x
             WHERE x.resource_id \(in: ids) AND x.day >= \(first) AND x.day <= \(last)
             ORDER BY x.day, x.from_second, x.id
            """
        )
        return Dictionary(grouping: all, by: \.resource)
    }

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

extension Booking {
    /// The blocked times of each resource that touch these days in any zone, in order.
    fileprivate static func blocked(
        of ids: [ID<BookingResource>],
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: [Range<Instant>]] {
        let start = Instant(seconds: Int64(first.days) * 86_400) - .days(1)
        let end = Instant(seconds: Int64(last.days) * 86_400) + .days(2)
        var ranges: [ID<BookingResource>: [Range<Instant>]] = [:]
        try tx.forEach(
            """
            SELECT b.resource_id, b.blocked_from, b.blocked_until FROM booking b
             WHERE b.resource_id \(in: ids) AND b.is_active AND b.blocked_until > \(start) AND b.blocked_from < \(end)
               AND \(Booking.isLive(at: tx.now))
            UNION ALL
            SELECT x.resource_id, x.starts_at, x.ends_at FROM booking_outside x
             WHERE x.resource_id \(in: ids) AND x.ends_at > \(start) AND x.starts_at < \(end)
             ORDER BY 3
            """
        ) { row in
            let id = try row.next(ID<BookingResource>.self)
            let (from, until): (Instant, Instant) = (try row.next(), try row.next())
            ranges[id, default: []].append(from..<max(from, until))
        }
        return ranges
    }
}
