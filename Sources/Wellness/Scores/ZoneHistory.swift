import Kernel

/// The time zones of one person in the order of their changes.
struct ZoneHistory: Sendable {
    private let first: Zone
    private let changes: [Change]

    /// The move to another zone.
    struct Change: Sendable {
        var to: Zone
        var at: Instant
    }

    init(_ first: Zone, _ changes: [Change] = []) {
        self.first = first
        self.changes = changes.sorted { $0.at < $1.at }
    }

    func zone(at instant: Instant) -> Zone {
        changes.last { $0.at <= instant }?.to ?? first
    }

    /// The local date of the person.
    func date(at instant: Instant) -> CivilDate {
        zone(at: instant).civil(instant).date
    }

    /// The part of a local date that the person had, over all zones.
    func lived(on date: CivilDate) -> Duration {
        var total = Duration.zero
        for index in 0...changes.count {
            let zone = index == 0 ? first : changes[index - 1].to
            var start = zone.instant(of: date, at: .midnight)
            var end = zone.instant(of: date + 1, at: .midnight)
            if index > 0 { start = max(start, changes[index - 1].at) }
            if index < changes.count { end = min(end, changes[index].at) }
            if end > start { total += end - start }
        }
        return total
    }

    /// Whether so little of the date was lived that an empty page does not break a streak.
    func isBridged(_ date: CivilDate) -> Bool { lived(on: date) < .hours(16) }
}
