import Kernel
import Platform
import Store
import Web

/// Lessons as their readers see them: with the money behind them, read in one query.
enum LessonViews {
    static func of(_ lesson: Lesson, for call: Call, _ tx: borrowing Tx) throws -> LessonView {
        LessonView(lesson, try LessonValue.all(of: [lesson], tx)[lesson.id], for: call)
    }

    static func list(_ lessons: [Lesson], for call: Call, _ tx: borrowing Tx) throws -> [LessonView] {
        let values = try LessonValue.all(of: lessons, tx)
        return lessons.map { LessonView($0, values[$0.id], for: call) }
    }

    static func versioned(
        _ lesson: Lesson,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<LessonView> {
        Versioned(try of(lesson, for: call, tx), version: lesson.version)
    }
}

/// The units behind a lesson, and the price of their lot.
struct LessonValue: RowDecodable {
    let money: LessonMoney
    let price: LotPrice

    init(_ row: inout Row) throws {
        money = try LessonMoney(&row)
        price = LotPrice(price: try row.next(), lessons: try row.next())
    }

    static func all(of lessons: [Lesson], _ tx: borrowing Tx) throws -> [ID<Lesson>: LessonValue] {
        let ids = lessons.filter { $0.lot != nil && $0.status != .held }.map(\.id)
        guard !ids.isEmpty else { return [:] }
        let values: [LessonValue] = try tx.all(
            """
            SELECT \(LessonMoney.columns), q.price_minor, q.lessons
              FROM lesson_money m JOIN lot q ON q.id = m.lot_id WHERE m.lesson_id \(in: ids)
            """
        )
        return Dictionary(values.map { ($0.money.lesson, $0) }) { first, _ in first }
    }

    /// The last part of the units, which would come back.
    func back(_ share: Int) -> (units: Int, amount: Int64) {
        let back = money.units.suffix((2 * money.units.count * share + 100) / 200)
        return (back.count, price.value(of: back))
    }
}

extension LessonView {
    fileprivate init(_ lesson: Lesson, _ value: LessonValue?, for call: Call) {
        id = lesson.id
        state = lesson.status
        tutor = TutorName(id: lesson.tutor, name: lesson.tutorName)
        student = StudentCard(id: lesson.student, name: lesson.studentName)
        learner = lesson.learner.map(Masking.shown)
        subject = lesson.subject
        level = lesson.level
        startsAt = lesson.startsAt
        endsAt = lesson.endsAt
        minutes = lesson.minutes
        zones = lesson.zones
        heldUntil = lesson.heldUntil
        lapsesAt = lesson.lapsesAt
        disputeUntil = lesson.disputeUntil
        seriesId = lesson.series
        lotId = lesson.lot
        valueMinor = lesson.price
        earning = lesson.student == call.actor.account ? nil : value?.money.view
        policy = lesson.policy
        cancel = lesson.cancelPreview(value)
        movesLeft = lesson.status == .confirmed ? max(0, lesson.rules.studentMoves - lesson.studentMoves) : 0
        meeting = lesson.meetingView
        sequence = lesson.sequence
        version = lesson.version
    }
}

extension Lesson {
    fileprivate func cancelPreview(_ value: LessonValue?) -> CancelPreview? {
        guard Status.ahead.contains(status), startsAt > seenAt, let value else { return nil }
        let back = value.back(studentShare)
        return CancelPreview(
            share: studentShare,
            units: back.units,
            amountMinor: back.amount,
            changesAt: shareChangesAt
        )
    }

    fileprivate var meetingView: MeetingView? {
        guard let meetingKind, let meetingState else { return nil }
        return MeetingView(kind: meetingKind, url: meetingURL, state: meetingState)
    }
}
