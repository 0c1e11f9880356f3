import Kernel
import Platform
import Store

extension Feature {
    /// Searching and matching tutors; stands after ``lessons``.
    static let tutorSearch = Feature(
        routes: TutorSearchRoutes.routes + RecommendationRoutes.routes,
        migrations: TutorListing.migrations + WordIndex.migrations,
        effects: [Effect.tutorVerified, .tutorSuspended, .tutorReinstated].map { effect in
            EffectHandler(effect, of: Verification.self) { verification, _, tx in
                try TutorListing.refresh(verification.tutor, tx)
            }
        },
        jobs: [RefreshListings.self],
        schedules: [Daily("tutoring.listings", at: "02:40", in: .utc, RefreshListings())],
        bounds: [Bound("POST /matching/tutors", because: "reads only")],
        personalData: [searchData]
    )
}

private let searchData = PersonalData(
    "tutor_search",
    ["it": "Indice di ricerca", "en": "Search index"],
    tables: ["tutor_listing", "tutor_words", "package_words"],
    rows: { "tutor_words w JOIN tutor t ON t.id = w.id WHERE t.account_id = \($0)" },
    export: .init(by: "w.id", .text("words", "w.name")),
    erasure: .delete(because: [
        "it": "Serve solo alla ricerca.", "en": "It serves only searches.",
    ]) { account in
        [
            "DELETE FROM tutor_listing WHERE tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account))",
            "DELETE FROM tutor_words WHERE id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account))",
        ]
    }
)
