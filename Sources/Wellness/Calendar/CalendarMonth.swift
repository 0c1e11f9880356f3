import Kernel

/// A month of the calendar, as `2026-03`.
struct CalendarMonth: CalendarPeriod {
    let year: Int
    let month: Int

    init(containing date: CivilDate) {
        (year, month, _) = date.parts
    }

    init?(named text: String) {
        guard let (year, month) = numbers(in: text, separatedBy: "-", digits: 2), (1...12).contains(month)
        else { return nil }
        (self.year, self.month) = (year, month)
    }

    var dates: ClosedRange<CivilDate> {
        firstDay(ofMonth: month, year)...firstDay(ofMonth: month + 1, year) + -1
    }

    var rawValue: String { String("\(dates.lowerBound)".prefix(7)) }

    static let rule = TextRule(length: 7...7, pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$", example: "2026-03")
    static let refusal = Refusal(
        "invalid_month",
        ["en": "is not a month (YYYY-MM)", "it": "non è un mese (AAAA-MM)"]
    )
}

/// A quarter of the calendar year, as `2026-Q1`.
struct CalendarQuarter: CalendarPeriod {
    let year: Int
    let quarter: Int

    init(containing date: CivilDate) {
        let (year, month, _) = date.parts
        (self.year, quarter) = (year, (month + 2) / 3)
    }

    init?(named text: String) {
        guard let (year, quarter) = numbers(in: text, separatedBy: "-Q", digits: 1),
            (1...4).contains(quarter)
        else { return nil }
        (self.year, self.quarter) = (year, quarter)
    }

    var dates: ClosedRange<CivilDate> {
        firstDay(ofMonth: 3 * quarter - 2, year)...firstDay(ofMonth: 3 * quarter + 1, year) + -1
    }

    var months: [CalendarMonth] {
        (0..<3).map { CalendarMonth(containing: firstDay(ofMonth: 3 * quarter - 2 + $0, year)) }
    }

    var rawValue: String { "\(dates.lowerBound)".prefix(4) + "-Q\(quarter)" }

    static let rule = TextRule(length: 7...7, pattern: "^[0-9]{4}-Q[1-4]$", example: "2026-Q1")
    static let refusal = Refusal(
        "invalid_quarter",
        ["en": "is not a quarter (YYYY-Qn)", "it": "non è un trimestre (AAAA-Qn)"]
    )
}
