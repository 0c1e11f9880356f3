import Kernel
import Store

/// Days on which the whole office is closed.
package struct OfficeClosure: Sendable, Record {
    package let id: ID<OfficeClosure>
    package let from: CivilDate
    /// The last closed day.
    package let until: CivilDate
    package let title: String

    package static let columns: SQL = "c.id, c.from_day, c.until_day, c.title"

    package init(_ row: inout Row) throws {
        id = try row.next()
        from = try row.next()
        until = try row.next()
        title = try row.next()
    }

    /// Returns also the bookings on those days; they stay until somebody moves them.
    package static func add(
        _ new: NewClosure,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> (OfficeClosure, affected: [ID<Booking>]) {
        let (id, last) = (tx.newID(of: OfficeClosure.self), try new.last)
        try tx.execute(
            """
            INSERT INTO booking_closure (id, from_day, until_day, title, created_at)
            VALUES (\(id), \(new.from), \(last), \(new.title), \(tx.now))
            """
        )
        let made: OfficeClosure = try tx.one("SELECT \(columns) FROM booking_closure c WHERE c.id = \(id)")
        return (made, try Booking.list(duringOffice: made, in: site.product.zone, tx))
    }

    /// The closures that overlap the days from `first` to `last`.
    package static func list(
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [OfficeClosure] {
        try tx.all(
            """
            SELECT \(columns) FROM booking_closure c
             WHERE c.until_day >= \(first) AND c.from_day <= \(last) ORDER BY c.from_day, c.id
            """
        )
    }

    package static func remove(_ id: ID<OfficeClosure>, _ tx: borrowing Tx) throws {
        guard try tx.execute("DELETE FROM booking_closure WHERE id = \(id)") == 1 else {
            throw Problem(.notFound)
        }
    }
}

/// The days on which the office works.
package struct OfficeDays: Sendable {
    /// The national holidays on which the office is closed.
    let holidays: WorkingCalendar
    let closures: [OfficeClosure]

    static func find(
        from first: CivilDate,
        through last: CivilDate,
        keeping holidays: WorkingCalendar,
        _ tx: borrowing Tx
    ) throws -> OfficeDays {
        OfficeDays(
            holidays: try keepsHolidays(tx) ? holidays : .weekdays,
            closures: try OfficeClosure.list(from: first, through: last, tx)
        )
    }

    /// Whether the office is closed on national holidays; true by default.
    package static func keepsHolidays(_ tx: borrowing Tx) throws -> Bool {
        try tx.value("SELECT keeps_holidays FROM booking_office", as: Bool.self) ?? true
    }

    package static func keepHolidays(_ keeps: Bool, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO booking_office (id, keeps_holidays) VALUES (1, \(keeps))
            ON CONFLICT (id) DO UPDATE SET keeps_holidays = excluded.keeps_holidays
            """
        )
    }

    func isClosed(_ date: CivilDate) -> Bool {
        holidays.isHoliday(date) || closures.contains { $0.from <= date && date <= $0.until }
    }
}
