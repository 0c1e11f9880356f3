import Kernel
import Web

/// A part of a weekday that is open.
package struct HoursLine: Codable, Sendable {
    /// The day of the week: 1 is Monday, 7 is Sunday.
    package var weekday: Ranged<1, 7>
    /// The opening time, in the zone of the working hours.
    package var from: LocalTime
    /// The closing time, in the zone of the working hours; `00:00` is the end of the day.
    package var until: LocalTime

    init?(_ line: WeeklyHours.Line) {
        guard let weekday = Ranged<1, 7>(line.weekday) else { return nil }
        (self.weekday, from, until) = (weekday, line.span.start, line.span.end)
    }
}

extension WeeklyHours {
    private static let maximumLines = 70

    /// The week in the member `pointer` of a body; throws all its faults at once.
    package init(_ written: [HoursLine], at pointer: String) throws(Problem) {
        var faults: [Problem.Fault] = []
        if written.count > Self.maximumLines { faults.append(.init(pointer, .tooManyLines)) }
        var lines: [Line] = []
        for (index, line) in written.prefix(Self.maximumLines).enumerated() {
            if let span = WallSpan(from: line.from, until: line.until) {
                lines.append(Line(weekday: line.weekday.value, span: span))
            } else {
                faults.append(.init("\(pointer)/\(index)/until", .endsBeforeItBegins))
            }
        }
        self.init(lines)
        if faults.isEmpty { faults = overlaps.map { .init("\(pointer)/\($0)", .overlapsAnother) } }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    /// The lines as answers have them.
    package var written: [HoursLine] { lines.compactMap(HoursLine.init) }
}

/// A day whose hours differ from its weekday.
package struct NewHoursException: Body {
    /// The day, in the zone of the working hours.
    package var day: CivilDate
    package var kind: HoursException.Kind
    /// The first time of the exception; the whole day is closed when both times are absent, and `extra` needs both.
    package var from: LocalTime?
    /// The end of the exception; `00:00` is the end of the day.
    package var until: LocalTime?

    package func span() throws(Problem) -> WallSpan {
        if kind == .closed, from == nil, until == nil { return .wholeDay }
        guard let from else { throw Problem(.invalid, faults: [.init("/from", .timeMissing)]) }
        guard let until else { throw Problem(.invalid, faults: [.init("/until", .timeMissing)]) }
        guard let span = WallSpan(from: from, until: until) else {
            throw Problem(.invalid, faults: [.init("/until", .endsBeforeItBegins)])
        }
        return span
    }
}

/// Days on which the whole office is closed.
package struct NewClosure: Body {
    /// The first closed day.
    package var from: CivilDate
    /// The last closed day, at most 366 days after the first; the first when absent.
    package var until: CivilDate?
    /// The reason, as staff read it.
    package var title: Line<1, 120>

    var last: CivilDate {
        get throws(Problem) {
            let last = until ?? from
            guard from <= last, last - from <= 366 else {
                throw Problem(.invalid, faults: [.init("/until", .endsBeforeItBegins)])
            }
            return last
        }
    }
}

/// A range of days.
package struct DaysQuery: Query {
    /// The first day, included; today in the product's zone when absent.
    package var from: CivilDate?
    /// The last day, included; when absent, as many days ahead as the operation shows by default.
    package var until: CivilDate?

    /// From today, in the product's zone, for so many days.
    package func range(upTo days: Int, for call: Call) -> (from: CivilDate, through: CivilDate) {
        let today = call.site.product.zone.civil(call.now).date
        return (from ?? today, until ?? today + days)
    }
}
