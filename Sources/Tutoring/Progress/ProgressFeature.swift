import Kernel
import Platform
import Web

extension Feature {
    static let progress = Feature(
        routes: ProgressRoutes.routes,
        migrations: [progressMigration],
        lifecycles: [
            Homework.lifecycle.table(named: Homework.kind), Goal.lifecycle.table(named: Goal.kind),
        ],
        effects: [
            EffectHandler(.lessonCompleted, of: Lesson.self) { lesson, call, tx in
                try Goal.reachMet(of: lesson.student, as: call, tx)
            }
        ],
        problems: [.lessonNotStarted],
        quotas: [.openGoals, .lessonNotes, .homework],
        bounds: [
            Bound("POST /students/{id}/goals", .openGoals),
            Bound("PATCH /goals/{id}", because: "changes an existing goal"),
            Bound("POST /bookings/{id}/lesson-notes", .lessonNotes, .fileReshares),
            Bound("POST /bookings/{id}/homework", .homework, .fileReshares),
            Bound("PATCH /homework/{id}", .fileReshares),
        ],
        personalData: progressData,
        audit: ProgressAction.self
    )
}
