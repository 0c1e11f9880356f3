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
        let booked = try book(dates, series: tx.newID(), at: desk, from: lots, tx)
        return try finish(booked, of: tutor, tx)
    }

    /// The dates as they became.
    private struct Booked {
        let id: ID<LessonSeries>
        let minutes: Int
        var dates: [SeriesDate] = []

        /// The dates of lessons that do not stay.
        var datesAlone: [SeriesDate] {
            dates.map { date in
                var date = date
                date.bookingId = nil
                return date
            }
        }
    }

    private func book(
        _ occurrences: [Recurrence.Occurrence],
        series: ID<LessonSeries>,
        at desk: LessonDesk,
        from lots: SeriesLots,
        _ tx: borrowing Tx
    ) throws -> Booked {
        var (desk, lots) = (desk, lots)
        var booked = Booked(id: series, minutes: lots.minutes)
        try desk.readTime(for: occurrences, minutes: lots.minutes, tx)
        for occurrence in occurrences {
            var date = SeriesDate(date: occurrence.date, startsAt: occurrence.start, outcome: .skippedGap)
            guard let start = occurrence.start else {
                booked.dates.append(date)
                continue
            }
            do {
                let lot = try lots.lot(at: start)
                let order = LessonOrder(
                    student: desk.student,
                    tutor: desk.tutor,
                    subject: wanted.subject,
                    level: lot.level,
                    startsAt: start,
                    minutes: lots.minutes,
                    lot: lot,
                    series: .init(id: series, date: occurrence.date)
                )
                let lesson = try Lesson.place(order, at: desk, as: call, tx)
                lots.spend(lot.id)
                // A request takes nobody's time.
                if lesson.status == .confirmed { desk.time = desk.time?.booked(at: start) }
                date = SeriesDate(lesson) ?? date
            } catch let problem as Problem {
                guard let refused = date.refused(by: problem) else { throw problem }
                date = refused
            }
            booked.dates.append(date)
        }
        return booked
    }

    /// The series with at least one lesson; an atomic one with all.
    private func finish(
        _ booked: Booked,
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

extension LessonDesk {
    /// Reads the tutor's time once for all dates that can be booked at all.
    fileprivate mutating func readTime(
        for occurrences: [Recurrence.Occurrence],
        minutes: Int,
        _ tx: borrowing Tx
    ) throws {
        let terms = LessonTerms.of(tutor, minutes: minutes, isSeries: true)
        let starts = occurrences.compactMap(\.start)
        let today = resource.zone.civil(tx.now).date
        guard let first = starts.first, let last = starts.last else { return }
        let days = [first, last].map {
            min(max(resource.zone.civil($0).date, today), today + (LessonTerms.seriesDays + 1))
        }
        try readTime(on: terms, from: days[0], through: days[1], tx)
    }
}
