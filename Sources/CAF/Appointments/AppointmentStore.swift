import Kernel
import Platform
import Store

extension Appointment: Scoped {
    static let source: SQL =
        """
        appointment a JOIN booking b ON b.id = a.id JOIN booking_resource o ON o.id = b.resource_id
                      JOIN appointment_type t ON t.id = a.type_id JOIN profile p ON p.account_id = a.customer_id
                      LEFT JOIN profile w ON w.account_id = o.account_id
        """

    /// Customers see their own appointments, operators those assigned to them.
    static let visibility = Visibility(own: "a.customer_id") { caller in "o.account_id = \(caller)" }

    static func find(
        _ id: ID<Appointment>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Appointment {
        let found: Appointment = try tx.one(
            "SELECT \(columns) FROM \(source) WHERE a.id = \(id) AND \(visible(to: scope))"
        )
        return found.seen(at: tx.now)
    }

    static func find(_ id: ID<Appointment>, _ tx: borrowing Tx) throws -> Appointment {
        let found: Appointment = try tx.one("SELECT \(columns) FROM \(source) WHERE a.id = \(id)")
        return found.seen(at: tx.now)
    }

    /// Adds the appointment of a new booking.
    static func insert(
        _ new: NewAppointment,
        on booking: Booking,
        for customer: ID<Account>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Appointment {
        try tx.execute(
            """
            INSERT INTO appointment (id, type_id, customer_id, request_id, status, note, created_at, updated_at, version)
            VALUES (\(booking.id), \(new.typeId), \(customer), \(new.serviceRequestId), \(Status.booked), \(new.note),
                    \(tx.now), \(tx.now), 1)
            """
        )
        let appointment = try find(booking.id.cast(), tx)
        let transition = Transition(
            from: Status.booked.rawValue,
            to: Status.booked.rawValue,
            event: "book",
            reason: nil,
            fields: []
        )
        try History.record(transition, of: kind, appointment.id.cast(), by: actor, tx)
        try Audit.record(AppointmentAction.book, of: kind, appointment.id.cast(), by: actor, tx)
        try appointment.setReminder(tx)
        return appointment
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Appointment {
        try tx.changeOne(
            """
            UPDATE appointment
               SET status = \(status), status_reason = \(statusReason), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        switch effect {
        case .freeSlot: _ = try booking.cancelled(tx)
        case .moveReminder: try moveReminder(tx)
        case .dropReminder: try dropReminder(tx)
        default: break
        }
    }
}
