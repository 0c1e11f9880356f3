import Kernel
import Platform
import Web

struct NewAppointmentType: Body {
    var service: Service.Code
    var title: Wording
    var location: Line<1, 200>?
    var durationMinutes: Ranged<5, 480>
    var bufferBeforeMinutes: Ranged<0, 240>?
    var bufferAfterMinutes: Ranged<0, 240>?
    /// How long beforehand at least; two hours when it is not said.
    var noticeMinutes: Ranged<0, 43200>?
    /// How many days ahead at most; 60 when it is not said.
    var horizonDays: Ranged<1, 365>?
    /// From one beginning to the next; a quarter of an hour when it is not said.
    var stepMinutes: Ranged<5, 240>?
    var isActive: Bool?
    /// Who holds it; everyone with hours when nobody is named.
    var operatorIds: [ID<Account>]?
}

/// Absent members stay as they are; null clears those that may be missing.
struct AppointmentTypeChanges: Body, MergePatch {
    var title: Wording?
    var location: Change<Line<1, 200>>
    var durationMinutes: Ranged<5, 480>?
    var bufferBeforeMinutes: Ranged<0, 240>?
    var bufferAfterMinutes: Ranged<0, 240>?
    var noticeMinutes: Ranged<0, 43200>?
    var horizonDays: Ranged<1, 365>?
    var stepMinutes: Ranged<5, 240>?
    var isActive: Bool?
    var operatorIds: [ID<Account>]?
}

/// A kind of appointment as customers see it.
struct OpenAppointmentType: View {
    var id: ID<AppointmentType>
    var service: Service.Code
    var title: String
    var location: Line<1, 200>?
    var durationMinutes: Int
    var noticeMinutes: Int
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

/// A kind of appointment as the office sees it.
struct AppointmentTypeView: View {
    var id: ID<AppointmentType>
    var service: Service.Code
    var title: Wording
    var location: Line<1, 200>?
    var durationMinutes: Int
    var bufferBeforeMinutes: Int
    var bufferAfterMinutes: Int
    var noticeMinutes: Int
    var horizonDays: Int
    var stepMinutes: Int
    var isActive: Bool
    var operatorIds: [ID<Account>]
    var createdAt: Instant
    var version: Int

    init(_ type: AppointmentType, _ operators: [ID<Account>]) {
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
        createdAt = type.createdAt
        version = type.version
    }
}
