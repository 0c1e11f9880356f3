import Platform
import Web

extension Feature {
    /// The opening hours of tutors, after the lessons.
    static let hours = Feature(
        routes: HoursRoutes.rows.tagged("Availability"),
        quotas: [.hoursExceptions],
        bounds: [
            Bound("PUT /tutors/me/availability-rules", because: "a week has at most 70 lines"),
            Bound("POST /tutors/me/availability-exceptions", .hoursExceptions),
            Bound("DELETE /tutors/me/availability-exceptions/{id}", because: "removes one entry"),
        ]
    )
}
