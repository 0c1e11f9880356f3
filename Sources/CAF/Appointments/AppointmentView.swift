import Kernel
import Platform
import Store
import Web

/// A customer's appointment with an operator.
struct AppointmentView: View {
    var id: ID<Appointment>
    var typeId: ID<AppointmentType>
    /// The title of its type, in the language of the request.
    var title: String
    /// The service that it is about.
    var service: Service.Code
    var status: Appointment.Status
    /// The reason given for a cancellation, if any.
    var statusReason: Appointment.Reason?
    /// Show it in `time_zone`.
    var startsAt: Instant
    /// The start plus the duration of the appointment; show it in `time_zone`.
    var endsAt: Instant
    /// The time zone of the operator's calendar, to show the times in.
    var timeZone: Zone
    /// An address, or a note such as "by telephone".
    var location: Line<1, 200>?
    var customerId: ID<Account>
    /// First and last name.
    var customerName: String
    /// The customer's codice fiscale; absent while it is not known.
    var customerCode: CodiceFiscale?
    /// The assigned operator, whose id stays after an erasure of the account.
    var operatorId: ID<Account>?
    /// First and last name; a placeholder when the account was erased.
    var operatorName: String?
    /// The service request that it is about, if any.
    var serviceRequestId: ID<ServiceRequest>?
    /// The customer's message to the operator.
    var note: Appointment.Reason?
    /// The time of the booking; a later move leaves it unchanged.
    var createdAt: Instant
    /// The last change, such as a move or a cancellation; the booking before any.
    var updatedAt: Instant
    /// The value for `If-Match`, raised by every change.
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
        customerCode = appointment.customerCode
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
        let conditions = [Appointment.visible(to: call.scope)] + filter.conditions(within: call.scope)
        return try await call.db.read { tx in
            let found: Page<Appointment> = try tx.page(
                page,
                """
                SELECT \(Appointment.columns), \(AppointmentColumn.selected) FROM \(Appointment.source)
                 WHERE \(SQL.all(conditions))
                """,
                order: (filter.sort ?? .usual).order
            )
            return found.map { AppointmentView($0, for: call) }
        }
    }
}

/// Filters and order of a list of appointments.
struct AppointmentFilter: Query {
    /// Only appointments in one of these statuses.
    var status: [Appointment.Status]?
    /// Only appointments of this type.
    var typeId: ID<AppointmentType>?
    /// Only appointments about one of these services.
    var service: [Service.Code]?
    /// Only appointments assigned to this operator.
    var operatorId: ID<Account>?
    /// Only appointments of this customer.
    var customerId: ID<Account>?
    /// Only appointments about this service request.
    var serviceRequestId: ID<ServiceRequest>?
    /// Only appointments that start on this day or at this moment, or later.
    var from: DayOrInstant?
    /// Only appointments that start before this moment; a day counts until its end.
    var until: DayOrInstant?
    /// Words or parts of words from the customer's name or codice fiscale; for staff also from the operator's name.
    var search: Line<1, 100>?
    /// The order; by default `starts_at`, which `time` means too, and `latest` the reverse.
    var sort: ColumnSort<AppointmentColumn>?

    func conditions(within scope: Scope) -> [SQL] {
        [
            status.map { "a.status \(in: $0)" },
            typeId.map { "a.type_id = \($0)" },
            service.map { "t.service \(in: $0)" },
            operatorId.map { "o.account_id = \($0)" },
            customerId.map { "a.customer_id = \($0)" },
            serviceRequestId.map { "a.request_id = \($0)" },
            from.map { "b.starts_at >= \($0.start(in: .office))" },
            until.map { "b.starts_at < \($0.end(in: .office))" },
            search.map { Self.found($0, within: scope) },
        ].compactMap(\.self)
    }

    private static func found(_ words: Line<1, 100>, within scope: Scope) -> SQL {
        let question = SearchQuestion(words.rawValue)
        // An operator's searched words are more than the name that customers see.
        return scope.reach == .own
            ? question.condition(in: "p.search_text")
            : question.condition(in: "p.search_text", "w.search_text")
    }
}
