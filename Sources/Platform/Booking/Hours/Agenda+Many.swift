import Kernel
import Store

extension Agenda {
    /// The working times of many resources over the same days, in a few queries.
    static func read(
        of resources: [BookingResource],
        from first: CivilDate,
        through last: CivilDate,
        keeping holidays: (BookingResource) -> WorkingCalendar,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: Agenda] {
        let ids = resources.map(\.id)
        let weeks = try WeeklyHours.byResource(ids, tx)
        let exceptions = try HoursException.byResource(ids, from: first, through: last, tx)
        let hasOffice = resources.contains(where: \.keepsOfficeDays)
        let keepsHolidays = try hasOffice && OfficeDays.keepsHolidays(tx)
        let closures = try hasOffice ? OfficeClosure.list(from: first, through: last, tx) : []
        let agendas = resources.map { resource in
            let calendar = keepsHolidays ? holidays(resource) : .weekdays
            let agenda = Agenda(
                zone: resource.zone,
                week: WeeklyHours(weeks[resource.id] ?? []),
                exceptions: exceptions[resource.id] ?? [],
                office: resource.keepsOfficeDays ? OfficeDays(holidays: calendar, closures: closures) : nil
            )
            return (resource.id, agenda)
        }
        return Dictionary(agendas) { first, _ in first }
    }
}

extension WeeklyHours {
    fileprivate static func byResource(
        _ ids: [ID<BookingResource>],
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: [Line]] {
        var lines: [ID<BookingResource>: [Line]] = [:]
        try tx.forEach(
            """
            SELECT resource_id, weekday, from_second, until_second FROM booking_hours
             WHERE resource_id \(in: ids) ORDER BY resource_id, weekday, from_second
            """
        ) { row in
            let id = try row.next(ID<BookingResource>.self)
            let weekday = try row.next(Int.self)
            let span = WallSpan(from: try row.next(Int.self), until: try row.next(Int.self))
            lines[id, default: []].append(Line(weekday: weekday, span: span))
        }
        return lines
    }
}

extension HoursException {
    fileprivate static func byResource(
        _ ids: [ID<BookingResource>],
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [ID<BookingResource>: [HoursException]] {
        let all: [HoursException] = try tx.all(
            """
            SELECT \(columns) FROM booking_exception x
             WHERE x.resource_id \(in: ids) AND x.day >= \(first) AND x.day <= \(last)
             ORDER BY x.day, x.from_second, x.id
            """
        )
        return Dictionary(grouping: all, by: \.resource)
    }
}
