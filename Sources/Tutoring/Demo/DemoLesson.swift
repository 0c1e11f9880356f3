import Kernel
import Platform
import Store

/// A lesson of the demo from a package, with everything that happened to it.
struct DemoLesson: Sendable {
    let student: String
    let tutor: String
    let time: DemoTime
    let events: [Event]

    /// A move of a lesson.
    enum Event: Sendable {
        /// The tutor says yes to a request.
        case confirmed
        /// The tutor says no to a request.
        case declined(String)
        /// The student moves it to another time.
        case moved(DemoTime)
        /// The student cancels it so many hours before the start.
        case cancelled(Int)
        /// It took place, as the tutor says.
        case taught
        /// The tutor reports the student absent, or the other way round.
        case absent(Lesson.Side)
        /// The student disputes it.
        case disputed(String)
    }

    init(_ student: String, _ tutor: String, _ time: DemoTime, _ events: Event...) {
        (self.student, self.tutor, self.time, self.events) = (student, tutor, time, events)
    }

    /// The moves of a lesson whose tutor lives in `zone`; a lesson ahead was booked yesterday.
    func moves(seenFrom now: Instant, in zone: Zone) -> [DemoMove] {
        var start = time.instant(seenFrom: now, in: zone)
        var moves = [DemoMove(at: min(start - .days(3), now - .days(1)), run: booking(of: start))]
        for event in events {
            let (begin, next) = (start, event.newStart(seenFrom: now, in: zone))
            moves.append(
                DemoMove(at: event.time(of: begin)) { site, tx in
                    try event.happen(to: find(begin, tx), newStart: next, at: site, tx)
                }
            )
            start = next ?? start
        }
        return moves
    }

    private func booking(of start: Instant) -> @Sendable (Site, borrowing Tx) throws -> Void {
        { site, tx in
            let account = try DemoCast.account(student, tx)
            let teacher = try Tutor.demand(of: DemoCast.account(tutor, tx).id, tx)
            let lots: [Lot] = try tx.all(
                "SELECT \(Lot.columns) FROM lot l WHERE l.student_id = \(account.id) AND l.tutor_id = \(teacher.id)"
            )
            guard let lot = lots.first, let subject = lot.subject else { throw Problem(.notFound) }
            let order = LessonOrder(
                student: account.id,
                tutor: teacher,
                subject: subject,
                level: lot.level,
                startsAt: start,
                minutes: lot.minutes,
                lot: lot
            )
            _ = try Lesson.place(order, as: site.call(as: .owner(of: account), with: .lessonTake), tx)
        }
    }

    private func find(_ start: Instant, _ tx: borrowing Tx) throws -> Lesson {
        let (account, teacher) = (try DemoCast.account(student, tx), try DemoCast.account(tutor, tx))
        let condition: SQL =
            "l.student_id = \(account.id) AND t.account_id = \(teacher.id) AND l.starts_at = \(start)"
        guard let lesson = try Lesson.list(where: condition, tx).last else { throw Problem(.notFound) }
        return lesson
    }
}

extension DemoLesson.Event {
    fileprivate func newStart(seenFrom now: Instant, in zone: Zone) -> Instant? {
        guard case .moved(let time) = self else { return nil }
        return time.instant(seenFrom: now, in: zone)
    }

    fileprivate func time(of start: Instant) -> Instant {
        switch self {
        case .confirmed, .declined: start - .days(3) + .hours(4)
        case .moved: start - .days(2)
        case .cancelled(let hours): start - .hours(hours)
        case .taught: start + .hours(2)
        case .absent: start + .minutes(20)
        case .disputed: start + .hours(5)
        }
    }

    fileprivate func happen(
        to lesson: Lesson,
        newStart: Instant?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let student = site.call(as: .owner(of: try Account.find(lesson.account(of: .student), tx)))
        let tutor = site.call(as: .owner(of: try Account.find(lesson.account(of: .tutor), tx)))
        switch self {
        case .confirmed: _ = try lesson.confirmed(as: tutor, tx)
        case .declined(let reason): _ = try lesson.declined(because: reason, as: tutor, tx)
        case .moved:
            guard let newStart else { return }
            _ = try lesson.rescheduled(to: newStart, by: .student, as: student, tx)
        case .cancelled: _ = try lesson.cancelled(by: .student, because: nil, as: student, tx)
        case .taught: _ = try lesson.completed(as: tutor, tx)
        case .absent(let side):
            let reporter: Lesson.Side = side == .student ? .tutor : .student
            let call = reporter == .student ? student : tutor
            _ = try lesson.absence(reportedBy: reporter, note: nil, as: call, tx)
        case .disputed(let reason):
            _ = try lesson.disputed(by: .student, reason, files: [], as: student, tx)
        }
    }
}
