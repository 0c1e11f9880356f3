import Kernel
import Platform
import Store
import Web

/// Something that happened to a lesson.
struct LessonStep: View {
    /// The entry.
    var id: ID<History.Entry>
    /// When.
    var at: Instant
    /// The event, such as `confirm`; the first one is `hold`.
    var event: String
    /// The state before.
    var from: String
    /// The state after.
    var to: String
    /// The role of the actor, or `system`.
    var role: String
    /// The reason or note that was given, with `[contact]` in the place of contact data until the student has paid the
    /// tutor once; absent when none was.
    var reason: String?

    /// The history of a lesson, oldest first.
    static func list(of lesson: Lesson, _ tx: borrowing Tx) throws -> [LessonStep] {
        let isPaid = try Relation.isPaid(lesson.student, lesson.tutorAccount, tx)
        return try History.of(Lesson.kind, lesson.id.cast(), tx).map { entry in
            LessonStep(
                id: entry.id,
                at: entry.at,
                event: entry.event,
                from: entry.fromStatus,
                to: entry.toStatus,
                role: entry.actorRole,
                reason: isPaid ? entry.reason : entry.reason.map(Masking.shown)
            )
        }
    }
}

/// The moves that the caller may make.
struct LessonChoices: View {
    /// The moves of the present state, with what blocks them.
    var data: [LessonChoice]
}
