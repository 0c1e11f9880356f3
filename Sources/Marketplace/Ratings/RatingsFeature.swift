import Platform
import Web

extension Feature {
    static let ratings = Feature(
        routes: RatingRoutes.routes,
        effects: [EffectHandler(.openRatings, of: Job.self) { job, _, tx in try Ratings.open(of: job, tx) }],
        problems: [.ratingClosed],
        bounds: [
            Bound("POST /ratings", because: "one rating of each side of a completed job"),
            Bound("PUT /ratings/{id}", because: "changes one of the caller's own rows, for some days"),
            Bound("DELETE /ratings/{id}", because: "administrators only"),
        ],
        templates: [.ratingsPublished, .ratingsEnd, .ratingRemoved],
        audit: RatingAction.self
    )
}
