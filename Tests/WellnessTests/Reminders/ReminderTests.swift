import Kernel
import Platform
import Testing

@testable import Wellness

@Suite struct ReminderTests {
    /// The instants that `wellness_vectors.py` prints.
    @Test(
        arguments: [
            ("Europe/Rome", "2026-03-28", "09:00", "2026-03-28T08:00:00Z"),
            ("Europe/Rome", "2026-03-29", "09:00", "2026-03-29T07:00:00Z"),
            ("Europe/Rome", "2026-03-29", "02:30", "2026-03-29T01:00:00Z"),
            ("Europe/Rome", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"),
            ("America/New_York", "2026-03-07", "09:00", "2026-03-07T14:00:00Z"),
            ("America/New_York", "2026-03-08", "09:00", "2026-03-08T13:00:00Z"),
            ("Australia/Lord_Howe", "2026-04-05", "09:00", "2026-04-04T22:30:00Z"),
        ]
    )
    func `a reminder follows the clock on the wall`(
        zone: String,
        date: String,
        time: String,
        due: String
    ) throws {
        let times = ReminderTimes([try LocalTime(parsing: time)], in: try Zone(parsing: zone))
        let next = try #require(times.next(after: instant(due) - .seconds(1), used: []))
        #expect(next.at == instant(due) && next.slot == ReminderSlot(date: day(date), kind: .reminder(0)))
        let after = try #require(times.next(after: next.at, used: [next.slot]))
        #expect(after.slot.date == day(date) + 1)
    }

    @Test func `a slot that was used in Rome is not used again in New York`() throws {
        let nine = [try LocalTime(parsing: "18:00"), try LocalTime(parsing: "09:00")]
        let used: Set = [ReminderSlot(date: day("2026-03-10"), kind: .reminder(0))]
        let landed = ReminderTimes(nine, in: try Zone(parsing: "America/New_York"))
        let next = try #require(landed.next(after: instant("2026-03-10T12:00:00Z"), used: used))
        #expect(next.slot == ReminderSlot(date: day("2026-03-10"), kind: .reminder(1)))
        #expect(next.at == instant("2026-03-10T22:00:00Z"))
        #expect(ReminderTimes([], in: .utc).next(after: next.at, used: []) == nil)
    }

    private func reminder(_ change: (inout ReminderCase) -> Void = { _ in }) -> ReminderDecision {
        var reminder = ReminderCase(
            slot: ReminderSlot(date: day("2026-03-10"), kind: .reminder(0)),
            due: instant("2026-03-10T08:00:00Z"),
            zone: .rome,
            hasConsent: true,
            isWanted: true,
            quietHours: QuietHours(from: LocalTime(22, 0) ?? .midnight, until: LocalTime(7, 0) ?? .midnight),
            isLogged: false,
            unanswered: 0,
            sent: []
        )
        change(&reminder)
        return reminder.decision(at: max(reminder.due, instant("2026-03-10T08:00:30Z")))
    }

    @Test func `each obstacle drops the reminder`() {
        #expect(reminder() == .send(isLast: false))
        #expect(reminder { $0.hasConsent = false } == .drop(.consent))
        #expect(reminder { $0.isWanted = false } == .drop(.unwanted))
        #expect(reminder { $0.isLogged = true } == .drop(.logged))
        #expect(reminder { $0.due = instant("2026-03-10T06:59:00Z") } == .drop(.late))
        #expect(reminder { $0.due = instant("2026-03-10T07:00:30Z") } == .send(isLast: false))
        #expect(reminder { $0.zone = Zone("America/New_York") ?? .utc } == .drop(.quiet))
        #expect(reminder { $0.sent = [instant("2026-03-10T04:30:00Z")] } == .drop(.throttled))
        #expect(reminder { $0.sent = [instant("2026-03-10T04:00:00Z")] } == .send(isLast: false))
        let early = [instant("2026-03-09T23:30:00Z"), instant("2026-03-10T04:00:00Z")]
        #expect(reminder { $0.sent = early } == .drop(.throttled))
        #expect(reminder { $0.sent = [instant("2026-03-09T17:00:00Z"), early[1]] } == .send(isLast: false))
    }

    @Test func `the seventh unanswered reminder is the last, nudges go on`() {
        #expect(reminder { $0.unanswered = 6 } == .send(isLast: true))
        #expect(reminder { $0.unanswered = 7 } == .drop(.paused))
        let nudge = ReminderSlot(date: day("2026-03-10"), kind: .nudge(14))
        #expect(reminder { ($0.unanswered, $0.slot) = (7, nudge) } == .send(isLast: false))
    }

    @Test(arguments: [(6, false), (7, true), (8, false), (14, true), (30, true), (37, false)])
    func `nudges come after seven, fourteen and thirty days`(days: Int, isDue: Bool) {
        let last = day("2026-03-10")
        #expect((Nudge.due(on: last + days, lastEntry: last) != nil) == isDue)
    }

    @Test func `quiet hours within a day`() {
        let noon = QuietHours(from: LocalTime(12, 0) ?? .midnight, until: LocalTime(13, 0) ?? .midnight)
        #expect(noon.contains(LocalTime(12, 0) ?? .midnight) && !noon.contains(LocalTime(13, 0) ?? .midnight))
        #expect(!noon.contains(.midnight))
    }
}
