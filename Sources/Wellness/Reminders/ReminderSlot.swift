import Kernel

/// One reminder of one local date; a slot is used once, whatever the zone.
struct ReminderSlot: Hashable, Sendable {
    var date: CivilDate
    /// The place among the reminders of the date, or the days without an entry of a nudge.
    var kind: Kind

    enum Kind: Hashable, Sendable {
        case reminder(Int)
        case nudge(Int)
    }
}

/// The reminder times of one person.
struct ReminderTimes: Sendable {
    /// In the order of the day.
    let times: [LocalTime]
    let zone: Zone

    init(_ times: [LocalTime], in zone: Zone) {
        self.times = times.sorted()
        self.zone = zone
    }

    /// The first unused slot after `now`; a time that the clock skips is the instant after the gap.
    func next(after now: Instant, used: Set<ReminderSlot>) -> (slot: ReminderSlot, at: Instant)? {
        let today = zone.civil(now).date
        return (-1...2).flatMap { slots(on: today + $0) }
            .filter { $0.at > now && !used.contains($0.slot) }
            .min { $0.at < $1.at }
    }

    private func slots(on date: CivilDate) -> [(slot: ReminderSlot, at: Instant)] {
        times.enumerated().map { place, time in
            (ReminderSlot(date: date, kind: .reminder(place)), zone.instant(of: date, at: time))
        }
    }
}

enum Nudge {
    /// The nudge of a date: the days without an entry, when a reminder of them is due.
    static func due(on today: CivilDate, lastEntry: CivilDate, _ days: [Int] = [7, 14, 30]) -> ReminderSlot? {
        let count = today - lastEntry
        return days.contains(count) ? ReminderSlot(date: today, kind: .nudge(count)) : nil
    }
}
