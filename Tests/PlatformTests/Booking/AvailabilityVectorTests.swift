import Kernel
import Testing

@testable import Platform

/// The free starts of `vectors/tutoring_vectors.py`: A1 (buffers), A2 (the change of clocks) and A3 (notice).
@Suite struct AvailabilityVectorTests {
    @Test func `buffers keep their distance before and after the change of clocks`() throws {
        let days: [(CivilDate, [String])] = [
            (try day("2027-03-22"), ["2027-03-22T08:00:00Z", "2027-03-22T11:00:00Z"]),
            (try day("2027-03-29"), ["2027-03-29T07:00:00Z", "2027-03-29T10:00:00Z"]),
        ]
        for (date, starts) in days {
            let busy = [wall(date, 10, 30)..<wall(date, 11, 40), wall(date, 13, 15)..<wall(date, 14, 0)]
            let free = try availability(on: date, 9..<13, after: 10, busy: busy, now: "2027-03-20T08:00:00Z")
            #expect(free.slots(on: date).map(\.description) == starts)
        }
    }

    @Test func `wall times in the gap are no starts`() throws {
        let date = try day("2027-03-28")
        let free = try availability(on: date, 1..<5, horizon: 400, now: "2027-03-20T08:00:00Z")
        let times = ["00:00", "00:30", "01:00", "01:30", "02:00"]
        #expect(free.slots(on: date).map(\.description) == times.map { "2027-03-28T\($0):00Z" })
    }

    @Test func `wall times in the fold are starts once, at the first`() throws {
        let date = try day("2027-10-31")
        let free = try availability(on: date, 1..<5, horizon: 400, now: "2027-03-20T08:00:00Z")
        #expect(
            free.slots(on: date).map(\.description) == [
                "2027-10-30T23:00:00Z", "2027-10-30T23:30:00Z", "2027-10-31T00:00:00Z",
                "2027-10-31T00:30:00Z",
                "2027-10-31T02:00:00Z", "2027-10-31T02:30:00Z", "2027-10-31T03:00:00Z",
            ]
        )
    }

    @Test func `the notice is counted to the start`() throws {
        let date = try day("2027-03-22")
        let free = try availability(on: date, 9..<13, after: 10, now: "2027-03-21T21:00:00Z")
        let times = ["09:00", "09:30", "10:00", "10:30", "11:00"]
        #expect(free.slots(on: date).map(\.description) == times.map { "2027-03-22T\($0):00Z" })
        #expect(free.verdict(on: wall(date, 9, 30)) == .tooSoon)
    }

    @Test func `a day with as many bookings as its cap has no free start`() throws {
        let date = try day("2027-03-22")
        let busy = [wall(date, 9, 0)..<wall(date, 10, 0)]
        for (cap, count) in [(1, 0), (2, 5)] {
            let free = try availability(on: date, 9..<13, busy: busy, now: "2027-03-20T08:00:00Z", cap: cap)
            #expect(free.slots(on: date).count == count)
            #expect(free.verdict(on: wall(date, 11, 0)) == (cap == 1 ? .dayFull : .free))
        }
    }

    @Test func `on the leap day too`() throws {
        let date = try day("2028-02-29")
        let free = try availability(on: date, 9..<10, now: "2028-02-20T08:00:00Z")
        #expect(free.slots(on: date).map(\.description) == ["2028-02-29T08:00:00Z"])
    }

    private func day(_ text: String) throws -> CivilDate {
        try #require(CivilDate(text))
    }

    private func wall(_ date: CivilDate, _ hour: Int, _ minute: Int) -> Instant {
        WallDay(date, in: .rome).boundary(at: hour * 3_600 + minute * 60)
    }

    private func availability(
        on date: CivilDate,
        _ hours: Range<Int>,
        after: Int = 0,
        busy: [Range<Instant>] = [],
        horizon: Int = 60,
        now: String,
        cap: Int? = nil
    ) throws -> Availability {
        let span = WallSpan(from: hours.lowerBound * 3_600, until: hours.upperBound * 3_600)
        let resource = BookingResource(
            id: .new(at: Instant(seconds: 0)),
            account: nil,
            zone: .rome,
            keepsOfficeDays: false
        )
        return Availability(
            resource: resource,
            terms: BookingTerms(
                duration: .minutes(60),
                after: .minutes(after),
                notice: .hours(12),
                horizon: .days(horizon),
                step: .minutes(30),
                dayCap: cap
            ),
            agenda: Agenda(
                zone: .rome,
                week: WeeklyHours([WeeklyHours.Line(weekday: date.weekday, span: span)]),
                exceptions: [],
                office: nil
            ),
            busy: BusyTime(ranges: busy, starts: busy.map(\.lowerBound)),
            now: try #require(Instant(now)),
            question: .everything
        )
    }
}
