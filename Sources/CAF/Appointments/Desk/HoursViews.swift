import Kernel
import Platform
import Store
import Web

struct HoursBody: Body {
    var weekly: [HoursLine]
    var timeZone: Zone?
    /// Whether the office's closures and holidays are theirs too.
    var keepsOfficeDays: Bool?
}

struct HoursView: View {
    var operatorId: ID<Account>
    var timeZone: Zone
    var keepsOfficeDays: Bool
    var weekly: [HoursLine]

    init(of account: ID<Account>, _ hours: WorkingHours) {
        operatorId = account
        timeZone = hours.zone
        keepsOfficeDays = hours.keepsOfficeDays
        weekly = hours.week.written
    }
}

struct HoursExceptionView: View {
    var id: ID<HoursException>
    var day: CivilDate
    var kind: HoursException.Kind
    var from: LocalTime
    var until: LocalTime
    /// What is booked in hours that have just been closed; it stays until someone moves it.
    var affectedAppointments: [ID<Appointment>]?

    init(_ exception: HoursException, _ affected: [ID<Booking>]? = nil) {
        id = exception.id
        day = exception.day
        kind = exception.kind
        from = exception.span.start
        until = exception.span.end
        affectedAppointments = affected?.map { $0.cast() }
    }
}
