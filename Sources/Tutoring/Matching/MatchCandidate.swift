import Kernel
import Platform
import Store

/// A tutor of the wished subject, with all that a match needs but the free times.
struct MatchCandidate: Sendable {
    let id: ID<Tutor>
    let rating: WeightedRating
    let taught: Int
    var facts: MatchFacts

    /// Whether a place is kept for the tutor, who has hardly taught.
    ///
    /// - Parameter score: the one to judge; that of the present facts when nil.
    func isNewcomer(with score: Int? = nil) -> Bool { taught < 5 && score ?? facts.score >= 600 }

    static func all(
        _ wishes: Wishes,
        for student: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [MatchCandidate] {
        let mean = try Reviews.mean(about: Tutor.kind, tx)
        let disliked = try disliked(by: student, tx)
        let language = wishes.language?.tag ?? ""
        var found: [MatchCandidate] = []
        try tx.forEach(
            """
            SELECT t.id, t.rate_minor, COALESCE(f.rating_sum, 0), COALESCE(f.rating_n, 0), f.response_seconds,
                   COALESCE(f.lessons_taught, 0), g.level, \(closest(to: wishes.level))
              FROM tutor_listing k JOIN tutor t ON t.id = k.tutor_id
              LEFT JOIN tutor_figures f ON f.tutor_id = t.id
              LEFT JOIN tutor_language g ON g.tutor_id = t.id AND g.language = \(language)
             WHERE k.subject = \(wishes.subject) AND k.level = '' AND t.is_verified AND t.suspended_at IS NULL
            """
        ) { row in
            let id = try row.next(ID<Tutor>.self)
            let price: Int64? = try row.next()
            let rating = WeightedRating(sum: try row.next(), n: try row.next(), mean: mean)
            let response: Int? = try row.next()
            let taught: Int = try row.next()
            let spoken: LanguageLevel? = try row.next()
            let levels = [try row.next(SubjectLevel?.self)].compactMap(\.self)
            guard !disliked.contains(id) else { return }
            let facts: MatchFacts = [
                .subject: 1_000,
                .level: MatchPart.level(wishes.level, among: levels),
                .language: wishes.language.map { _ in MatchPart.language(spoken) },
                .price: MatchPart.price(price, budget: wishes.budget),
                .rating: rating.perMille,
                .response: MatchPart.response(response),
            ]
            found.append(MatchCandidate(id: id, rating: rating, taught: taught, facts: facts))
        }
        return found
    }

    /// The wished level when the tutor has it, or one next to it.
    private static func closest(to wished: SubjectLevel?) -> SQL {
        guard let wished else { return "NULL" }
        let rows = ([wished] + wished.neighbours).map { level -> SQL in
            "(SELECT n.level FROM tutor_listing n WHERE n.tutor_id = t.id AND n.subject = k.subject AND n.level = \(level))"
        }
        return "COALESCE(\(SQL.list(rows)))"
    }

    /// The tutors whom the student rated 2 or less.
    private static func disliked(by student: ID<Account>, _ tx: borrowing Tx) throws -> Set<ID<Tutor>> {
        Set(
            try tx.values(
                """
                SELECT r.about_id FROM review r
                 WHERE r.author_id = \(student) AND r.about_kind = \(Tutor.kind) AND r.overall <= 2
                """,
                as: ID<Tutor>.self
            )
        )
    }
}
