import Kernel
import Platform
import Store
import Web

/// An appointment as both sides see it.
struct AppointmentView: View {
    var id: ID<Appointment>
    var typeId: ID<AppointmentType>
    var title: String
    var service: Service.Code
    var status: Appointment.Status
    var statusReason: Appointment.Reason?
    var startsAt: Instant
    var endsAt: Instant
    /// Whose wall it hangs on.
    var timeZone: Zone
    var location: Line<1, 200>?
    var customerId: ID<Account>
    var customerName: String
    var operatorId: ID<Account>?
    var operatorName: String?
    var serviceRequestId: ID<ServiceRequest>?
    var note: Appointment.Reason?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ appointment: Appointment, for call: Call) {
        id = appointment.id
        typeId = appointment.type
        title = appointment.title.text(in: call.languages)
        service = appointment.service
        status = appointment.status
        statusReason = appointment.statusReason
        startsAt = appointment.booking.startsAt
        endsAt = appointment.booking.endsAt
        timeZone = appointment.zone
        location = appointment.location
        customerId = appointment.customer
        customerName = appointment.customerName
        operatorId = appointment.assignee
        operatorName = appointment.assigneeName
        serviceRequestId = appointment.request
        note = appointment.note
        createdAt = appointment.createdAt
        updatedAt = appointment.updatedAt
        version = appointment.version
    }

    static func versioned(_ appointment: Appointment, for call: Call) -> Versioned<AppointmentView> {
        Versioned(AppointmentView(appointment, for: call), version: appointment.version)
    }

    static func list(
        _ filter: AppointmentFilter,
        _ page: PageRequest,
        for call: Call
    ) async throws -> Page<AppointmentView> {
        let conditions = [Appointment.visible(to: call.scope)] + filter.conditions
        return try await call.db.read { tx in
            let found: Page<Appointment> = try tx.page(
                page,
                "SELECT \(Appointment.columns) FROM \(Appointment.source) WHERE \(SQL.all(conditions))",
                order: filter.order
            )
            return found.map { AppointmentView($0, for: call) }
        }
    }
}

/// Which appointments are wanted, and in which order.
struct AppointmentFilter: Query {
    var status: [Appointment.Status]?
    var typeId: ID<AppointmentType>?
    var service: [Service.Code]?
    var operatorId: ID<Account>?
    var customerId: ID<Account>?
    var serviceRequestId: ID<ServiceRequest>?
    /// Those that begin then or later.
    var from: Instant?
    var until: Instant?
    var sort: Sort?

    enum Sort: String, Codable, CaseIterable, Sendable {
        /// What comes first, first.
        case time
        case latest
    }

    var conditions: [SQL] {
        [
            status.map { "a.status \(in: $0)" },
            typeId.map { "a.type_id = \($0)" },
            service.map { "t.service \(in: $0)" },
            operatorId.map { "o.account_id = \($0)" },
            customerId.map { "a.customer_id = \($0)" },
            serviceRequestId.map { "a.request_id = \($0)" },
            from.map { "b.starts_at >= \($0)" },
            until.map { "b.starts_at < \($0)" },
        ].compactMap(\.self)
    }

    var order: SortOrder<Appointment> {
        switch sort ?? .time {
        case .time: SortOrder(.ascending("starts_at", \.booking.startsAt), .ascending("appointment_id", \.id))
        case .latest:
            SortOrder(.descending("starts_at", \.booking.startsAt), .descending("appointment_id", \.id))
        }
    }
}
