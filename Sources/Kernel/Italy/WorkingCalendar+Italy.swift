extension WorkingCalendar {
    /// Monday to Friday, except national holidays; patron saints' days differ by comune and are not included.
    public static let italy = WorkingCalendar { date in
        let (year, month, day) = date.parts
        // Saint Francis is a holiday again since 2026 (L. 151/2025).
        let fixed =
            [(1, 1), (1, 6), (4, 25), (5, 1), (6, 2), (8, 15), (11, 1), (12, 8), (12, 25), (12, 26)]
            + (year >= 2026 ? [(10, 4)] : [])
        return fixed.contains { $0 == (month, day) } || date == easter(year).map { $0 + 1 }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
private func easter(_ year: Int) -> CivilDate? {
    let (century, rest) = (year / 100, year % 100)
    let golden = year % 19
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7
    let shift = (golden + 11 * epact + 22 * weekday) / 451
    let days = epact + weekday - 7 * shift + 114
    return CivilDate(year, days / 31, days % 31 + 1)
}
