import Kernel

/// A week of ISO 8601, Monday to Sunday, as `2026-W11`; its year is that of its Thursday.
struct ISOWeek: CalendarPeriod {
    private let monday: CivilDate

    init(containing date: CivilDate) {
        monday = date + (1 - date.weekday)
    }

    init?(named text: String) {
        guard let (year, week) = numbers(in: text, separatedBy: "-W", digits: 2), (1...53).contains(week),
            let fourth = CivilDate(year, 1, 4)
        else { return nil }
        monday = fourth + (1 - fourth.weekday + 7 * (week - 1))
        guard thursday.year == year else { return nil }
    }

    private var thursday: CivilDate { monday + 3 }

    var dates: ClosedRange<CivilDate> { monday...monday + 6 }

    var rawValue: String {
        let week = (thursday - firstDay(ofMonth: 1, thursday.year)) / 7 + 1
        return "\(thursday)".prefix(4) + "-W" + (week < 10 ? "0\(week)" : "\(week)")
    }

    static let rule = TextRule(
        length: 8...8,
        pattern: "^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$",
        example: "2026-W11"
    )
    static let refusal = Refusal(
        "invalid_week",
        ["en": "is not an ISO week (YYYY-Www)", "it": "non è una settimana ISO (AAAA-Www)"]
    )
}
