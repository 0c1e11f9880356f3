import Kernel

/// The booking rules of one service.
package struct BookingTerms: Sendable {
    package var duration: Duration
    /// The buffer before a booking; ``after`` is the one after it.
    ///
    /// Between two bookings are the buffer after the first and the one before the second. Buffers may exceed the
    /// opening hours, the service itself may not.
    package var before: Duration
    package var after: Duration
    /// The minimum time between booking and start.
    package var notice: Duration
    /// The maximum time between booking and start.
    package var horizon: Duration
    /// The time from one start to the next, counted from the opening.
    package var step: Duration
    /// The national holidays, for offices that are closed on them.
    package var holidays: WorkingCalendar
    /// How many bookings and holds the resource has on one of its days; nil for any number.
    package var dayCap: Int?

    package init(
        duration: Duration,
        before: Duration = .zero,
        after: Duration = .zero,
        notice: Duration = .zero,
        horizon: Duration = .days(60),
        step: Duration,
        holidays: WorkingCalendar = .weekdays,
        dayCap: Int? = nil
    ) {
        self.duration = duration
        self.before = before
        self.after = after
        self.notice = notice
        self.horizon = horizon
        self.step = step
        self.holidays = holidays
        self.dayCap = dayCap
    }

    func blocked(from start: Instant) -> Range<Instant> {
        start - before..<start + duration + after
    }

    func bookable(at now: Instant) -> ClosedRange<Instant> {
        let first = now + notice
        return first...max(first, now + horizon)
    }
}
