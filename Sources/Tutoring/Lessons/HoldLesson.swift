import Kernel
import Platform
import Store

/// Takes a time for a student for some minutes, so that it can be paid for and booked.
struct HoldLesson: Sendable {
    let wanted: NewHold
    let call: Call

    func run(_ tx: borrowing Tx) throws -> (lesson: Lesson, isNew: Bool) {
        let student = try call.account
        try Quota.holdsADay.consume(by: student, locking: true, as: call, tx)
        let live = try Lesson.list(
            where: "l.student_id = \(student) AND l.state = 'held' AND l.held_until > \(tx.now)",
            tx
        )
        if let same = live.first(where: { $0.tutor == wanted.tutorId && $0.startsAt == wanted.startsAt }) {
            return (same, false)
        }
        let tutor = try Tutor.find(named: wanted.tutorId, tx)
        let desk = try LessonDesk.open(for: student, with: tutor, at: call.site, tx)
        guard live.count < Int(desk.policies[.holdLiveCount]) else { throw Problem(.tooManyHolds) }
        let order = try order(of: student, with: tutor, tx)
        let end = tx.now + desk.policies.duration(.holdMinutes)
        let lesson = try MakeLesson(order: order, desk: desk, heldUntil: end).run(tx)
        try lesson.setDeadline(tx)
        try lesson.recordBeginning(by: call.actor, tx)
        return (lesson, true)
    }

    private func order(
        of student: ID<Account>,
        with tutor: Tutor,
        _ tx: borrowing Tx
    ) throws -> LessonOrder {
        guard let lot = wanted.lotId else { return try singleOrder(of: student, with: tutor, tx) }
        return try order(of: student, with: tutor, from: lot, tx)
    }

    private func order(
        of student: ID<Account>,
        with tutor: Tutor,
        from id: ID<Lot>,
        _ tx: borrowing Tx
    ) throws -> LessonOrder {
        let lot = try Lot.find(id, tx)
        guard lot.student == student else { throw Problem(.notFound) }
        guard let subject = lot.subject ?? wanted.subject else {
            throw Problem(.invalid, faults: [.init("/subject", Refusal(.required))])
        }
        var faults: [Problem.Fault] = []
        if let named = wanted.subject, named != subject { faults.append(.init("/subject", .notOfThisLot)) }
        if let named = wanted.minutes, named.value != lot.minutes {
            faults.append(.init("/minutes", .notOfThisLot))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let order = LessonOrder(
            student: student,
            tutor: tutor,
            subject: subject,
            level: lot.level ?? wanted.level,
            startsAt: wanted.startsAt,
            minutes: lot.minutes,
            lot: lot
        )
        _ = try Lot.demand(for: order.need, named: id, tx)
        return order
    }

    private func singleOrder(
        of student: ID<Account>,
        with tutor: Tutor,
        _ tx: borrowing Tx
    ) throws -> LessonOrder {
        guard let subject = wanted.subject, let minutes = wanted.minutes else {
            let missing = [("/subject", wanted.subject == nil), ("/minutes", wanted.minutes == nil)]
            throw Problem(
                .invalid,
                faults: missing.filter(\.1).map { .init($0.0, .neededWithoutLot) }
            )
        }
        var faults: [Problem.Fault] = []
        if try !tutor.teaches(subject, wanted.level, tx) { faults.append(.init("/subject", .notOffered)) }
        if !tutor.singleLessons || tutor.rate == nil || !tutor.minutes.contains(minutes) {
            faults.append(.init("/minutes", .notOffered))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return LessonOrder(
            student: student,
            tutor: tutor,
            subject: subject,
            level: wanted.level,
            startsAt: wanted.startsAt,
            minutes: minutes.value
        )
    }
}

extension LessonOrder {
    var need: LotNeed {
        LotNeed(student: student, tutor: tutor, subject: subject, minutes: minutes, startsAt: startsAt)
    }
}

extension Lesson {
    /// Other bookings of the student wait: counts of holds and requests are right in READ COMMITTED too.
    static func lockStudent(_ student: ID<Account>, _ tx: borrowing Tx) throws {
        guard tx.dialect == .postgres else { return }
        try tx.execute("SELECT 1 FROM account WHERE id = \(student) FOR NO KEY UPDATE")
    }

    /// The first line of its history, in the audit log too.
    func recordBeginning(by actor: Actor, _ tx: borrowing Tx) throws {
        let beginning = Transition(
            from: status.rawValue,
            to: status.rawValue,
            event: "hold",
            reason: nil,
            fields: []
        )
        try History.record(beginning, of: Self.kind, id.cast(), by: actor, tx)
        try Audit.record(LessonAction.hold, of: Self.kind, id.cast(), by: actor, tx)
    }
}
