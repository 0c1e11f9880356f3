import Kernel
import Platform
import Store
import Web

/// The figures of lessons that begin in some days.
struct LessonFigures: View {
    /// Lessons that were agreed on.
    var booked: Figure
    /// Lessons that took place.
    var completed: Figure
    /// Agreed lessons that were cancelled, by the side that cancelled and the share that came back.
    var cancelled: [Cancelled]
    /// Lessons that the student missed.
    var studentAbsent: Figure
    /// Lessons that the tutor missed, as the student said.
    var tutorAbsent: Figure
    /// The time from booking to start.
    var leadTime: Figure
    /// How much of the open time was taught.
    var fill: Figure
    /// Agreed lessons by the weekday and hour of their start; only hours with lessons.
    var hours: [Hour]

    /// Cancelled lessons of one tier.
    struct Cancelled: Codable, Hashable, Sendable {
        /// The side that cancelled.
        var by: Lesson.Ender
        /// The share that came back, in percent.
        var share: Int
        /// Their number.
        var figure: Figure
    }

    /// An hour of the week.
    struct Hour: Codable, Hashable, Sendable {
        /// From Monday, 1, to Sunday, 7.
        var weekday: Int
        /// From 0 to 23.
        var hour: Int
        /// The lessons that begin in it.
        var n: Int
    }
}

/// Counts the lessons of a tutor, or of all.
struct LessonTally: Sendable {
    /// Nil for all tutors.
    let tutor: Tutor?
    let period: FigurePeriod

    func figures(_ tx: borrowing Tx) throws -> LessonFigures {
        let lessons = try lessons(tx)
        let taught = lessons.filter(\.isTaught)
        let absences = try absences(tx)
        let lead = lessons.map { Double(($0.start - $0.created).components.seconds) / 3_600 }.sorted()
        let open = try openMinutes(tx)
        let minutes = taught.reduce(0) { $0 + $1.minutes }
        return LessonFigures(
            booked: Figure(count: lessons.count, "Lessons that were agreed on.", over: period.window),
            completed: Figure(count: taught.count, "Lessons that took place.", over: period.window),
            cancelled: cancelled(lessons),
            studentAbsent: Figure(
                count: absences["miss_student"] ?? 0,
                "Lessons with a report of the tutor that the student was absent.",
                over: period.window
            ),
            tutorAbsent: Figure(
                count: absences["miss_tutor"] ?? 0,
                "Lessons with a report of the student that the tutor was absent.",
                over: period.window
            ),
            leadTime: Figure(
                lead.isEmpty ? nil : (lead[(lead.count - 1) / 2] * 10).rounded() / 10,
                .hours,
                "The lower median of the time from booking to start.",
                over: period.window,
                of: lead.count,
                atLeast: 1
            ),
            fill: Figure(minutes, of: open, "Minutes taught / minutes open.", over: period.window),
            hours: hours(lessons)
        )
    }

    /// A lesson as far as its figures need it.
    private struct Counted: RowDecodable {
        let start: Instant
        let created: Instant
        let minutes: Int
        let status: Lesson.Status
        let endedBy: Lesson.Ender?
        let share: Int?

        init(_ row: inout Row) throws {
            start = try row.next()
            created = try row.next()
            minutes = try row.next()
            status = try row.next()
            endedBy = try row.next()
            share = try row.next()
        }

        var isTaught: Bool {
            status == .completed || status == .settled && (share ?? 0) < 100
        }
    }

    private var mine: SQL { tutor.map { "l.tutor_id = \($0.id)" } ?? "TRUE" }

    /// The lessons that took the time of both once.
    private func lessons(_ tx: borrowing Tx) throws -> [Counted] {
        try tx.all(
            """
            SELECT l.starts_at, l.created_at, l.minutes, l.state, l.ended_by, l.share FROM lesson l
             WHERE \(mine) AND l.starts_at >= \(period.start) AND l.starts_at < \(period.end)
               AND l.state NOT IN ('held', 'released', 'requested', 'declined') AND l.booking_id IS NOT NULL
             ORDER BY l.starts_at
            """
        )
    }

    private func absences(_ tx: borrowing Tx) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try tx.forEach(
            """
            SELECT h.event, COUNT(DISTINCT l.id) FROM lesson l
              JOIN history h ON h.subject_kind = \(Lesson.kind) AND h.subject_id = l.id
             WHERE \(mine) AND l.starts_at >= \(period.start) AND l.starts_at < \(period.end)
               AND h.event IN ('miss_student', 'miss_tutor')
             GROUP BY h.event
            """
        ) { row in counts[try row.next(String.self)] = try row.next(Int.self) }
        return counts
    }

    private func cancelled(_ lessons: [Counted]) -> [LessonFigures.Cancelled] {
        var counts: [Lesson.Ender: [Int: Int]] = [:]
        for lesson in lessons where lesson.status == .cancelled {
            guard let ender = lesson.endedBy else { continue }
            counts[ender, default: [:]][lesson.share ?? 0, default: 0] += 1
        }
        return Lesson.Ender.allCases.flatMap { ender in
            (counts[ender] ?? [:]).sorted { $0.key > $1.key }.map { share, count in
                LessonFigures.Cancelled(
                    by: ender,
                    share: share,
                    figure: Figure(count: count, "Agreed lessons that were cancelled.", over: period.window)
                )
            }
        }
    }

    private func hours(_ lessons: [Counted]) -> [LessonFigures.Hour] {
        var counts: [Int: Int] = [:]
        for lesson in lessons {
            let (date, time) = period.zone.civil(lesson.start)
            counts[date.weekday * 24 + time.hour, default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.map { key, count in
            LessonFigures.Hour(weekday: key / 24, hour: key % 24, n: count)
        }
    }

    /// The minutes of the opening hours on these days, without closures.
    private func openMinutes(_ tx: borrowing Tx) throws -> Int {
        let tutors: [Tutor] =
            if let tutor { [tutor] } else {
                try tx.all("SELECT \(Tutor.columns) FROM tutor t WHERE t.is_verified ORDER BY t.id")
            }
        let resources = try BookingResource.list(of: tutors.map(\.account), tx)
        let italian = Set(tutors.filter(LessonTerms.keepsItalianHolidays).map(\.account))
        var minutes = 0
        for keepsHolidays in [true, false] {
            let keeping = resources.filter { resource in
                (resource.account.map(italian.contains) ?? false) == keepsHolidays
            }
            let open = try FreeTime.open(
                of: keeping,
                from: period.from,
                through: period.to,
                keeping: keepsHolidays ? .italy : .weekdays,
                tx
            )
            for span in open.values.joined() {
                minutes += Int((span.upperBound - span.lowerBound).components.seconds / 60)
            }
        }
        return minutes
    }
}
