import Kernel
import Platform
import Store

extension Feature {
    /// Series of lessons; stands after ``lessons``.
    static let series = Feature(
        routes: SeriesRoutes.routes,
        migrations: [LessonSeries.migration],
        lifecycles: [LessonSeries.lifecycle.table(named: LessonSeries.kind)],
        effects: LessonSeries.effects,
        bounds: [
            Bound("POST /bookings/series", .holdsADay),
            Bound("POST /bookings/series/{id}/cancel", because: "a lesson is cancelled once"),
            Bound(
                "POST /bookings/series/{id}/reschedule",
                because: "students move a lesson twice, and tutors tell a reason"
            ),
        ],
        personalData: [seriesData],
        audit: SeriesAction.self
    )
}

private let seriesData = PersonalData(
    "lesson_series",
    ["it": "Serie di lezioni", "en": "Series of lessons"],
    tables: ["lesson_series"],
    rows: { account in
        """
        lesson_series e WHERE e.student_id = \(account)
                           OR e.tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account))
        """
    },
    export: .init(
        by: "e.id",
        .id("id", "e.id"),
        .text("subject", "e.subject"),
        .text("rrule", "e.rrule"),
        .text("zone", "e.zone"),
        .date("starts_on", "e.starts_on"),
        .text("state", "e.state"),
        .instant("created_at", "e.created_at")
    ),
    erasure: .keep(
        .init(for: .years(10), from: "e.created_at"),
        because: [
            "it":
                "Le serie spiegano le lezioni, che sono nei documenti contabili (art. 2220 del codice civile).",
            "en":
                "Series explain the lessons, which belong to the books (art. 2220 of the Italian civil code).",
        ]
    )
)
