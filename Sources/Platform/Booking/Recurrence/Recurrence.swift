import Kernel

/// A weekly rule: on some days, every so many weeks, for a number of times or until a moment.
///
/// It is the part of an RRULE (RFC 5545) that lessons need; weeks begin on Monday.
package struct Recurrence: Hashable, Sendable {
    /// From one week of the rule to the next.
    package let interval: Int
    /// From 1, Monday, to 7, Sunday; in order.
    package let weekdays: [Int]
    package let end: End

    /// The end of a rule.
    package enum End: Hashable, Sendable {
        /// So many dates, counting skipped ones.
        case count(Int)
        /// No start after this moment.
        case until(Instant)
    }

    /// A date of the rule.
    package struct Occurrence: Hashable, Sendable {
        package let date: CivilDate
        /// Nil on a day whose clocks skip the time; of a time that occurs twice it is the first.
        package let start: Instant?
    }

    static let maximumInterval = 4
    static let maximumCount = 52
    /// How long after its first date a rule may go on.
    static let maximumDays = 366
}

extension Recurrence {
    /// The dates on the calendar of `zone` first, and then their moments.
    ///
    /// Skipped dates and those in a gap count. Refused when the first date is on none of the days, and when the end is too
    /// late or before it.
    package func occurrences(
        from first: CivilDate,
        at time: LocalTime,
        in zone: Zone,
        skipping skipped: Set<CivilDate> = []
    ) throws(Problem) -> [Occurrence] {
        guard weekdays.contains(first.weekday) else { throw Problem(unsupported: "BYDAY") }
        let beginning = Self.bound(of: first, at: time, in: zone)
        if case .until(let last) = end, last < beginning || last - beginning > .days(Self.maximumDays) {
            throw Problem(unsupported: "UNTIL")
        }
        var found: [Occurrence] = []
        var count = 0
        for date in dates(from: first) {
            switch end {
            case .count(let most): if count == most { return found }
            case .until(let last): if Self.bound(of: date, at: time, in: zone) > last { return found }
            }
            count += 1
            guard !skipped.contains(date) else { continue }
            let start = WallDay(date, in: zone).moment(at: time.secondOfDay)
            found.append(Occurrence(date: date, start: start))
        }
        return found
    }

    /// The dates without an end.
    private func dates(from first: CivilDate) -> some Sequence<CivilDate> {
        let monday = first + (1 - first.weekday)
        return (0...).lazy
            .flatMap { week in weekdays.lazy.map { monday + (7 * interval * week + $0 - 1) } }
            .filter { $0 >= first }
    }

    /// The moment to compare with the end; in a gap it is counted with the offset before it.
    private static func bound(of date: CivilDate, at time: LocalTime, in zone: Zone) -> Instant {
        if let start = WallDay(date, in: zone).moment(at: time.secondOfDay) { return start }
        let after = zone.instant(of: date, at: time)
        let offset = zone.offset(at: after - .seconds(1))
        return Instant(seconds: Int64(date.days) * 86_400 + Int64(time.secondOfDay - offset))
    }
}
