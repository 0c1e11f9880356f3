/// The working days of a country.
public struct WorkingCalendar: Sendable {
    private let holiday: @Sendable (CivilDate) -> Bool

    public init(holiday: @escaping @Sendable (CivilDate) -> Bool) {
        self.holiday = holiday
    }

    /// Monday to Friday.
    public static let weekdays = WorkingCalendar { _ in false }

    public func isHoliday(_ date: CivilDate) -> Bool { holiday(date) }

    public func isWorkingDay(_ date: CivilDate) -> Bool {
        date.weekday <= 5 && !holiday(date)
    }

    /// `date` itself, when it is a working day.
    public func nextWorkingDay(from date: CivilDate) -> CivilDate {
        var date = date
        while !isWorkingDay(date) { date = date + 1 }
        return date
    }

    /// The last of `count` working days after `date`, or before it when negative; `date` itself when zero.
    public func adding(workingDays count: Int, to date: CivilDate) -> CivilDate {
        var date = date
        for _ in 0..<count.magnitude {
            repeat { date = date + count.signum() } while !isWorkingDay(date)
        }
        return date
    }

    /// The number of working days from the day after `start` to `end`; zero when `end` is not later.
    public func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
        var (date, count) = (start, 0)
        while date < end {
            date = date + 1
            if isWorkingDay(date) { count += 1 }
        }
        return count
    }
}
