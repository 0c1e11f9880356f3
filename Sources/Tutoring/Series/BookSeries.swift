import Kernel
import Platform
import Store

/// Books the dates of a series: each is checked by what was read once, and the lessons of all are written together.
struct BookSeries: Sendable {
    let series: ID<LessonSeries>
    let subject: SubjectCode
    let desk: LessonDesk
    let call: Call

    func run(
        _ occurrences: [Recurrence.Occurrence],
        from lots: SeriesLots,
        _ tx: borrowing Tx
    ) throws -> BookedSeries {
        var booked = BookedSeries(id: series, minutes: lots.minutes)
        booked.dates = occurrences.filter { $0.start == nil }
            .map { SeriesDate(date: $0.date, outcome: .skippedGap) }
        let starts = occurrences.compactMap { date in date.start.map { (date.date, $0) } }
        guard let first = starts.first?.1, let last = starts.last?.1 else { return booked }
        var plan = Plan(time: try time(from: first, until: last, minutes: lots.minutes, tx), lots: lots)
        for (date, start) in starts {
            do {
                try add(.init(id: series, date: date), at: start, to: &plan, tx)
            } catch let problem as Problem {
                let date = SeriesDate(date: date, startsAt: start, outcome: .conflict)
                guard let refused = date.refused(by: problem) else { throw problem }
                booked.dates.append(refused)
            }
        }
        booked.dates += try write(plan, tx).compactMap { SeriesDate($0) }
        booked.dates.sort { $0.date < $1.date }
        return booked
    }

    /// The unbooked time of both, the unspent lots, and the lessons so far.
    private struct Plan {
        var time: BookingRun
        var lots: SeriesLots
        var lessons: [(held: Lesson, lot: Lot, units: UnitSet)] = []
    }

    /// The time of both on all days that can be booked at all.
    private func time(
        from first: Instant,
        until last: Instant,
        minutes: Int,
        _ tx: borrowing Tx
    ) throws -> BookingRun {
        let today = desk.resource.zone.civil(tx.now).date
        let days = [first, last].map {
            min(max(desk.resource.zone.civil($0).date, today), today + (LessonTerms.seriesDays + 1))
        }
        return try BookingRun.open(
            with: desk.resource,
            on: LessonTerms.of(desk.tutor, minutes: minutes, isSeries: true),
            for: desk.student,
            days: days[0]...days[1],
            tx
        )
    }

    private func add(
        _ place: LessonOrder.Place,
        at start: Instant,
        to plan: inout Plan,
        _ tx: borrowing Tx
    ) throws {
        let lot = try plan.lots.lot(at: start)
        try plan.time.demandFree(start)
        let order = LessonOrder(
            student: desk.student,
            tutor: desk.tutor,
            subject: subject,
            level: lot.level,
            startsAt: start,
            minutes: plan.lots.minutes,
            lot: lot,
            series: place
        )
        let units = try plan.lots.setAside(in: lot)
        // A request takes nobody's time.
        let booking = desk.asks ? nil : try plan.time.place(at: start, tx).id
        let held = MakeLesson(order: order, desk: desk, heldUntil: tx.now).draft(at: booking, tx)
        plan.lessons.append((held, lot, units))
    }

    private func write(_ plan: Plan, _ tx: borrowing Tx) throws -> [Lesson] {
        for lesson in plan.lessons { try lesson.held.recordBeginning(by: call.actor, tx) }
        let made = try Lesson.advanced(
            plan.lessons.map { $0.held.paid(with: $0.units, of: $0.lot, asks: desk.asks) },
            by: desk.asks ? .ask : .book,
            as: call,
            tx
        )
        let planVAT = CommissionVAT.basisPoints(for: desk.tutor, under: desk.policies)
        for (held, lot, units) in plan.lessons {
            try lot.enter(.reserve, units, for: held.id, because: "lesson:\(held.id)", tx)
            try LessonMoney(
                reserving: units,
                of: lot,
                for: ReservedLesson(lesson: held.id, tutor: desk.tutor, startsAt: held.startsAt),
                vatBP: lot.vatBP ?? planVAT
            ).insert(tx)
        }
        try plan.lots.save(tx)
        return made
    }
}

/// The dates of a series as they became.
struct BookedSeries: Sendable {
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
