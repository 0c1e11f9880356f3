import Kernel

/// A month of the calendar, as `2026-11`.
struct CalendarMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
    let firstDay: CivilDate

    init(of date: CivilDate) { firstDay = date + (1 - date.parts.day) }

    var lastDay: CivilDate { next.firstDay + -1 }
    var next: CalendarMonth { CalendarMonth(of: firstDay + 31) }
    var previous: CalendarMonth { CalendarMonth(of: firstDay + -1) }

    var description: String { String(firstDay.description.prefix(7)) }

    static func < (left: Self, right: Self) -> Bool { left.firstDay < right.firstDay }

    /// The months from one to another, oldest first.
    static func all(from first: CalendarMonth, through last: CalendarMonth) -> [CalendarMonth] {
        Array(sequence(first: first) { $0 < last ? $0.next : nil })
    }

    /// So many months up to this one, oldest first.
    func withPrevious(count: Int) -> [CalendarMonth] {
        Array(sequence(first: self, next: \.previous).prefix(count)).reversed()
    }
}

extension Zone {
    func month(of instant: Instant) -> CalendarMonth { CalendarMonth(of: civil(instant).date) }
}
