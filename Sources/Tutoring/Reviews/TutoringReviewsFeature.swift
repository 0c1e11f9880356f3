import Kernel
import Platform

extension Feature {
    /// The reviews of lessons and packages with the figures of tutors; stands after ``lessons`` and the platform's reviews.
    static let tutoringReviews = Feature(
        routes: TutoringReviewRoutes.routes,
        effects: TutorFigures.effects,
        jobs: [RefreshTutor.self, RefreshFigures.self],
        schedules: [
            // After the means of the day.
            Daily("tutoring.figures", at: "00:20", in: .utc, RefreshFigures(isWhole: true)),
            Every("tutoring.answers", .hours(1), RefreshFigures(isWhole: false)),
        ],
        bounds: [
            Bound("POST /bookings/{id}/reviews", because: "one review of each lesson"),
            Bound("POST /packages/{id}/reviews", because: "one review of each purchase"),
            Bound("PATCH /reviews/{id}", because: "changes one of the caller's own rows, for two days"),
            Bound("POST /reviews/{id}/reply", because: "one answer to each review"),
            Bound("PATCH /admin/reviews/{id}", because: "is done by administrators"),
        ],
        audit: TutoringReviewAction.self
    )
}
