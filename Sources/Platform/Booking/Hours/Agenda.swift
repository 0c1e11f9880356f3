import Kernel
import Store

/// When one resource works, in a stretch of days.
struct Agenda: Sendable {
    let zone: Zone
    let week: WeeklyHours
    let exceptions: [HoursException]
    /// Nil when the office's closures are none of its own.
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

    /// The parts of a day that are open, on the wall.
    func spans(on date: CivilDate) -> [WallSpan] {
        let isClosed = office?.isClosed(date) ?? false
        let usual = isClosed ? [] : week.spans(on: date.weekday)
        let extra = exceptions.filter { $0.day == date && $0.kind == .extra }.map(\.span)
        let closed = exceptions.filter { $0.day == date && $0.kind == .closed }.map(\.span)
        return (usual + extra).merged().without(closed)
    }
}
