import Kernel
import Platform
import Store
import Web

/// The office's side of appointments: lists, assignment and results.
enum AppointmentDesk {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                                 handler      needs
        Get  ("/admin/appointments",              list,        .appointmentHandle, "List the office's appointments", details: "By their start. Operators see those assigned to them.")
        Patch("/admin/appointments/{id}/assign",  assign,      .appointmentAssign, "Assign an appointment to another operator", details: "Refused when the operator has another appointment at that time.").refuses(.slotTaken, .illegalTransition, .guardFailed, .stale)
        Patch("/admin/appointments/{id}/complete", complete,   .appointmentHandle, "Complete an appointment", details: "Records that the customer came.").refuses(.illegalTransition, .guardFailed, .stale)
        Patch("/admin/appointments/{id}/no-show", markNoShow, .appointmentHandle, "Mark an appointment as a no-show", details: "Records that the customer did not come.").refuses(.illegalTransition, .guardFailed, .stale)
        Get  ("/admin/operators/{id}/hours",      OperatorHours.show, .calendarManage, "Get an operator's weekly hours")
        Put  ("/admin/operators/{id}/hours",      OperatorHours.save, .calendarManage, "Replace an operator's weekly hours", details: "Appointments that are already booked stay.")
        Get  ("/admin/operators/{id}/exceptions", OperatorHours.exceptions, .calendarManage, "List an operator's schedule exceptions")
        Post ("/admin/operators/{id}/exceptions", OperatorHours.except, .calendarManage, "Add an operator's schedule exception", details: "Adds or removes working hours on a single day.")
        Delete("/admin/operators/{id}/exceptions/{exception}", OperatorHours.forget, .calendarManage, "Delete an operator's schedule exception")
        Get  ("/admin/closures",                  OfficeDaysRoutes.list, .calendarManage, "List office closures", details: "Includes whether the office closes on Italian public holidays.")
        Post ("/admin/closures",                  OfficeDaysRoutes.add, .calendarManage, "Add an office closure", details: "No appointments can be booked on those days, except in extra hours and with operators to whom closures do not apply. Appointments that are already booked stay.")
        Delete("/admin/closures/{id}",            OfficeDaysRoutes.remove, .calendarManage, "Delete an office closure")
        Put  ("/admin/closures/holidays",         OfficeDaysRoutes.keep, .calendarManage, "Set the office's public holiday rule", details: "Says whether the office closes on Italian public holidays.")
    }

    static func list(
        _ call: Call,
        filter: AppointmentFilter,
        page: PageRequest
    ) async throws -> Page<AppointmentView> {
        try await AppointmentView.list(filter, page, for: call)
    }

    static func assign(
        _ call: Call,
        id: ID<Appointment>,
        match: IfMatch?,
        body: AppointmentAssignment
    ) async throws -> Versioned<AppointmentView> {
        try await call.db.book { tx in
            try tx.relyOnConstraints()
            let found = try Appointment.find(id, within: call.scope, tx)
            try match?.check(found.version)
            let type = try AppointmentType.find(found.type, tx)
            let calendar = try type.namedCalendar(of: body.operatorId, tx)
            return AppointmentView.versioned(try found.assigned(to: calendar, as: call, tx), for: call)
        }
    }

    static func complete(
        _ call: Call,
        id: ID<Appointment>,
        match: IfMatch?
    ) async throws -> Versioned<AppointmentView> {
        try await move(id, by: .complete, match, call)
    }

    static func markNoShow(
        _ call: Call,
        id: ID<Appointment>,
        match: IfMatch?
    ) async throws -> Versioned<AppointmentView> {
        try await move(id, by: .noteAbsence, match, call)
    }

    private static func move(
        _ id: ID<Appointment>,
        by event: Appointment.Event,
        _ match: IfMatch?,
        _ call: Call
    ) async throws -> Versioned<AppointmentView> {
        try await call.db.write { tx in
            let found = try Appointment.find(id, within: call.scope, tx)
            try match?.check(found.version)
            return AppointmentView.versioned(try found.advanced(by: event, as: call, tx), for: call)
        }
    }
}

/// An operator for an appointment.
struct AppointmentAssignment: Body {
    /// An operator who holds appointments of this type.
    var operatorId: ID<Account>
}
