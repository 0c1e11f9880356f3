import Kernel
import Platform
import Store

/// Books the dates of a series, all in one transaction.
struct MakeSeries: Sendable {
    let wanted: NewSeries
    let call: Call

    func run(_ tx: borrowing Tx) throws -> (series: LessonSeries, view: SeriesView) {
        let student = try call.account
        try SchoolSubject.demand(wanted.subject, tx)
        let tutor = try Tutor.find(named: wanted.tutorId, tx)
        let dates = try Recurrence(wanted.rrule.rawValue).occurrences(
            from: wanted.startsOn,
            at: wanted.time,
            in: wanted.zone,
            skipping: Set(wanted.skip ?? [])
        )
        guard !dates.isEmpty else { throw Problem(.invalid, faults: [.init("/skip", .nothingLeft)]) }
        try Quota.holdsADay.consume(dates.count, locking: true, as: call, tx)
        let desk = try LessonDesk.open(for: student, with: tutor, at: call.site, tx)
        if desk.asks { try Lesson.demandRoomForRequest(by: student, of: tutor, tx) }
        let lots = try SeriesLots.open(for: student, with: tutor, wanted: wanted, tx)
        let booking = BookSeries(series: tx.newID(), subject: wanted.subject, desk: desk, call: call)
        return try finish(booking.run(dates, from: lots, tx), of: tutor, tx)
    }

    /// The series with at least one lesson; an atomic one with all.
    private func finish(
        _ booked: BookedSeries,
        of tutor: Tutor,
        _ tx: borrowing Tx
    ) throws -> (series: LessonSeries, view: SeriesView) {
        let isRehearsal = wanted.dryRun ?? false
        let missed = booked.dates.filter { $0.bookingId == nil }
        let isWhole = missed.allSatisfy { $0.outcome == .skippedGap }
        guard isRehearsal || (wanted.mode == .atomic ? isWhole : missed.count < booked.dates.count) else {
            throw try Problem.conflicts(booked.datesAlone)
        }
        let series = LessonSeries(
            id: booked.id,
            student: try call.account,
            tutor: tutor.id,
            tutorAccount: tutor.account,
            subject: wanted.subject,
            minutes: booked.minutes,
            zone: wanted.zone,
            time: wanted.time,
            rule: wanted.rrule,
            startsOn: wanted.startsOn,
            skip: Array(Set(wanted.skip ?? [])).sorted(),
            missed: missed,
            status: .active,
            createdAt: tx.now,
            version: 1
        )
        guard isRehearsal else {
            try series.insert(tx)
            try Audit.record(
                SeriesAction.create,
                of: LessonSeries.kind,
                series.id.cast(),
                by: call.actor,
                tx
            )
            return (series, SeriesView(series, booked.dates))
        }
        throw SeriesRehearsal(view: SeriesView(series, booked.datesAlone, isRehearsal: true))
    }
}

/// The answer to a dry run: as an error, so that nothing of it stays.
struct SeriesRehearsal: Error {
    let view: SeriesView
}
