import Kernel
import Store

/// A recurring job: at an interval, or at a local time of day in a zone.
package struct Schedule: Sendable {
    package let name: String
    package let timing: Timing
    package let job: any Job
    /// The local times of each organisation or person, which the job checks as often as `timing` says; nil for the site's
    /// own clock.
    package private(set) var local: LocalTiming?
    /// Whether it runs at a site.
    package private(set) var isEnabled: @Sendable (Site) -> Bool = { _ in true }

    package init(name: String, timing: Timing, job: any Job, local: LocalTiming? = nil) {
        self.name = name
        self.timing = timing
        self.job = job
        self.local = local
    }

    /// The same schedule, for sites with what its job needs.
    package func enabled(_ isEnabled: @escaping @Sendable (Site) -> Bool) -> Schedule {
        var schedule = self
        schedule.isEnabled = isEnabled
        return schedule
    }

    package enum Timing: Sendable {
        case every(Duration)
        case daily(LocalTime, Zone)
        case weekly(Weekday, LocalTime, Zone)
        /// On that day of the month, or on the last day of shorter months.
        case monthly(Int, LocalTime, Zone)
    }

    /// The times at which it runs, and the clock that they follow.
    package var when: String {
        local.map { "\($0.times) of each \($0.clock.rawValue)" } ?? timing.description
    }

    /// The unique key of a slot's job.
    ///
    /// Jobs of short intervals do not pile up, while each daily slot gets its own job.
    func uniqueKey(of slot: Slot) -> String {
        if case .every = timing { name } else { "\(name)@\(slot.key)" }
    }
}

package enum Weekday: Int, Sendable, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}

package func Every(_ name: String, _ interval: Duration, _ job: some Job) -> Schedule {
    Schedule(name: name, timing: .every(interval), job: job)
}

package func Daily(_ name: String, at time: StaticString, in zone: Zone, _ job: some Job) -> Schedule {
    Schedule(name: name, timing: .daily(wall(time), zone), job: job)
}

package func Weekly(
    _ name: String,
    on day: Weekday,
    at time: StaticString,
    in zone: Zone,
    _ job: some Job
) -> Schedule {
    Schedule(name: name, timing: .weekly(day, wall(time), zone), job: job)
}

package func Monthly(
    _ name: String,
    on day: Int,
    at time: StaticString,
    in zone: Zone,
    _ job: some Job
) -> Schedule {
    Schedule(name: name, timing: .monthly(day, wall(time), zone), job: job)
}

/// A time `hh:mm` in the source code.
private func wall(_ text: StaticString) -> LocalTime {
    guard let time = LocalTime(text.description) else { preconditionFailure("not a time of day: \(text)") }
    return time
}

@resultBuilder
package enum ScheduleTable {
    package static func buildBlock(_ rows: Schedule...) -> [Schedule] { rows }
}

/// One occurrence of a schedule.
///
/// The key is made of local date and time, so that a change of clocks can neither double nor lose it.
struct Slot: Sendable, Hashable {
    let key: String
    let at: Instant
}

extension Schedule.Timing {
    /// The last slot that is not in the future; earlier missed slots are not made up for.
    func latestSlot(at now: Instant) -> Slot? {
        switch self {
        case .every(let interval): interval.slot(at: now)
        case .daily(let time, let zone): slot(at: now, time, zone) { _ in true }
        case .weekly(let day, let time, let zone): slot(at: now, time, zone) { $0.weekday == day.rawValue }
        case .monthly(let day, let time, let zone): slot(at: now, time, zone) { $0.isDay(day) }
        }
    }

    /// The first slot in the future; nil for a day that does not come within two months.
    func nextSlot(after now: Instant) -> Slot? {
        switch self {
        case .every(let interval): (interval.slot(at: now).at + interval).slot(of: interval)
        case .daily(let time, let zone): next(after: now, time, zone) { _ in true }
        case .weekly(let day, let time, let zone): next(after: now, time, zone) { $0.weekday == day.rawValue }
        case .monthly(let day, let time, let zone): next(after: now, time, zone) { $0.isDay(day) }
        }
    }

    private func next(
        after now: Instant,
        _ time: LocalTime,
        _ zone: Zone,
        _ matches: (CivilDate) -> Bool
    ) -> Slot? {
        let today = zone.civil(now).date
        return (0...62).lazy.map { today + $0 }.filter(matches)
            .map { Slot(key: "\($0)T\(time)", at: zone.instant(of: $0, at: time)) }.first { $0.at > now }
    }

    /// The slot at a local time.
    ///
    /// A time that the clocks skip counts as the first moment after the gap, one that comes twice as the first of the
    /// two.
    private func slot(
        at now: Instant,
        _ time: LocalTime,
        _ zone: Zone,
        _ matches: (CivilDate) -> Bool
    ) -> Slot? {
        let today = zone.civil(now).date
        for daysBack in 0...62 {
            let date = today + -daysBack
            guard matches(date) else { continue }
            let instant = zone.instant(of: date, at: time)
            if instant <= now { return Slot(key: "\(date)T\(time)", at: instant) }
        }
        return nil
    }
}

extension Instant {
    fileprivate func slot(of interval: Duration) -> Slot { interval.slot(at: self) }
}

extension Duration {
    fileprivate func slot(at now: Instant) -> Slot {
        let length = max(1, micros)
        let start = Instant(micros: now.micros - (now.micros % length + length) % length)
        return Slot(key: start.description, at: start)
    }
}

extension CivilDate {
    fileprivate func isDay(_ wanted: Int) -> Bool {
        let day = parts.day
        return day == wanted || (day < wanted && (self + 1).parts.day == 1)
    }
}

extension Schedule.Timing: CustomStringConvertible {
    package var description: String {
        switch self {
        case .every(let interval): "every \(interval.words)"
        case .daily(let time, let zone): "daily at \(time) \(zone)"
        case .weekly(let day, let time, let zone): "every \(day) at \(time) \(zone)"
        case .monthly(let day, let time, let zone): "on day \(day) of the month at \(time) \(zone)"
        }
    }
}

extension Duration {
    fileprivate var words: String {
        let seconds = components.seconds
        switch seconds {
        case let seconds where seconds >= 3600 && seconds % 3600 == 0: return "\(seconds / 3600) h"
        case let seconds where seconds >= 60 && seconds % 60 == 0: return "\(seconds / 60) min"
        default: return "\(seconds) s"
        }
    }
}
