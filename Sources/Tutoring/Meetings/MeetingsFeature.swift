import Kernel
import Platform

extension Feature {
    static let meetings = Feature(
        effects: [Effect.lessonConfirmed, .lessonMoved, .lessonCancelled].map { effect in
            EffectHandler(effect, ofAll: Lesson.self) { lessons, call, tx in
                try LessonMeeting.arrange(lessons, at: call.site, tx)
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
