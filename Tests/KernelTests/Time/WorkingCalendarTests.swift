import Kernel
import Testing

struct WorkingCalendarTests {
    private let calendar = WorkingCalendar.italy

    @Test(arguments: [(2025, "04-21"), (2026, "04-06"), (2027, "03-29"), (2028, "04-17")])
    func `the holidays of a year`(year: Int, easterMonday: String) throws {
        let first = try #require(CivilDate(year, 1, 1))
        let found = (0..<366).map { first + $0 }.filter { $0.year == year && calendar.isHoliday($0) }.map(
            \.description
        )
        let fixed = [
            "01-01", "01-06", "04-25", "05-01", "06-02", "08-15", "11-01", "12-08", "12-25", "12-26",
        ]
        let expected = fixed + [easterMonday] + (year >= 2026 ? ["10-04"] : [])
        #expect(found == expected.map { "\(year)-\($0)" }.sorted())
    }

    @Test(arguments: [
        ("2026-11-21", "2026-11-23"), ("2026-11-23", "2026-11-23"), ("2026-12-25", "2026-12-28"),
        ("2026-04-04", "2026-04-07"),
        ("2028-10-04", "2028-10-05"), ("2026-12-08", "2026-12-09"), ("2023-10-04", "2023-10-04"),
        ("2027-01-01", "2027-01-04"),
    ])
    func `a term that ends on a day off ends on the next working day`(date: String, expected: String) throws {
        #expect(calendar.nextWorkingDay(from: try #require(CivilDate(date))).description == expected)
    }

    @Test(arguments: [
        ("2026-11-20", 1, "2026-11-23"), ("2026-11-21", 1, "2026-11-23"), ("2026-12-23", 2, "2026-12-28"),
        ("2026-11-21", 0, "2026-11-21"),
        ("2026-04-02", 4, "2026-04-09"), ("2026-11-23", -1, "2026-11-20"), ("2026-12-28", -2, "2026-12-23"),
        ("2026-11-20", 10, "2026-12-04"),
    ])
    func `working days are counted from the next one`(date: String, count: Int, expected: String) throws {
        #expect(
            calendar.adding(workingDays: count, to: try #require(CivilDate(date))).description == expected
        )
    }
}
