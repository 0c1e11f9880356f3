import Kernel
import Platform
import Store

/// A move of the demo's story, made as the person whose move it is.
struct DemoMove: Sendable {
    let at: Instant
    let run: @Sendable (Site, borrowing Tx) throws -> Void
}

extension [DemoMove] {
    /// One move after the other, with the time-outs between them.
    func play(until end: Instant, at site: Site) async throws {
        let moves = enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        for move in moves.map(\.element) {
            try await Deadline.catchUp(until: move.at, at: site)
            try await site.db.write(at: move.at) { tx in try move.run(site, tx) }
        }
        try await Deadline.catchUp(until: end, at: site)
    }
}

/// A time of the demo, by weeks from the present one.
struct DemoTime: Sendable {
    let week: Int
    /// From Monday, 1, to Sunday, 7.
    let weekday: Int
    let hour: Int

    init(_ week: Int, _ weekday: Int, _ hour: Int) {
        (self.week, self.weekday, self.hour) = (week, weekday, hour)
    }

    func instant(seenFrom now: Instant, in zone: Zone) -> Instant {
        let today = zone.civil(now).date
        let monday = today + (1 - today.weekday)
        let clock = LocalTime(unchecked: hour < 10 ? "0\(hour):00" : "\(hour):00")
        return zone.instant(of: monday + (week * 7 + weekday - 1), at: clock)
    }
}
