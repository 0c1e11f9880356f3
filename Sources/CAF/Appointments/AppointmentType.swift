import Kernel
import Platform
import Store

/// A kind of appointment: its service, its length, and the rules for its booking.
struct AppointmentType: Sendable {
    let id: ID<AppointmentType>
    let service: Service.Code
    let title: Wording
    /// An address, or a note such as "by telephone".
    let location: Line<1, 200>?
    let duration: Int
    let before: Int
    let after: Int
    let notice: Int
    let horizon: Int
    let step: Int
    let isActive: Bool
    let createdAt: Instant
    let version: Int

    static let kind = "appointment_type"

    var terms: BookingTerms {
        BookingTerms(
            duration: .minutes(duration),
            before: .minutes(before),
            after: .minutes(after),
            notice: .minutes(notice),
            horizon: .days(horizon),
            step: .minutes(step),
            holidays: .italy
        )
    }
}

extension AppointmentType: Record {
    static let columns: SQL =
        """
        t.id, t.service, t.title, t.location, t.duration_minutes, t.before_minutes, t.after_minutes, t.notice_minutes,
        t.horizon_days, t.step_minutes, t.is_active, t.created_at, t.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        service = try row.next()
        title = try row.json()
        location = try row.next()
        duration = try row.next()
        before = try row.next()
        after = try row.next()
        notice = try row.next()
        horizon = try row.next()
        step = try row.next()
        isActive = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func find(_ id: ID<AppointmentType>, _ tx: borrowing Tx) throws -> AppointmentType {
        try tx.one("SELECT \(columns) FROM appointment_type t WHERE t.id = \(id)")
    }

    /// A type that can be booked; otherwise a problem with the pointer of the request.
    static func findOpen(
        _ id: ID<AppointmentType>,
        at pointer: String,
        _ tx: borrowing Tx
    ) throws -> AppointmentType {
        let type: AppointmentType? = try tx.first(
            "SELECT \(columns) FROM appointment_type t WHERE t.id = \(id) AND t.is_active"
        )
        guard let type else {
            throw Problem(.invalid, faults: [Problem.Fault(pointer, .notAnAppointmentType)])
        }
        return type
    }
}

extension AppointmentType {
    /// The calendars of the qualified operators, the least loaded of that day first, then of that week.
    func qualified(for start: Instant, _ tx: borrowing Tx) throws -> [BookingResource] {
        let zone = Zone.office
        let date = zone.civil(start).date
        let monday = date + (1 - date.weekday)
        func load(_ first: CivilDate, _ last: CivilDate) -> SQL {
            let (from, until) = (
                zone.instant(of: first, at: .midnight), zone.instant(of: last + 1, at: .midnight)
            )
            return """
                (SELECT COUNT(*) FROM booking b
                  WHERE b.resource_id = o.id AND b.is_active AND b.blocked_until > \(from) AND b.starts_at >= \(from)
                    AND b.starts_at < \(until))
                """
        }
        return try tx.all(
            """
            SELECT \(BookingResource.columns) FROM booking_resource o JOIN account a ON a.id = o.account_id
             WHERE \(Self.isQualified(for: id))
             ORDER BY \(load(date, date)), \(load(monday, monday + 6)), o.id
            """
        )
    }

    /// A condition on `o` and its account `a`; every operator with hours qualifies for a type without named operators.
    static func isQualified(for type: ID<AppointmentType>) -> SQL {
        """
        (a.role = \(Role.operator.name) AND a.state = \(Account.State.active)
         AND (NOT EXISTS (SELECT 1 FROM appointment_operator q WHERE q.type_id = \(type))
              OR EXISTS (SELECT 1 FROM appointment_operator q
                          WHERE q.type_id = \(type) AND q.operator_id = a.id)))
        """
    }

    /// The calendar of an operator; nil when they are not qualified.
    func calendar(of operator: ID<Account>, _ tx: borrowing Tx) throws -> BookingResource? {
        try tx.first(
            """
            SELECT \(BookingResource.columns) FROM booking_resource o JOIN account a ON a.id = o.account_id
             WHERE a.id = \(`operator`) AND \(Self.isQualified(for: id))
            """
        )
    }

    /// The named operators; empty for all operators.
    static func named(for type: ID<AppointmentType>, _ tx: borrowing Tx) throws -> [ID<Account>] {
        try tx.values(
            "SELECT operator_id FROM appointment_operator WHERE type_id = \(type) ORDER BY operator_id"
        )
    }
}
