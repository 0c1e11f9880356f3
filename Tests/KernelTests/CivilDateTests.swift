import Kernel
import Testing

struct CivilDateTests {
    @Test func `every day of two centuries follows the one before and comes back`() throws {
        var date = try #require(CivilDate(1900, 1, 1))
        let end = try #require(CivilDate(2101, 1, 1))
        var weekday = 1
        var count = 0
        while date < end {
            let (year, month, day) = date.parts
            guard CivilDate(year, month, day) == date, CivilDate(date.description) == date,
                date.weekday == weekday
            else {
                Issue.record("\(date) does not come back")
                return
            }
            weekday = weekday % 7 + 1
            date = date + 1
            count += 1
        }
        #expect(count == 73_414)
    }

    @Test(arguments: [
        ("1970-01-01", 0, 4), ("2000-02-29", 11_016, 2), ("2026-11-21", 20_778, 6), ("1969-12-31", -1, 3),
    ])
    func `known days`(text: String, days: Int, weekday: Int) throws {
        let date = try #require(CivilDate(text))
        #expect(Int(date.days) == days && date.weekday == weekday && date.description == text)
    }

    @Test(arguments: [
        "", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-1-1",
        "26-01-01", "2026/01/01",
        "2026-01-01T", "-026-01-01", "２０２６-01-1", "２０２６-1 1-01", "２０２６-13-01",
    ])
    func `no day`(text: String) {
        #expect(CivilDate(text) == nil)
        #expect(throws: (any Error).self) { try JSON.decode(CivilDate.self, from: JSON.encode(text)) }
    }

    @Test func `days are counted`() throws {
        let date = try #require(CivilDate(2024, 2, 28))
        #expect(
            (date + 2).description == "2024-03-01" && (date + 2) - date == 2
                && date + -59 == CivilDate(2023, 12, 31)
        )
    }
}
