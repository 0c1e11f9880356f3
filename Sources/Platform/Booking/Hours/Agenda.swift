import Kernel
import Store

/// The working times of one resource over a range of days.
struct Agenda: Sendable {
    let zone: Zone
    let week: WeeklyHours
    let exceptions: [HoursException]
    /// Nil when the resource does not observe the office's closures.
    let office: OfficeDays?

    static func read(
        of resource: BookingResource,
        from first: CivilDate,
        through last: CivilDate,
        keeping holidays: WorkingCalendar,
        _ tx: borrowing Tx
    ) throws -> Agenda {
        Agenda(
            zone: resource.zone,
            week: try WeeklyHours.find(of: resource.id, tx),
            exceptions: try HoursException.list(of: resource.id, from: first, through: last, tx),
            office: resource.keepsOfficeDays
                ? try OfficeDays.find(from: first, through: last, keeping: holidays, tx) : nil
        )
    }

    /// The open parts of a day, in local time.
    func spans(on date: CivilDate) -> [WallSpan] {
        let isClosed = office?.isClosed(date) ?? false
        let usual = isClosed ? [] : week.spans(on: date.weekday)
        let extra = exceptions.filter { $0.day == date && $0.kind == .extra }.map(\.span)
        let closed = exceptions.filter { $0.day == date && $0.kind == .closed }.map(\.span)
        return (usual + extra).merged().without(closed)
    }

    /// Whether one open part of a day contains the whole time.
    func covers(_ time: Range<Instant>) -> Bool {
        let date = zone.civil(time.lowerBound).date
        let day = WallDay(date, in: zone)
        return spans(on: date).contains {
            day.boundary(at: $0.from) <= time.lowerBound && time.upperBound <= day.boundary(at: $0.until)
        }
    }
}
