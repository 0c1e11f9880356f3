import Kernel

/// The times of a recurring job on the clock of each organisation or person.
///
/// Its job looks every minute, by index, for whom the time has come: only the business knows who they are, and that a
/// change of the zone must neither repeat nor lose anything.
package struct LocalTiming: Sendable {
    package let clock: ScheduleClock
    package let times: Times

    package enum Times: Sendable {
        case daily([LocalTime])
        case weekly(Weekday, LocalTime)
        /// On that day of the month, or on the last day of shorter months.
        case monthly(Int, LocalTime)
    }
}

/// The local time that a schedule follows.
package enum ScheduleClock: String, Codable, CaseIterable, Sendable {
    /// The clock of the product.
    case site
    /// The clock of each organisation.
    case organization
    /// The clock of each person.
    case person
}

extension LocalTiming.Times {
    /// The latest time up to now, in a zone, with its local date.
    package func latest(at now: Instant, in zone: Zone) -> (date: CivilDate, at: Instant)? {
        let slots = timings(in: zone).compactMap { $0.latestSlot(at: now) }
        return slots.max { $0.at < $1.at }.map { (zone.civil($0.at).date, $0.at) }
    }

    /// The next time after now, in a zone, with its local date.
    package func next(after now: Instant, in zone: Zone) -> (date: CivilDate, at: Instant)? {
        let slots = timings(in: zone).compactMap { $0.nextSlot(after: now) }
        return slots.min { $0.at < $1.at }.map { (zone.civil($0.at).date, $0.at) }
    }

    private func timings(in zone: Zone) -> [Schedule.Timing] {
        switch self {
        case .daily(let times): times.map { .daily($0, zone) }
        case .weekly(let day, let time): [.weekly(day, time, zone)]
        case .monthly(let day, let time): [.monthly(day, time, zone)]
        }
    }
}

extension LocalTiming.Times: CustomStringConvertible {
    package var description: String {
        switch self {
        case .daily(let times): "daily at \(times.map(\.rawValue).joined(separator: " and "))"
        case .weekly(let day, let time): "every \(day) at \(time)"
        case .monthly(let day, let time): "on day \(day) of the month at \(time)"
        }
    }
}

/// A job that looks every minute for organisations whose local time has come.
package func PerOrganization(_ name: String, _ times: LocalTiming.Times, _ job: some Job) -> Schedule {
    Schedule(
        name: name,
        timing: .every(.minutes(1)),
        job: job,
        local: LocalTiming(clock: .organization, times: times)
    )
}

/// A job that looks every minute for people whose local time has come.
package func PerPerson(_ name: String, _ times: LocalTiming.Times, _ job: some Job) -> Schedule {
    Schedule(
        name: name,
        timing: .every(.minutes(1)),
        job: job,
        local: LocalTiming(clock: .person, times: times)
    )
}
