import Kernel
import Testing

@Suite struct TimeTests {
    @Test func `identities sort by the time they were made and survive their text`() {
        let early = ID<Int>.new(at: Instant(seconds: 1_000))
        let late = ID<Int>.new(at: Instant(seconds: 1_001))
        #expect(early < late)
        #expect(ID<Int>(early.description) == early)
        #expect(ID<Int>(early.description.uppercased()) == early)
        #expect(early.description.dropFirst(14).first == "7")
        #expect(ID<Int>("0193-4a5b") == nil)
        #expect(ID<Int>("01934a5b-7c00-7000-8000-00000000000g") == nil)
    }

    @Test func `instants read every offset and write UTC`() {
        #expect(Instant("2026-11-21T08:30:00.25+01:00")?.description == "2026-11-21T07:30:00.250000Z")
        #expect(Instant("2026-11-21t07:30:00z")?.description == "2026-11-21T07:30:00Z")
        #expect(Instant("1969-12-31T23:59:59Z")?.micros == -1_000_000)
        for garbage in [
            "", "2026-11-21", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T07:30:00",
            "2026-11-21T07:30:00.Z",
        ] {
            #expect(Instant(garbage) == nil)
        }
    }

    @Test func `dates survive two hundred years`() {
        for days in stride(from: Int32(-36_500), to: 36_500, by: 7) {
            #expect(CivilDate("\(CivilDate(days: days))") == CivilDate(days: days))
        }
        #expect(CivilDate(2026, 11, 21)?.weekday == 6)
        #expect(CivilDate(2026, 2, 29) == nil)
    }

    @Test func `in Rome a skipped hour is the first instant after it, a repeated one the first of the two`()
        throws
    {
        let spring = try #require(CivilDate(2026, 3, 29)), autumn = try #require(CivilDate(2026, 10, 25))
        let time = try #require(LocalTime("02:30"))
        #expect(Zone.rome.instant(of: spring, at: time).description == "2026-03-29T01:00:00Z")
        #expect(Zone.rome.instant(of: autumn, at: time).description == "2026-10-25T00:30:00Z")
    }

    @Test func `every quarter of an hour of three years comes back from the wall`() throws {
        let start = try #require(Instant("2026-01-01T00:00:00Z"))
        for zone in [Zone.rome, .baghdad] {
            for quarter in 0..<(3 * 365 * 96) {
                let instant = start + .seconds(quarter * 900)
                let (date, time) = zone.civil(instant)
                let back = zone.instant(of: date, at: time)
                #expect(back == instant || (back < instant && zone.civil(back) == (date, time)))
            }
        }
    }

    @Test func `Italy works on no holiday`() throws {
        let holidays = [
            "2026-01-01", "2026-01-06", "2026-04-06", "2027-03-29", "2028-04-17", "2026-06-02", "2028-10-04",
            "2026-12-08",
        ]
        for text in holidays { #expect(!WorkingCalendar.italy.isWorkingDay(try #require(CivilDate(text)))) }
        #expect(WorkingCalendar.italy.isWorkingDay(try #require(CivilDate(2024, 10, 4))))
        let friday = try #require(CivilDate(2026, 12, 4))
        #expect(WorkingCalendar.italy.adding(workingDays: 2, to: friday) == CivilDate(2026, 12, 9))
    }
}
