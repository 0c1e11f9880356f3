import Kernel
import Platform
import Store

/// A requested booking with its possible calendars: the named operator's, or all qualified ones by load.
///
/// Read before the booking transaction. The load is a preference and may have changed by then; free times are checked
/// again.
struct AppointmentRequest: Sendable {
    let type: AppointmentType
    let calendars: [BookingResource]

    init(_ new: NewAppointment, for customer: ID<Account>, _ tx: borrowing Tx) throws {
        type = try AppointmentType.findOpen(new.typeId, at: "/type_id", tx)
        guard try tx.exists(Self.customer(customer)) else {
            throw Problem(.invalid, faults: [Problem.Fault("/customer_id", .notACustomer)])
        }
        if let request = new.serviceRequestId,
            try !tx.exists(
                "SELECT 1 FROM service_request WHERE id = \(request) AND customer_id = \(customer)"
            )
        {
            throw Problem(.invalid, faults: [Problem.Fault("/service_request_id", .notTheirRequest)])
        }
        calendars =
            if let named = new.operatorId { [try type.namedCalendar(of: named, tx)] } else {
                try type.qualified(for: new.startsAt, tx)
            }
    }

    private static func customer(_ account: ID<Account>) -> SQL {
        """
        SELECT 1 FROM account a JOIN profile p ON p.account_id = a.id
         WHERE a.id = \(account) AND a.role = \(Role.customer.name) AND a.state = \(Account.State.active)
        """
    }
}

extension AppointmentType {
    func namedCalendar(of operator: ID<Account>, _ tx: borrowing Tx) throws -> BookingResource {
        guard let calendar = try calendar(of: `operator`, tx) else {
            throw Problem(.invalid, faults: [Problem.Fault("/operator_id", .notQualified)])
        }
        return calendar
    }
}

extension NewAppointment {
    /// Customers book for themselves; the office names the customer.
    func customer(for call: Call) throws -> ID<Account> {
        let me = try call.account
        if call.scope.reach == .own {
            guard customerId == nil || customerId == me else {
                throw Problem(.invalid, faults: [Problem.Fault("/customer_id", .onlyForOneself)])
            }
            return me
        }
        guard let customerId else {
            throw Problem(.invalid, faults: [Problem.Fault("/customer_id", .notACustomer)])
        }
        return customerId
    }
}

extension Appointment {
    /// Moves it to another time, with the same operator if they are free and no other is named.
    func rescheduled(to new: NewTime, as call: Call, _ tx: borrowing Tx) throws -> Appointment {
        let type = try AppointmentType.find(type, tx)
        let calendars: [BookingResource]
        if let named = new.operatorId {
            calendars = [try type.namedCalendar(of: named, tx)]
        } else {
            let all = try type.qualified(for: new.startsAt, tx)
            calendars = all.filter { $0.id == booking.resource } + all.filter { $0.id != booking.resource }
        }
        // The lifecycle comes first: a past appointment cannot be moved, whatever the calendar says.
        try requireMove(.reschedule, as: call)
        _ = try booking.rescheduled(to: new.startsAt, with: calendars, on: type.terms, tx)
        let moved = try advanced(by: .reschedule, as: call, fields: ["starts_at"], tx)
        try moved.notifyOfChange(from: assignee, as: call, tx)
        return moved
    }

    /// Assigns it to another operator at the same time.
    func assigned(to calendar: BookingResource, as call: Call, _ tx: borrowing Tx) throws -> Appointment {
        try requireMove(.assign, as: call)
        guard calendar.id != booking.resource else { return self }
        _ = try booking.handed(to: calendar, tx)
        let handover = Handover(from: assignee, to: calendar.account)
        let given = try advanced(
            by: .assign,
            as: call,
            fields: ["operator_id"],
            details: handover.details,
            tx
        )
        try given.notifyOfChange(from: assignee, as: call, tx)
        return given
    }

    private func requireMove(_ event: Event, as call: Call) throws {
        let move = actions(for: call).first { $0.action == event.rawValue }
        guard move?.allowed != true else { return }
        guard let row = Self.lifecycle.row(event, from: status), let guardian = row.guardian else {
            throw Problem(.illegalTransition, extras: ["present": .string(status.rawValue)])
        }
        throw Problem(
            .guardFailed,
            guardian.message,
            faults: guardian.findings(self),
            extras: ["guard": .string(guardian.name)]
        )
    }

    private func notifyOfChange(from former: ID<Account>?, as call: Call, _ tx: borrowing Tx) throws {
        try notify(.customer(.appointmentChanged), at: call.site, tx)
        if former == assignee {
            try notify(.assignee(.appointmentMoved), at: call.site, tx)
        } else {
            if let former { try notify(.former(former, .appointmentWithdrawn), at: call.site, tx) }
            try notify(.assignee(.appointmentGiven), at: call.site, tx)
        }
    }
}
