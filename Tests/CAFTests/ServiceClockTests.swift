import Kernel
import Testing

@testable import CAF

/// The clock by itself: no database, no server.
@Suite struct ServiceClockTests {
    @Test(arguments: [
        // handed in (Rome), working days, due (Rome)
        ("2026-11-20T10:00:00Z", 5, "2026-11-27"), ("2026-11-21T10:00:00Z", 5, "2026-11-27"),
        ("2026-12-23T10:00:00Z", 1, "2026-12-24"), ("2026-12-23T10:00:00Z", 2, "2026-12-28"),
        // Easter Monday is 6 April, and the clocks changed on 29 March.
        ("2026-03-27T10:00:00Z", 7, "2026-04-08"), ("2026-10-23T10:00:00Z", 5, "2026-10-30"),
        // 29 June is a day like any other outside of Rome, and the desk works for all of Italy.
        ("2026-06-26T10:00:00Z", 1, "2026-06-29"),
        // 23:30 on Thursday in Rome, still; and already Friday.
        ("2026-06-25T21:30:00Z", 1, "2026-06-26"), ("2026-06-25T22:30:00Z", 1, "2026-06-29"),
    ])
    func `a request is due at the end of its last working day`(at: String, days: Int, due: String) throws {
        let clock = ServiceClock.started(at: try #require(Instant(at)), workingDays: days)

        let (date, time) = Zone.rome.civil(clock.dueAt)
        #expect(date.description == due)
        #expect(time.rawValue == "23:59:59")
    }

    @Test(arguments: 0..<200)
    func `a pause of so many working days shifts the end by as many`(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed) + 1)
        let start = Instant(seconds: 1_735_689_600 + Int64.random(in: 0..<94_608_000, using: &dice))
        let clock = ServiceClock.started(at: start, workingDays: Int.random(in: 1...15, using: &dice))
        let paused = start + .seconds(Int64.random(in: 0..<2_592_000, using: &dice))
        let resumed = paused + .seconds(Int64.random(in: 0..<5_184_000, using: &dice))

        let shifted = clock.paused(at: paused).resumed(at: resumed)

        let days = [clock.dueAt, paused, resumed, shifted.dueAt].map { Zone.rome.civil($0).date }
        #expect(shifted.pausedAt == nil)
        #expect(Zone.rome.civil(shifted.dueAt).time.rawValue == "23:59:59")
        #expect((shifted.dueAt < resumed) == (clock.dueAt < paused))
        if clock.dueAt < paused {
            #expect(shifted.dueAt == clock.dueAt)
        } else if days[0] > days[1] || WorkingCalendar.italy.isWorkingDay(days[2]) {
            #expect(working(days[0], days[3]) == working(days[1], days[2]))
        } else {
            // Paused on the last day, gone on with on a day off.
            #expect(days[3] == WorkingCalendar.italy.nextWorkingDay(from: days[2]))
        }
    }

    @Test(arguments: 0..<50)
    func `two pauses are as long as one`(seed: Int) throws {
        var dice = Dice(seed: UInt64(seed) + 1)
        let start = Instant(seconds: 1_767_225_600 + Int64.random(in: 0..<31_536_000, using: &dice))
        let clock = ServiceClock.started(at: start, workingDays: 10)
        let (a, b, c) = (start + .hours(30), start + .hours(130), start + .hours(400))

        let once = clock.paused(at: a).resumed(at: c)
        let twice = clock.paused(at: a).resumed(at: b).paused(at: b).resumed(at: c)

        #expect(once == twice)
    }

    @Test func `the states follow each other`() throws {
        let clock = ServiceClock.started(at: try #require(Instant("2026-11-20T10:00:00Z")), workingDays: 5)
        func state(_ clock: ServiceClock, _ now: String) throws -> ServiceClock.State {
            clock.state(at: .init(at: try #require(Instant(now))))
        }

        #expect(try state(clock, "2026-11-25T22:59:59Z") == .onTime)
        #expect(try state(clock, "2026-11-25T23:00:00Z") == .dueSoon)
        #expect(try state(clock, "2026-11-27T22:59:59Z") == .dueSoon)
        #expect(try state(clock, "2026-11-27T23:00:00Z") == .overdue)
        let paused = clock.paused(at: try #require(Instant("2026-11-23T10:00:00Z")))
        #expect(try state(paused, "2027-11-23T10:00:00Z") == .paused)
        let met = clock.stopped(at: try #require(Instant("2026-11-27T20:00:00Z")))
        #expect(try state(met, "2027-11-23T10:00:00Z") == .met)
        let missed = clock.stopped(at: try #require(Instant("2026-11-28T20:00:00Z")))
        #expect(try state(missed, "2027-11-23T10:00:00Z") == .missed)
        let rejected = paused.stopped(at: try #require(Instant("2026-12-23T10:00:00Z")))
        #expect(try state(rejected, "2027-11-23T10:00:00Z") == .met)
    }

    private func working(_ from: CivilDate, _ to: CivilDate) -> Int {
        from < to ? (1...Int(to.days - from.days)).count { WorkingCalendar.italy.isWorkingDay(from + $0) } : 0
    }
}

/// Chance that comes out the same every time.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
