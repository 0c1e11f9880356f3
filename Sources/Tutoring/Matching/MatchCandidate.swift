import Kernel
import Platform
import Store

/// A tutor of the wished subject, with all that a match needs but the free times.
struct MatchCandidate: Sendable {
    let id: ID<Tutor>
    let rating: WeightedRating
    let taught: Int
    var facts: MatchFacts

    static func all(
        _ wishes: Wishes,
        for student: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [MatchCandidate] {
        let mean = try Reviews.mean(about: Tutor.kind, tx)
        let levels = try levels(of: wishes.subject, tx)
        let disliked = try disliked(by: student, tx)
        let language = wishes.language?.tag ?? ""
        var found: [MatchCandidate] = []
        try tx.forEach(
            """
            SELECT t.id, t.rate_minor, COALESCE(f.rating_sum, 0), COALESCE(f.rating_n, 0), f.response_seconds,
                   COALESCE(f.lessons_taught, 0), g.level
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
            guard !disliked.contains(id) else { return }
            var parts: [MatchPart: Int] = [.subject: 1_000]
            parts[.level] = MatchPart.level(wishes.level, among: levels[id] ?? [])
            if wishes.language != nil { parts[.language] = MatchPart.language(spoken) }
            parts[.price] = MatchPart.price(price, budget: wishes.budget)
            parts[.rating] = rating.perMille
            parts[.response] = MatchPart.response(response)
            found.append(
                MatchCandidate(id: id, rating: rating, taught: taught, facts: MatchFacts(parts: parts))
            )
        }
        return found
    }

    private static func levels(
        of subject: SubjectCode,
        _ tx: borrowing Tx
    ) throws -> [ID<Tutor>: [SubjectLevel]] {
        var levels: [ID<Tutor>: [SubjectLevel]] = [:]
        try tx.forEach("SELECT s.tutor_id, s.level FROM tutor_subject s WHERE s.subject = \(subject)") {
            row in
            levels[try row.next(ID<Tutor>.self), default: []].append(try row.next())
        }
        return levels
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
