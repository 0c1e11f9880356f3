import Kernel
import Platform
import Store
import Web

/// A tutor as everybody sees it.
struct TutorCard: View {
    /// Names the tutor in bookings, in messages and in the path of the public page.
    var id: ID<Tutor>
    /// The name that students see.
    var name: String
    /// The address of the picture, for an hour; absent without one.
    var avatar: String?
    /// One line about the lessons; absent until it is written.
    var headline: String?
    /// The subjects with their levels.
    var subjects: [SubjectTaught]
    /// The languages of the lessons.
    var languages: [LanguageSpoken]
    /// The price of 60 minutes, in cents; absent until it is set.
    var rateMinor: Int64?
    /// The lengths of single lessons on offer, in minutes.
    var minutes: [Int]
    /// Where the tutor lives; a search can be narrowed to it.
    var country: CountryCode
    /// The rating of the lessons.
    var rating: Rating
    /// The time to a first answer.
    var response: Response
    /// How many lessons were taught.
    var lessonsTaught: Int
    /// Whether a booking is confirmed at once or waits for the tutor.
    var mode: TutorTerms.Mode
    /// The rule for the share that comes back to a student who cancels.
    var policy: PolicyKind
    /// Whether lessons can be paid with a plan.
    var acceptsPlans: Bool
    /// Whether single lessons are on sale.
    var singleLessons: Bool
    /// How well the tutor fits a search, from 0 to 1000; only in its results.
    var score: Int?
    /// The parts of the score; only in the results of a search.
    var parts: [ScorePart]?

    /// A rating with the number of its reviews.
    struct Rating: Codable, Hashable, Sendable {
        /// From 1 to 5, weighted with the average of all; absent without reviews.
        var value: Double?
        /// The number of reviews that count.
        var n: Int
    }

    /// The usual time to a first answer.
    struct Response: Codable, Hashable, Sendable {
        /// The median of 90 days, in seconds; absent for fewer than three cases.
        var medianSeconds: Int?
        /// The number of cases.
        var n: Int
    }
}

/// The columns of a card, read from a tutor with its figures and its owner's picture.
private struct CardRow: Record {
    var card: TutorCard
    let picture: ID<StoredFile>?

    static let columns: SQL =
        """
        t.id, t.display_name, p.avatar_id, t.headline, t.rate_minor, t.minutes, t.country, f.rating,
        COALESCE(f.rating_n, 0) AS rating_n, f.response_seconds, COALESCE(f.response_n, 0) AS response_n,
        COALESCE(f.lessons_taught, 0) AS lessons_taught, t.terms, t.single_lessons
        """

    init(_ row: inout Row) throws {
        let (id, name) = (try row.next(ID<Tutor>.self), try row.next(String.self))
        picture = try row.next()
        let headline: String? = try row.next()
        let rate: Int64? = try row.next()
        let minutes = try row.json([Int].self)
        let country: CountryCode = try row.next()
        let rating = TutorCard.Rating(value: try row.next(), n: try row.next())
        let response = TutorCard.Response(medianSeconds: try row.next(), n: try row.next())
        let taught: Int = try row.next()
        let terms = try row.json(TutorTerms.self)
        card = TutorCard(
            id: id,
            name: name,
            headline: headline.map(Masking.shown),
            subjects: [],
            languages: [],
            rateMinor: rate,
            minutes: minutes,
            country: country,
            rating: rating,
            response: response,
            lessonsTaught: taught,
            mode: terms.mode,
            policy: terms.policy,
            acceptsPlans: terms.acceptsPlans,
            singleLessons: try row.next()
        )
    }
}

extension TutorCard {
    static func of(_ id: ID<Tutor>, for call: Call, _ tx: borrowing Tx) throws -> TutorCard {
        guard let card = try of([id], for: call, tx)[id] else { throw Problem(.notFound) }
        return card
    }

    /// The cards of these tutors, in four queries.
    static func of(
        _ ids: [ID<Tutor>],
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> [ID<Tutor>: TutorCard] {
        guard !ids.isEmpty else { return [:] }
        let rows: [CardRow] = try tx.all(
            """
            SELECT \(CardRow.columns) FROM tutor t JOIN profile p ON p.account_id = t.account_id
              LEFT JOIN tutor_figures f ON f.tutor_id = t.id
             WHERE t.id \(in: ids)
            """
        )
        let subjects = try SubjectTaught.of(ids, in: call.languages, tx)
        let languages = try LanguageSpoken.of(ids, tx)
        var cards: [ID<Tutor>: TutorCard] = [:]
        for row in rows {
            var card = row.card
            card.avatar = try Avatar.link(to: row.picture, for: call, tx)
            card.subjects = subjects[card.id] ?? []
            card.languages = languages[card.id] ?? []
            cards[card.id] = card
        }
        return cards
    }
}
