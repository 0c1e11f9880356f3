import Kernel
import Platform
import Store

/// The messages about the moves of a lesson.
enum LessonNotice {
    // swift-format-ignore
    static let all: [Lesson.Event: (template: NoticeTemplate, sides: [Lesson.Side])] = [
        .book:        (.lessonConfirmed, [.student, .tutor]),
        .confirm:     (.lessonConfirmed, [.student, .tutor]),
        .ask:         (.lessonRequested, [.tutor]),
        .decline:     (.lessonDeclined,  [.student]),
        .lapse:       (.lessonDeclined,  [.student]),
        .move:        (.lessonMoved,     [.student, .tutor]),
        .cancel:      (.lessonCancelled, [.student, .tutor]),
        .missStudent: (.lessonAbsence,   [.student]),
        .missTutor:   (.lessonAbsence,   [.tutor]),
        .dispute:     (.disputeOpened,   [.student, .tutor]),
        .decide:      (.disputeDecided,  [.student, .tutor]),
    ]

    static func send(
        _ template: NoticeTemplate,
        to sides: [Lesson.Side],
        about lesson: Lesson,
        _ facts: [String: NoticeFact],
        key: String? = nil,
        expiresAt: Instant? = nil,
        _ tx: borrowing Tx
    ) throws {
        for side in sides {
            let other = side == .student ? lesson.tutorName : lesson.studentName
            let known = facts.merging(["other": .words(other), "subject": .subject(lesson.subject)]) { $1 }
            try TutoringNotice.send(
                template,
                to: [lesson.account(of: side)],
                about: (Lesson.kind, lesson.id.cast(to: Subject.self)),
                known.filter { template.preview[$0.key] != nil },
                key: key,
                expiresAt: expiresAt,
                tx
            )
        }
    }
}

extension Lesson {
    /// Tells the sides of lessons of the moves that were just made, once they are committed.
    static func announce(_ lessons: [Lesson], _ tx: borrowing Tx) throws {
        for lesson in lessons { try LessonEvents.changed(lesson, tx) }
        try tx.enqueue(all: lessons.compactMap(TellOfLesson.init))
    }

    /// Reminds both sides, once for each start and length of time before it.
    func remind(_ tx: borrowing Tx) throws {
        try LessonNotice.send(
            .lessonReminder,
            to: [.student, .tutor],
            about: self,
            ["start": .time(startsAt)],
            key: "\(id):\(startsAt):\(startsAt - tx.now > .hours(1) ? 24 : 1)",
            expiresAt: startsAt,
            tx
        )
    }
}

/// Tells the sides of a lesson of a move, as it was when it was made.
struct TellOfLesson: Job {
    static let kind = "tutoring.tell_of_lesson"
    static let policy = JobPolicy(queue: .emails)

    let lesson: ID<Lesson>
    let event: Lesson.Event
    let start: Instant
    let former: Instant?
    let until: Instant?
    let share: Int?
    let reason: String?

    /// Nil when the sides get no message.
    init?(_ lesson: Lesson) {
        guard let moved = lesson.moved, LessonNotice.all[moved] != nil else { return nil }
        self.lesson = lesson.id
        event = moved
        start = lesson.startsAt
        former = lesson.formerStart
        until = lesson.lapsesAt ?? lesson.disputeUntil
        share = lesson.share
        reason = lesson.cause
    }

    func run(_ call: JobCall) async throws -> JobOutcome {
        guard let notice = LessonNotice.all[event] else { return .cancel("the event has no notice") }
        let facts: [String: NoticeFact] = [
            "start": .time(start), "former": .time(former ?? start), "until": .time(until ?? start),
            "share": "\(share ?? 0) %",
        ]
        try await call.db.write { [lesson, reason] tx in
            let lesson = try Lesson.find(lesson, tx)
            let isPaid = try Relation.isPaid(lesson.student, lesson.tutorAccount, tx)
            let shown = reason.map { isPaid ? $0 : Masking.shown($0) } ?? "-"
            let all = facts.merging(["reason": .words(shown)]) { $1 }
            try LessonNotice.send(notice.template, to: notice.sides, about: lesson, all, tx)
        }
        return .done
    }
}
