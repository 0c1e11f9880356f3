import Kernel
import Platform
import Store
import Web

/// The customer's side of appointments; staff read them through the same operations.
enum Appointments {
    static let routes = (rows + AppointmentDesk.rows + AppointmentTypes.rows).tagged("Appointments")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                               handler      needs
        Get   ("/appointments/availability",     availability, .appointmentRead, "List free appointment times", details: "The same rules decide what can be booked.")
        Post  ("/appointments",                  book,         .appointmentBook, "Book an appointment", details: "Without an operator, the qualified operator with the fewest appointments on that day is chosen among the free ones. Refused when the time is no longer free, or when the customer has another appointment then.").idempotent.refuses(.slotTaken, .holderBusy)
        Get   ("/appointments",                  list,         .appointmentRead, "List appointments", details: "By their start. Customers see their own, operators those assigned to them.")
        Get   ("/appointments/{id}",             show,         .appointmentRead, "Get an appointment")
        Get   ("/appointments/{id}/history",     history,      .appointmentRead, "Get an appointment's history")
        Patch ("/appointments/{id}/reschedule",  reschedule,   .appointmentBook, "Reschedule an appointment", details: "Takes the new time and frees the old one in a single step. When the new time is not free, nothing changes.").refuses(.slotTaken, .holderBusy, .illegalTransition, .guardFailed, .stale)
        Delete("/appointments/{id}/cancel",      cancel,       .appointmentBook, "Cancel an appointment", details: "Frees the time and notifies the customer and the operator.").refuses(.illegalTransition, .guardFailed, .stale)
    }
}

/// An appointment to book.
struct NewAppointment: Body {
    var typeId: ID<AppointmentType>
    /// One of the free times.
    var startsAt: Instant
    /// By default, of the qualified operators who are free then, the one with the fewest appointments on that day.
    var operatorId: ID<Account>?
    /// A service request of the customer that it is about.
    var serviceRequestId: ID<ServiceRequest>?
    /// A message to the operator.
    var note: Appointment.Reason?
    /// The customer; required from the office, and the caller by default for customers.
    var customerId: ID<Account>?
}

/// A new time for an appointment.
struct NewTime: Body {
    /// One of the free times.
    var startsAt: Instant
    /// By default the current operator if free at that time, else another qualified one.
    var operatorId: ID<Account>?
}

/// Details of a cancellation.
struct Cancellation: Body {
    /// The customer reads it in the notification.
    var reason: Appointment.Reason?
}

extension Appointments {
    static func book(_ call: Call, body: NewAppointment) async throws -> Created<AppointmentView> {
        let customer = try body.customer(for: call)
        let request = try await call.db.read { tx in try AppointmentRequest(body, for: customer, tx) }
        return try await call.db.book { tx in
            try tx.relyOnConstraints()
            try Quota.openAppointments.consume(by: customer, locking: true, as: call, tx)
            try Quota.bookingsADay.consume(by: customer, as: call, tx)
            let booking = try Booking.place(
                at: body.startsAt,
                with: request.calendars,
                on: request.type.terms,
                for: customer,
                tx
            )
            let made = try Appointment.insert(body, on: booking, for: customer, by: call.actor, tx)
            try made.notify(.customer(.appointmentBooked), at: call.site, tx)
            if made.assignee != call.actor.account {
                try made.notify(.assignee(.appointmentGiven), at: call.site, tx)
            }
            return Created(AppointmentView(made, for: call), at: "/appointments/\(made.id)", version: 1)
        }
    }

    static func list(
        _ call: Call,
        filter: AppointmentFilter,
        page: PageRequest
    ) async throws -> Page<AppointmentView> {
        try await AppointmentView.list(filter, page, for: call)
    }

    static func show(_ call: Call, id: ID<Appointment>) async throws -> Versioned<AppointmentView> {
        try await call.db.read { tx in
            AppointmentView.versioned(try Appointment.find(id, within: call.scope, tx), for: call)
        }
    }

    static func history(_ call: Call, id: ID<Appointment>) async throws -> Listing<HistoryView> {
        try await call.db.read { tx in
            let found = try Appointment.find(id, within: call.scope, tx)
            return try HistoryView.list(of: Appointment.kind, found.id.cast(), for: call, tx)
        }
    }

    static func reschedule(
        _ call: Call,
        id: ID<Appointment>,
        match: IfMatch?,
        body: NewTime
    ) async throws -> Versioned<AppointmentView> {
        try await call.db.book { tx in
            try tx.relyOnConstraints()
            let found = try Appointment.find(id, within: call.scope, tx)
            try match?.check(found.version)
            try Quota.appointmentMoves.consume(by: found.customer, locking: true, as: call, tx)
            let moved = try found.rescheduled(to: body, as: call, tx)
            return AppointmentView.versioned(moved, for: call)
        }
    }

    static func cancel(
        _ call: Call,
        id: ID<Appointment>,
        match: IfMatch?,
        body: Cancellation?
    ) async throws -> Versioned<AppointmentView> {
        try await call.db.write { tx in
            var found = try Appointment.find(id, within: call.scope, tx)
            try match?.check(found.version)
            found.statusReason = body?.reason
            let over = try found.advanced(by: .cancel, as: call, reason: body?.reason?.rawValue, tx)
            let last = try Appointment.find(over.id, tx)
            try last.notify(.customer(.appointmentCancelled), at: call.site, tx)
            try last.notify(.assignee(.appointmentWithdrawn), at: call.site, tx)
            return AppointmentView.versioned(last, for: call)
        }
    }
}
