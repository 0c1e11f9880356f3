import Kernel
import Platform

/// The periods in which limits are counted.
///
/// Billing periods are the provider's, to the instant: the provider sets the end of a month that began on the 31st.
/// Other periods are counted from the anchor in whole months of the office's calendar, each from the
/// anchor itself, so that 31 January, 28 February, 31 March follow each other.
struct UsageWindow: Sendable {
    private let anchor: Instant
    private let months: Int
    private let billed: Coverage.Window?

    init(of subscription: Subscription, _ terms: Plan.Terms) {
        let isBilled = terms.limitPeriod == terms.period
        let period = Coverage.Window(start: subscription.periodStart, end: subscription.periodEnd)
        self.init(
            anchor: terms.limitPeriod == .year ? subscription.startedAt : subscription.periodStart,
            months: terms.limitPeriod == .year ? 12 : 1,
            billed: isBilled ? period : nil
        )
    }

    /// A grant is not billed: its limits count from its beginning.
    init(of grant: PlanGrant, _ terms: Plan.Terms) {
        self.init(anchor: grant.startsAt, months: terms.limitPeriod == .year ? 12 : 1)
    }

    init(anchor: Instant, months: Int, billed: Coverage.Window? = nil) {
        self.anchor = anchor
        self.months = months
        self.billed = billed
    }

    func containing(_ now: Instant) -> Coverage.Window {
        if let billed { return billed }
        let (first, today) = (Zone.office.civil(anchor).date.parts, Zone.office.civil(now).date.parts)
        let elapsed = (today.year - first.year) * 12 + today.month - first.month
        var index = max(0, elapsed / months)
        while index > 0, start(index) > now { index -= 1 }
        while start(index + 1) <= now { index += 1 }
        return Coverage.Window(start: start(index), end: start(index + 1))
    }

    /// The day of the anchor, or the last day of a shorter month, at the anchor's time of day.
    private func start(_ index: Int) -> Instant {
        guard index > 0 else { return anchor }
        let (date, time) = Zone.office.civil(anchor)
        let (year, month, day) = date.parts
        let count = month - 1 + index * months
        for candidate in stride(from: day, through: 28, by: -1) {
            if let found = CivilDate(year + count / 12, count % 12 + 1, candidate) {
                return Zone.office.instant(of: found, at: time)
            }
        }
        let found = CivilDate(year + count / 12, count % 12 + 1, min(day, 28)) ?? date
        return Zone.office.instant(of: found, at: time)
    }
}
