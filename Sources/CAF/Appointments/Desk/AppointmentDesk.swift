import Kernel
import Platform
import Store
import Web

/// The office's side of appointments: its calendar, who holds what, and what became of it.
enum AppointmentDesk {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //    path                                 handler      needs
        Get  ("/admin/appointments",              list,        .appointmentHandle, "The appointments of the office; an operator's own")
        Patch("/admin/appointments/{id}/assign",  assign,      .appointmentAssign, "Hand an appointment to another operator, unless they are booked then").refuses(.slotTaken, .illegalTransition, .guardFailed, .stale)
        Patch("/admin/appointments/{id}/complete", complete,   .appointmentHandle, "The customer came").refuses(.illegalTransition, .guardFailed, .stale)
        Patch("/admin/appointments/{id}/no-show", markNoShow, .appointmentHandle, "The customer did not come").refuses(.illegalTransition, .guardFailed, .stale)
        Get  ("/admin/operators/{id}/hours",      OperatorHours.show, .calendarManage, "An operator's weekly hours")
        Put  ("/admin/operators/{id}/hours",      OperatorHours.save, .calendarManage, "Give an operator weekly hours")
        Get  ("/admin/operators/{id}/exceptions", OperatorHours.exceptions, .calendarManage, "Days on which an operator's hours differ")
        Post ("/admin/operators/{id}/exceptions", OperatorHours.except, .calendarManage, "Open or close hours of one day")
        Delete("/admin/operators/{id}/exceptions/{exception}", OperatorHours.forget, .calendarManage, "Forget an exception")
        Get  ("/admin/closures",                  OfficeDaysRoutes.list, .calendarManage, "When the whole office is closed")
        Post ("/admin/closures",                  OfficeDaysRoutes.add, .calendarManage, "Close the whole office for some days")
        Delete("/admin/closures/{id}",            OfficeDaysRoutes.remove, .calendarManage, "Open the office after all")
        Put  ("/admin/closures/holidays",         OfficeDaysRoutes.keep, .calendarManage, "Whether the office keeps the Italian holidays")
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

struct AppointmentAssignment: Body {
    var operatorId: ID<Account>
}
