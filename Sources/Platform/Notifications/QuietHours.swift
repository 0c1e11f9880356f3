import Kernel

/// The hours of a day in which someone does not want to be written to, on the wall of the product.
struct QuietHours: Sendable, Hashable, Codable {
    let from: LocalTime
    /// The first moment that is not quiet any more; before `from` it is on the next day.
    let until: LocalTime

    /// When something that comes up at `moment` may go out.
    ///
    /// The end is a time on the wall: skipped by a change of clocks it is the moment after the gap, and
    /// coming twice it is the first of the two.
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
