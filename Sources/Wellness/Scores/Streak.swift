import Kernel

/// Consecutive local dates with an entry.
struct Streak: Hashable, Sendable {
    /// The number of dates with an entry.
    var days: Int
    var from: CivilDate
    var to: CivilDate
    /// Empty dates between that neither break nor count.
    var bridged: [CivilDate] = []
}

/// The streaks of one diary.
struct Streaks: Sendable {
    /// The streak that goes on today or ended yesterday.
    let current: Streak?
    /// The longest streak, of equal ones the latest.
    let longest: Streak?
    let isLoggedToday: Bool

    /// `dates` are the local dates with an entry, as stored.
    init(_ dates: Set<CivilDate>, today: CivilDate, in zones: ZoneHistory) {
        let streaks = Self.streaks(dates.sorted(), zones)
        longest = streaks.max { ($0.days, $0.to) < ($1.days, $1.to) }
        isLoggedToday = dates.contains(today)
        // A person who flew west may have an entry of a date that is not today's yet.
        let latest = streaks.last { $0.from <= today }
        var end = today
        while let latest, latest.to < end, end == today || zones.isBridged(end) { end = end + -1 }
        current = latest.flatMap { $0.to < end ? nil : $0 }
    }

    private static func streaks(_ dates: [CivilDate], _ zones: ZoneHistory) -> [Streak] {
        var streaks: [Streak] = []
        for date in dates {
            guard let last = streaks.last, let gap = bridge(from: last.to, to: date, zones) else {
                streaks.append(Streak(days: 1, from: date, to: date))
                continue
            }
            streaks[streaks.count - 1].days += 1
            streaks[streaks.count - 1].to = date
            streaks[streaks.count - 1].bridged += gap
        }
        return streaks
    }

    /// The empty dates between two entries; nil when one of them breaks the streak.
    private static func bridge(from: CivilDate, to: CivilDate, _ zones: ZoneHistory) -> [CivilDate]? {
        var gap: [CivilDate] = []
        while from + gap.count + 1 < to {
            let date = from + gap.count + 1
            guard zones.isBridged(date) else { return nil }
            gap.append(date)
        }
        return gap
    }
}
