import Kernel
import Platform
import Web

extension Feature {
    /// Lessons and their disputes, after the tutors.
    static let lessons = Feature(
        routes: (LessonRoutes.rows + LessonDisputeRoutes.rows).tagged("Bookings"),
        migrations: Lesson.migrations,
        lifecycles: [Lesson.lifecycle.table(named: Lesson.kind)],
        effects: Lesson.effects,
        deadlines: Lesson.deadlines,
        jobs: [TellOfLesson.self],
        quotas: [.holdsADay, .lessonDisputesADay],
        bounds: [
            Bound("POST /bookings/hold", .holdsADay),
            Bound("DELETE /bookings/hold/{id}", because: "a hold is released once"),
            Bound("POST /bookings", because: "books a hold, which is limited"),
            Bound("POST /bookings/{id}/confirm", because: "changes a lesson that exists"),
            Bound("POST /bookings/{id}/decline", because: "changes a lesson that exists"),
            Bound("POST /bookings/{id}/cancel", because: "a lesson is cancelled once"),
            Bound(
                "POST /bookings/{id}/reschedule",
                because: "students move a lesson twice, and tutors tell a reason"
            ),
            Bound("POST /bookings/{id}/complete", because: "a lesson is completed once"),
            Bound("POST /bookings/{id}/no-show", because: "an absence is reported once"),
            Bound("POST /bookings/{id}/dispute", .lessonDisputesADay),
            Bound("PATCH /admin/disputes/{id}", because: "a dispute is decided once"),
        ],
        personalData: [lessonDisputeData, lessonData],
        retention: [releasedHoldRetention],
        templates: NoticeTemplate.lessons + NoticeTemplate.disputes,
        audit: LessonAction.self
    )
}
