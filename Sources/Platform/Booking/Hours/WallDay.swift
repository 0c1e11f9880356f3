import Kernel

/// A day in one zone, which maps local times to moments.
struct WallDay: Sendable {
    let date: CivilDate
    private let zone: Zone
    /// The start of a day without a clock change.
    private let plainStart: Instant?

    init(_ date: CivilDate, in zone: Zone) {
        self.date = date
        self.zone = zone
        let (start, end) = (
            zone.instant(of: date, at: .midnight), zone.instant(of: date + 1, at: .midnight)
        )
        plainStart = end - start == .seconds(86_400) ? start : nil
    }

    /// The moment of a local time; the first one after a gap, and the first of two.
    func boundary(at second: Int) -> Instant {
        if let plainStart { return plainStart + .seconds(second) }
        let (day, rest) = (second / 86_400, second % 86_400)
        return zone.instant(of: date + day, at: time(rest))
    }

    /// Nil for a local time in a gap.
    func moment(at second: Int) -> Instant? {
        let moment = boundary(at: second)
        if plainStart != nil { return moment }
        return zone.civil(moment) == (date + second / 86_400, time(second % 86_400)) ? moment : nil
    }

    private func time(_ second: Int) -> LocalTime {
        LocalTime(second / 3_600, second / 60 % 60, second % 60) ?? .midnight
    }
}
