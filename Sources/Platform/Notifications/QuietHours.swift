import Kernel

/// A daily period without messages, in local time of the recipient's zone.
package struct QuietHours: Sendable, Hashable, Codable {
    /// The first quiet minute.
    package let from: LocalTime
    /// The first minute that is no longer quiet; a time before `from` is on the next day.
    package let until: LocalTime

    package init(from: LocalTime, until: LocalTime) {
        self.from = from
        self.until = until
    }

    package func contains(_ time: LocalTime) -> Bool {
        until < from ? time >= from || time < until : time >= from && time < until
    }

    /// The earliest moment for a message that comes up at `moment`.
    ///
    /// The end is a local time: where a change of clocks skips it, the moment after the gap counts, and where it
    /// comes twice, the first of the two.
    func end(after moment: Instant, in zone: Zone) -> Instant {
        let (date, time) = zone.civil(moment)
        guard contains(time) else { return moment }
        let day = until < from && time >= from ? date + 1 : date
        return max(moment, zone.instant(of: day, at: until))
    }
}
