import Kernel
import Platform
import Store
import Web

/// An appointment type to create.
struct NewAppointmentType: Body {
    var service: Service.Code
    var title: Wording
    /// An address, or a note such as "by telephone".
    var location: Line<1, 200>?
    /// The length of an appointment, in minutes.
    var durationMinutes: Ranged<5, 480>
    /// Minutes before an appointment in which the operator cannot be booked; 0 by default.
    var bufferBeforeMinutes: Ranged<0, 240>?
    /// Minutes after an appointment in which the operator cannot be booked; 0 by default.
    var bufferAfterMinutes: Ranged<0, 240>?
    /// The shortest time between booking and start, in minutes; 120 by default.
    var noticeMinutes: Ranged<0, 43200>?
    /// How many days ahead an appointment can be booked; 60 by default.
    var horizonDays: Ranged<1, 365>?
    /// Minutes from one possible start to the next; 15 by default.
    var stepMinutes: Ranged<5, 240>?
    /// Whether it can be booked; true by default.
    var isActive: Bool?
    /// The operators who hold such appointments; all operators with hours by default.
    var operatorIds: [ID<Account>]?
}

/// Changes of an appointment type.
///
/// Absent members stay as they are; null clears the location.
struct AppointmentTypeChanges: Body, MergePatch {
    var title: Wording?
    /// An address, or a note such as "by telephone".
    var location: Change<Line<1, 200>>
    /// The length of an appointment, in minutes.
    var durationMinutes: Ranged<5, 480>?
    /// Minutes before an appointment in which the operator cannot be booked.
    var bufferBeforeMinutes: Ranged<0, 240>?
    /// Minutes after an appointment in which the operator cannot be booked.
    var bufferAfterMinutes: Ranged<0, 240>?
    /// The shortest time between booking and start, in minutes.
    var noticeMinutes: Ranged<0, 43200>?
    /// How many days ahead an appointment can be booked.
    var horizonDays: Ranged<1, 365>?
    /// Minutes from one possible start to the next.
    var stepMinutes: Ranged<5, 240>?
    /// Whether it can be booked.
    var isActive: Bool?
    /// The operators who hold such appointments; an empty list means all operators with hours.
    var operatorIds: [ID<Account>]?
}

/// An appointment type for customers.
struct OpenAppointmentType: View {
    var id: ID<AppointmentType>
    var service: Service.Code
    /// In the language of the request.
    var title: String
    /// An address, or a note such as "by telephone".
    var location: Line<1, 200>?
    /// The length of an appointment, in minutes.
    var durationMinutes: Int
    /// The shortest time between booking and start, in minutes.
    var noticeMinutes: Int
    /// How many days ahead an appointment can be booked.
    var horizonDays: Int

    init(_ type: AppointmentType, in languages: [Language]) {
        id = type.id
        service = type.service
        title = type.title.text(in: languages)
        location = type.location
        durationMinutes = type.duration
        noticeMinutes = type.notice
        horizonDays = type.horizon
    }
}

/// An appointment type for the office.
struct AppointmentTypeView: View {
    var id: ID<AppointmentType>
    var service: Service.Code
    var title: Wording
    /// An address, or a note such as "by telephone".
    var location: Line<1, 200>?
    /// The length of an appointment, in minutes.
    var durationMinutes: Int
    /// Minutes before an appointment in which the operator cannot be booked.
    var bufferBeforeMinutes: Int
    /// Minutes after an appointment in which the operator cannot be booked.
    var bufferAfterMinutes: Int
    /// The shortest time between booking and start, in minutes.
    var noticeMinutes: Int
    /// How many days ahead an appointment can be booked.
    var horizonDays: Int
    /// Minutes from one possible start to the next.
    var stepMinutes: Int
    /// Whether it can be booked.
    var isActive: Bool
    /// The operators who hold such appointments; empty means all operators with hours.
    var operatorIds: [ID<Account>]
    /// First and last names of the operators, in the same order.
    var operatorNames: [String]
    /// The time at which the office added the type.
    var createdAt: Instant
    /// The value for `If-Match`, raised by every change.
    var version: Int

    init(_ type: AppointmentType, _ operators: [ID<Account>], naming people: KnownPeople) {
        id = type.id
        service = type.service
        title = type.title
        location = type.location
        durationMinutes = type.duration
        bufferBeforeMinutes = type.before
        bufferAfterMinutes = type.after
        noticeMinutes = type.notice
        horizonDays = type.horizon
        stepMinutes = type.step
        isActive = type.isActive
        operatorIds = operators
        operatorNames = operators.map { people.name(of: $0) ?? "" }
        createdAt = type.createdAt
        version = type.version
    }

    static func of(_ type: AppointmentType, for call: Call, _ tx: borrowing Tx) throws -> AppointmentTypeView
    {
        let operators = try AppointmentType.named(for: type.id, tx)
        return AppointmentTypeView(type, operators, naming: try call.names(of: operators.map { $0 }, tx))
    }
}
