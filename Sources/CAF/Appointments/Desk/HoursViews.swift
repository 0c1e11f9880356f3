import Kernel
import Platform
import Store
import Web

struct HoursLine: Codable, Sendable {
    /// 1 is Monday, 7 is Sunday.
    var weekday: Ranged<1, 7>
    var from: LocalTime
    /// `00:00` is the end of the day.
    var until: LocalTime
}

struct HoursBody: Body {
    var weekly: [HoursLine]
    var timeZone: Zone?
    /// Whether the office's closures and holidays are theirs too.
    var keepsOfficeDays: Bool?

    func week() throws -> WeeklyHours {
        var faults: [Problem.Fault] = []
        if weekly.count > 70 { faults.append(.init("/weekly", .tooManyLines)) }
        let lines = weekly.prefix(70).enumerated().compactMap { index, line -> WeeklyHours.Line? in
            guard let span = WallSpan(from: line.from, until: line.until) else {
                faults.append(.init("/weekly/\(index)/until", .endsBeforeItBegins))
                return nil
            }
            return WeeklyHours.Line(weekday: line.weekday.value, span: span)
        }
        let week = WeeklyHours(lines)
        if faults.isEmpty {
            faults = week.overlaps.map { .init("/weekly/\($0)", .overlapsAnother) }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return week
    }
}

struct HoursView: View {
    var operatorId: ID<Account>
    var timeZone: Zone
    var keepsOfficeDays: Bool
    var weekly: [HoursLine]

    init(of account: ID<Account>, in zone: Zone) {
        operatorId = account
        timeZone = zone
        keepsOfficeDays = true
        weekly = []
    }

    init(of account: ID<Account>, _ calendar: BookingResource, _ week: WeeklyHours) {
        operatorId = account
        timeZone = calendar.zone
        keepsOfficeDays = calendar.keepsOfficeDays
        weekly = week.lines.compactMap { line in
            Ranged(line.weekday).map {
                HoursLine(weekday: $0, from: line.span.start, until: line.span.end)
            }
        }
    }
}

struct NewHoursException: Body {
    var day: CivilDate
    var kind: HoursException.Kind
    /// The whole day is closed when no time is said; what is extra says both.
    var from: LocalTime?
    var until: LocalTime?

    func span() throws -> WallSpan {
        if kind == .closed, from == nil, until == nil { return .wholeDay }
        guard let from else { throw Problem(.invalid, faults: [.init("/from", .timeMissing)]) }
        guard let until else { throw Problem(.invalid, faults: [.init("/until", .timeMissing)]) }
        guard let span = WallSpan(from: from, until: until) else {
            throw Problem(.invalid, faults: [.init("/until", .endsBeforeItBegins)])
        }
        return span
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

// swift-format-ignore
extension Refusal {
    static let tooManyLines = Refusal("too_many_lines", ["en": "has too many lines for a week", "it": "ha troppe righe per una settimana"])
    static let timeMissing  = Refusal("time_missing", ["en": "a time is needed here", "it": "serve un orario"])
}
