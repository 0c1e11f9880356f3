import Kernel
import Platform

extension Instant {
    /// The same time of day, that many days from Monday to Friday later.
    func adding(workingDays count: Int, in zone: Zone) -> Instant {
        let (date, time) = zone.civil(self)
        return zone.instant(of: WorkingCalendar.weekdays.adding(workingDays: count, to: date), at: time)
    }
}
