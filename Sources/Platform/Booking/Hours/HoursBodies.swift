import Kernel
import Web

/// A part of a weekday that is open, as it is written and answered.
package struct HoursLine: Codable, Sendable {
    /// 1 is Monday, 7 is Sunday.
    package var weekday: Ranged<1, 7>
    package var from: LocalTime
    /// `00:00` is the end of the day.
    package var until: LocalTime

    init?(_ line: WeeklyHours.Line) {
        guard let weekday = Ranged<1, 7>(line.weekday) else { return nil }
        (self.weekday, from, until) = (weekday, line.span.start, line.span.end)
    }
}

extension WeeklyHours {
    private static let maximumLines = 70

    /// The week that stands in the member `pointer` of a body; everything that is wrong with it at once.
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

    /// As it is answered.
    package var written: [HoursLine] { lines.compactMap(HoursLine.init) }
}

/// A day that is unlike its weekday.
package struct NewHoursException: Body {
    package var day: CivilDate
    package var kind: HoursException.Kind
    /// The whole day is closed when no time is said; what is extra says both.
    package var from: LocalTime?
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
    package var from: CivilDate
    /// The last day; the first when it is not said.
    package var until: CivilDate?
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

/// Some days, or those that an operation answers when none are said.
package struct DaysQuery: Query {
    package var from: CivilDate?
    package var until: CivilDate?

    /// From today, in the product's zone, for so many days.
    package func range(upTo days: Int, for call: Call) -> (from: CivilDate, through: CivilDate) {
        let today = call.site.product.zone.civil(call.now).date
        return (from ?? today, until ?? today + days)
    }
}
