import Kernel
import Platform

extension Feature {
    static let meetings = Feature(
        effects: [Effect.lessonConfirmed, .lessonMoved, .lessonCancelled].map { effect in
            EffectHandler(effect, of: Lesson.self) { lesson, call, tx in
                try LessonMeeting.arrange(lesson, at: call.site, tx)
            }
        }
    )
}

extension IntegrationPolicy {
    static let tutoring = IntegrationPolicy(
        unreadable: LessonCalendar.warn,
        listed: LessonCalendar.fill,
        event: LessonCalendar.event,
        meeting: LessonMeeting.draft,
        met: LessonMeeting.met
    )
}
