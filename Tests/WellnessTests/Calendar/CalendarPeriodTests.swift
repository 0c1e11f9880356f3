import Kernel
import Testing

@testable import Wellness

@Suite struct CalendarPeriodTests {
    @Test(
        arguments: [
            ("2026-03-10", "2026-W11", "2026-03-09"), ("2026-01-01", "2026-W01", "2025-12-29"),
            ("2027-01-03", "2026-W53", "2026-12-28"), ("2024-12-30", "2025-W01", "2024-12-30"),
        ]
    )
    func `a week belongs to the year of its Thursday`(date: String, name: String, monday: String) {
        let week = ISOWeek(containing: day(date))
        #expect(week.rawValue == name && ISOWeek(named: name) == week)
        #expect(week.dates == day(monday)...day(monday) + 6)
        #expect(week.next.previous == week && week.previous < week)
    }

    @Test(arguments: ["2025-W53", "2026-W00", "2026-W54", "2026-11", "2026-W1", "2026-w11", "٢٠٢٦-W11", ""])
    func `other texts are no weeks`(name: String) {
        #expect(ISOWeek(named: name) == nil)
        #expect(throws: Refusal.self) { try ISOWeek(parsing: name) }
    }

    @Test func `months and quarters end with the year`() throws {
        let december = try CalendarMonth(parsing: "2026-12")
        #expect(december.dates == day("2026-12-01")...day("2026-12-31"))
        #expect(december.next.rawValue == "2027-01" && december.previous.rawValue == "2026-11")
        #expect(CalendarMonth(named: "2024-02")?.dates.days.count == 29)
        #expect(CalendarMonth(named: "2026-13") == nil && CalendarMonth(named: "2026-3") == nil)

        #expect(CalendarMonth(named: "9999-12")?.next.dates.days.count == 31)
        #expect(CalendarMonth(named: "0000-01")?.previous.previous.dates.days.count == 30)
        #expect(CalendarQuarter(named: "0000-Q1")?.previous.dates.days.count == 92)
        #expect(ISOWeek(containing: day("9999-12-31")).next.dates.days.count == 7)

        let quarter = try CalendarQuarter(parsing: "2026-Q4")
        #expect(quarter.dates == day("2026-10-01")...day("2026-12-31"))
        #expect(quarter.months.map(\.rawValue) == ["2026-10", "2026-11", "2026-12"])
        #expect(quarter.next.rawValue == "2027-Q1" && quarter.contains("2026-11-11"))
        #expect(CalendarQuarter(named: "2026-Q5") == nil && CalendarQuarter(named: "2026-Q0") == nil)
    }
}

extension CalendarQuarter {
    fileprivate func contains(_ date: String) -> Bool { Self(containing: day(date)) == self }
}
