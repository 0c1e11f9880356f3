import Kernel
import Platform
import Store

/// Cancels the lessons of a series from a day on, each by its own policy.
struct CancelSeries: Sendable {
    let from: CivilDate
    let reason: String?
    let call: Call

    func run(on series: LessonSeries, _ tx: borrowing Tx) throws -> LessonSeries {
        let lessons = try series.demandLessons(from: from, for: .cancel, as: call, tx)
        _ = try series.advanced(by: .cancel, as: call, reason: reason, tx)
        for lesson in lessons {
            _ = try lesson.cancelled(by: Lesson.Ender(call.actor), because: reason, as: call, tx)
        }
        return try LessonSeries.find(series.id, tx)
    }
}

/// Gives the lessons of a series from a day on another time: all by the rules of a move, or none.
struct MoveSeries: Sendable {
    let from: CivilDate
    let shift: Int
    let time: LocalTime
    let side: Lesson.Side
    let reason: String?
    let call: Call

    func run(on series: LessonSeries, _ tx: borrowing Tx) throws -> LessonSeries {
        let lessons = try series.demandLessons(from: from, for: .move, as: call, tx)
        let moves = lessons.map { (lesson: $0, start: start(of: $0, in: series)) }
        guard moves.contains(where: { $0.start != $0.lesson.startsAt }) else {
            throw Problem(.invalid, faults: [.init("/time", .sameTime)])
        }
        var dates: [SeriesDate] = []
        // Lessons that go later leave from the last one on, so that none waits for the place of another.
        let isLater = moves.contains { move in move.start.map { $0 > move.lesson.startsAt } ?? false }
        for move in isLater ? moves.reversed() : moves {
            dates.append(try reschedule(move.lesson, to: move.start, tx))
        }
        guard dates.allSatisfy({ $0.outcome == .moved }) else { throw try Problem.conflicts(dates) }
        return try series.advanced(by: .move, as: call, reason: reason, tx)
    }

    /// The new start; nil when the clocks skip it.
    private func start(of lesson: Lesson, in series: LessonSeries) -> Instant? {
        let date = series.zone.civil(lesson.startsAt).date + shift
        return Recurrence.moment(of: date, at: time, in: series.zone)
    }

    private func reschedule(_ lesson: Lesson, to start: Instant?, _ tx: borrowing Tx) throws -> SeriesDate {
        var date = SeriesDate(
            date: lesson.seriesDate ?? from,
            startsAt: start,
            outcome: .skippedGap,
            bookingId: lesson.id,
            lotId: lesson.lot
        )
        guard let start else { return date }
        do {
            _ = try lesson.rescheduled(to: start, by: side, because: reason, as: call, tx)
            date.outcome = .moved
            return date
        } catch let problem as Problem {
            guard let refused = date.refused(by: problem) else { throw problem }
            return refused
        }
    }
}

extension LessonSeries {
    /// The lessons ahead from a day on; refused when there are none.
    fileprivate func demandLessons(
        from day: CivilDate,
        for event: Event,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> [Lesson] {
        let first = max(bound(day), tx.now + .milliseconds(1))
        let ahead = try lessons(where: "l.starts_at >= \(first) AND l.state \(in: Lesson.Status.ahead)", tx)
        guard status == .active, !ahead.isEmpty else {
            throw Problem(
                .illegalTransition,
                extras: [
                    "present": .string(status.rawValue), "action": .string(event.rawValue),
                    "allowed": .array([]),
                ]
            )
        }
        return ahead
    }
}
