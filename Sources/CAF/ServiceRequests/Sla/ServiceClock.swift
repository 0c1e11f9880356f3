import Kernel
import Store

/// The time limit of a request, with its pauses.
///
/// It counts whole working days: a request is due at the end of the last one, at any hour it was submitted. While the
/// office waits for documents the days do not count, so that a pause leaves the remaining days as they were.
struct ServiceClock: Sendable, Equatable {
    private(set) var dueAt: Instant
    private(set) var pausedAt: Instant?
    /// When the request was completed or rejected.
    private(set) var stoppedAt: Instant?

    /// National holidays only: each comune has its own patron's day (29 June in Rome); the office serves all of Italy.
    static let calendar = WorkingCalendar.italy
    static let zone = Zone.office
}

extension ServiceClock {
    static func started(at now: Instant, workingDays: Int) -> Self {
        Self(dueAt: end(of: calendar.adding(workingDays: workingDays, to: zone.civil(now).date)))
    }

    func paused(at now: Instant) -> Self {
        guard pausedAt == nil, stoppedAt == nil else { return self }
        return Self(dueAt: dueAt, pausedAt: now)
    }

    /// Moves the due time by the working days that began during the pause, and never before the day of the resumption.
    ///
    /// A pause does not help an overdue request: it stays as late as it was.
    func resumed(at now: Instant) -> Self {
        guard let pausedAt else { return self }
        guard pausedAt <= dueAt else { return Self(dueAt: dueAt) }
        let (from, to) = (Self.zone.civil(pausedAt).date, Self.zone.civil(now).date)
        let due = Self.zone.civil(dueAt).date
        let lost = Self.calendar.workingDays(after: from, through: to)
        let next = max(
            Self.calendar.adding(workingDays: lost, to: due),
            Self.calendar.nextWorkingDay(from: to)
        )
        return Self(dueAt: Self.end(of: next))
    }

    func stopped(at now: Instant) -> Self {
        guard stoppedAt == nil else { return self }
        return Self(dueAt: resumed(at: now).dueAt, stoppedAt: now)
    }

    /// The last second of a day.
    static func end(of date: CivilDate) -> Instant {
        Instant(seconds: zone.instant(of: date + 1, at: .midnight).seconds - 1)
    }
}

extension ServiceClock {
    /// How a request stands against its promised time.
    enum State: String, Codable, CaseIterable, Sendable {
        /// Running, and due later than the next working day.
        case onTime = "on_time"
        /// Due today or on the next working day.
        case dueSoon = "due_soon"
        /// Running, and past its due time.
        case overdue
        /// Stopped while the office waits for documents.
        case paused
        /// Finished within the promised time.
        case met
        /// Finished after the promised time.
        case missed
    }

    /// The boundaries between the states at one moment.
    struct Lines: Sendable {
        let now: Instant
        /// Requests due by then are due soon.
        let soon: Instant

        init(at now: Instant) {
            self.now = now
            soon = end(of: calendar.adding(workingDays: 1, to: zone.civil(now).date))
        }
    }

    func state(at lines: Lines) -> State {
        if let stoppedAt { return stoppedAt <= dueAt ? .met : .missed }
        if pausedAt != nil { return .paused }
        if dueAt < lines.now { return .overdue }
        return dueAt <= lines.soon ? .dueSoon : .onTime
    }
}

extension ServiceClock.State {
    /// The same as an SQL condition.
    func condition(at lines: ServiceClock.Lines) -> SQL {
        let runs: SQL = "r.stopped_at IS NULL AND r.paused_at IS NULL"
        return switch self {
        case .onTime: "(\(runs) AND r.due_at > \(lines.soon))"
        case .dueSoon: "(\(runs) AND r.due_at >= \(lines.now) AND r.due_at <= \(lines.soon))"
        case .overdue: "(\(runs) AND r.due_at < \(lines.now))"
        case .paused: "(r.stopped_at IS NULL AND r.paused_at IS NOT NULL)"
        case .met: "(r.stopped_at <= r.due_at)"
        case .missed: "(r.stopped_at > r.due_at)"
        }
    }
}
