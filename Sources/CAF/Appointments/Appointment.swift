import Kernel
import Platform
import Store

/// A customer's appointment with an operator.
///
/// Its time is the booking with the same id.
struct Appointment: Sendable {
    let id: ID<Appointment>
    let type: ID<AppointmentType>
    let title: Wording
    let location: Line<1, 200>?
    let service: Service.Code
    let customer: ID<Account>
    let customerName: String
    /// The last name first, as lists are sorted.
    let customerByName: String
    /// The codice fiscale of the customer.
    let customerCode: CodiceFiscale?
    let assignee: ID<Account>?
    let assigneeName: String?
    /// The last name first, as lists are sorted.
    let assigneeByName: String?
    let request: ID<ServiceRequest>?
    let status: Status
    var statusReason: Reason?
    /// The customer's message to the operator.
    let note: Reason?
    let zone: Zone
    let createdAt: Instant
    let updatedAt: Instant
    let version: Int
    let booking: Booking
    /// The time of reading, for the rules that depend on the start.
    fileprivate(set) var seenAt: Instant?

    typealias Reason = Text<1, 1000>
}

extension Appointment: LifecycleSubject {
    static let kind = "appointment"

    /// A status of an appointment.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Booked, and not yet recorded as held or missed.
        case booked
        /// The customer came.
        case completed
        /// The customer did not come.
        case noShow = "no_show"
        /// Cancelled by the customer or by the office.
        case cancelled
    }

    /// A move of an appointment along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// Moved to another time.
        case reschedule
        /// Assigned to another operator.
        case assign
        /// Cancelled before its start.
        case cancel
        /// Recorded as held.
        case complete
        /// Recorded as a no-show.
        case noteAbsence = "note_absence"
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Appointment, Status, Event>(start: .booked) {
        // event          from                      to              needs                     only if        then
        On(.reschedule,  from: .booked,            to: .booked,    needs: .appointmentBook,   if: notBegun, then: .moveReminder)
        On(.assign,      from: .booked,            to: .booked,    needs: .appointmentAssign, if: notBegun)
        On(.cancel,      from: .booked,            to: .cancelled, needs: .appointmentBook,   if: notBegun, then: .freeSlot, .dropReminder)
        On(.complete,    from: .booked, .noShow,   to: .completed, needs: .appointmentHandle, if: begun)
        On(.noteAbsence, from: .booked, .completed, to: .noShow,   needs: .appointmentHandle, if: begun)
    }

    static let notBegun = Guard<Appointment>(
        "not_begun",
        ["en": "The appointment has already started.", "it": "L'appuntamento è già iniziato."]
    ) { appointment in
        appointment.hasBegun ? [Problem.Fault("/starts_at", .alreadyBegun)] : []
    }

    static let begun = Guard<Appointment>(
        "begun",
        ["en": "The appointment has not started yet.", "it": "L'appuntamento non è ancora iniziato."]
    ) { appointment in
        appointment.hasBegun ? [] : [Problem.Fault("/starts_at", .notBegunYet)]
    }

    private var hasBegun: Bool { seenAt.map { $0 >= booking.startsAt } ?? false }
}

extension Effect {
    /// Frees the time for another booking.
    static let freeSlot = Effect("free_slot")
    static let moveReminder = Effect("move_reminder")
    static let dropReminder = Effect("drop_reminder")
}

extension Appointment: Record {
    static let columns: SQL =
        """
        a.id AS appointment_id, a.type_id, t.title, t.location, t.service, a.customer_id, p.first_name, p.last_name,
        p.codice_fiscale, o.account_id, w.first_name, w.last_name, a.request_id, a.status, a.status_reason, a.note, o.zone, a.created_at,
        a.updated_at, a.version, \(Booking.columns)
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        type = try row.next()
        title = try row.json()
        location = try row.next()
        service = try row.next()
        customer = try row.next()
        let customerNames: (String, String) = (try row.next(), try row.next())
        customerName = "\(customerNames.0) \(customerNames.1)"
        customerByName = "\(customerNames.1) \(customerNames.0)"
        customerCode = try row.next()
        assignee = try row.next()
        let names: (String?, String?) = (try row.next(), try row.next())
        assigneeName = names.0.map { "\($0) \(names.1 ?? "")" }
        assigneeByName = names.0.map { "\(names.1 ?? "") \($0)" }
        request = try row.next()
        status = try row.next()
        statusReason = try row.next()
        note = try row.next()
        zone = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        booking = try Booking(&row)
    }

    func seen(at now: Instant) -> Appointment {
        var copy = self
        copy.seenAt = now
        return copy
    }
}
