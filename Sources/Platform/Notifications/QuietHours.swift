import Kernel

/// A daily period without messages, in local time of the product's zone.
struct QuietHours: Sendable, Hashable, Codable {
    /// The first quiet minute.
    let from: LocalTime
    /// The first minute that is no longer quiet; a time before `from` is on the next day.
    let until: LocalTime

    /// The earliest moment for a message that comes up at `moment`.
    ///
    /// The end is a local time: where a change of clocks skips it, the moment after the gap counts, and where it
    /// comes twice, the first of the two.
    func end(after moment: Instant, in zone: Zone) -> Instant {
        let (date, time) = zone.civil(moment)
        let spansMidnight = until < from
        let isEvening = time >= from
        let isMorning = time < until
        guard spansMidnight ? isEvening || isMorning : isEvening && isMorning else { return moment }
        let day = spansMidnight && isEvening ? date + 1 : date
        return max(moment, zone.instant(of: day, at: until))
    }
}
