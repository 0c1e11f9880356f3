import Kernel
import Platform
import Store
import Web

/// An operator's weekly hours, which replace the current ones.
struct HoursBody: Body {
    /// Open hours by weekday; an empty list means that the operator can be booked in extra hours only.
    var weekly: [HoursLine]
    /// The time zone of the hours; absent keeps the current one, at first the office's.
    var timeZone: Zone?
    /// Whether office closures and public holidays apply; absent keeps the current rule, at first true.
    var keepsOfficeDays: Bool?
}

/// An operator's weekly hours.
struct HoursView: View {
    var operatorId: ID<Account>
    /// First and last name of the operator.
    var operatorName: String?
    /// The zone in which the operator's clock times are given.
    var timeZone: Zone
    /// Whether office closures and public holidays apply to the operator.
    var keepsOfficeDays: Bool
    /// Open hours by weekday.
    var weekly: [HoursLine]

    init(of account: ID<Account>, _ hours: WorkingHours, for call: Call, _ tx: borrowing Tx) throws {
        operatorId = account
        operatorName = try call.names(of: [account], tx).name(of: account)
        timeZone = hours.zone
        keepsOfficeDays = hours.keepsOfficeDays
        weekly = hours.week.written
    }
}

/// A day with other hours than its weekday.
struct HoursExceptionView: View {
    var id: ID<HoursException>
    /// In the operator's time zone.
    var day: CivilDate
    /// Whether the hours are added or removed.
    var kind: HoursException.Kind
    /// The beginning of the hours, in the operator's time zone.
    var from: LocalTime
    /// The end of the hours, in the operator's time zone; `00:00` is the end of the day.
    var until: LocalTime
    /// Booked appointments in removed hours, which stay booked; only after a new exception.
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
