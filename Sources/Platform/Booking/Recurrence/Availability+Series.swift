import Kernel

extension Availability {
    /// The same time with one more booking at this free start, which the reader has just made.
    func booked(at start: Instant) -> Availability {
        let blocked = terms.blocked(from: start)
        var ranges = busy.ranges
        ranges.insert(
            blocked,
            at: ranges.firstIndex { $0.lowerBound > blocked.lowerBound } ?? ranges.endIndex
        )
        return Availability(
            resource: resource,
            terms: terms,
            agenda: agenda,
            busy: BusyTime(ranges: ranges, starts: busy.starts + [start]),
            now: now,
            question: question
        )
    }
}

extension Recurrence {
    /// The moment at which a wall in `zone` shows this time first; nil when the clocks skip it.
    package static func moment(of date: CivilDate, at time: LocalTime, in zone: Zone) -> Instant? {
        WallDay(date, in: zone).moment(at: time.secondOfDay)
    }
}
