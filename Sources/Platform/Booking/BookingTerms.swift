import Kernel

/// What one service asks of a calendar.
package struct BookingTerms: Sendable {
    package var duration: Duration
    /// Kept free before and after.
    ///
    /// Between two bookings lie the buffer after the first and the one before the second. Buffers may reach beyond
    /// the hours that are open, the service itself may not.
    package var before: Duration
    package var after: Duration
    /// How long beforehand it must be booked at least.
    package var notice: Duration
    /// How far ahead it can be booked at most.
    package var horizon: Duration
    /// From one beginning to the next, counted from the opening.
    package var step: Duration
    /// The national holidays, for the offices that keep them.
    package var holidays: WorkingCalendar

    package init(
        duration: Duration,
        before: Duration = .zero,
        after: Duration = .zero,
        notice: Duration = .zero,
        horizon: Duration = .days(60),
        step: Duration,
        holidays: WorkingCalendar = .weekdays
    ) {
        self.duration = duration
        self.before = before
        self.after = after
        self.notice = notice
        self.horizon = horizon
        self.step = step
        self.holidays = holidays
    }

    func blocked(from start: Instant) -> Range<Instant> {
        start - before..<start + duration + after
    }

    func bookable(at now: Instant) -> ClosedRange<Instant> {
        let first = now + notice
        return first...max(first, now + horizon)
    }
}
