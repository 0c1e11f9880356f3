import Kernel
import Platform
import Store
import Web

/// A search for tutors.
struct TutorSearch: Query {
    /// Words of the name, the subjects or the description; each must be there, and the last may go on.
    var q: Line<1, 200>?
    /// Only tutors of this subject.
    var subject: SubjectCode?
    /// Only tutors of this level; of the subject, where one is named.
    var level: SubjectLevel?
    /// Only tutors who speak this language.
    var language: Language?
    /// The least level of the language; needs `language`.
    var languageLevel: LanguageLevel?
    /// The least price of 60 minutes, in cents.
    var priceMin: Ranged<0, 10_000_000>?
    /// The highest price of 60 minutes, in cents.
    var priceMax: Ranged<0, 10_000_000>?
    /// The least rating, from 1 to 5; tutors without one are left out.
    var ratingMin: LeastRating?
    /// Only tutors of this country.
    var country: CountryCode?
    /// Only tutors with a free start from this moment on; together with `free_until`.
    var freeFrom: Instant?
    /// The moment by which that lesson is over; at most 14 days later.
    var freeUntil: Instant?
    /// The order; by relevance when absent.
    var sort: TutorOrder?
}

/// The order of tutors.
enum TutorOrder: String, Codable, CaseIterable, Sendable {
    /// The best match of the words first, then the best rating.
    case relevance
    /// The lowest price first, tutors without one last.
    case price
    /// The best rating first, tutors without one last.
    case rating
}

/// The least rating of a search, from 1 to 5.
struct LeastRating: Codable, Described, Sendable {
    let value: Double

    var hundredths: Int { Int((value * 100).rounded()) }

    static let schema = Schema.decimal(1...5)
    static let placeholder = LeastRating(value: 4.5)

    private init(value: Double) { self.value = value }

    init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Double.self)
        guard (1...5).contains(value) else { throw Refusal(.outOfRange(1...5)) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension TutorSearch {
    private static let longest = Duration.days(14)

    /// The time in which a start must be free; nil for any.
    ///
    /// Refuses members that do not go together.
    func checked() throws(Problem) -> Range<Instant>? {
        var faults: [Problem.Fault] = []
        if languageLevel != nil, language == nil {
            faults.append(.init("query/language", Refusal(.required)))
        }
        if let priceMin, let priceMax, priceMin.value > priceMax.value {
            faults.append(.init("query/price_min", .minimumAboveMaximum))
        }
        if (freeFrom == nil) != (freeUntil == nil) {
            faults.append(.init(freeFrom == nil ? "query/free_from" : "query/free_until", Refusal(.required)))
        }
        if let freeFrom, let freeUntil {
            if freeFrom >= freeUntil { faults.append(.init("query/free_until", .endsBeforeItStarts)) }
            if freeUntil - freeFrom > Self.longest { faults.append(.init("query/free_until", .spanTooLong)) }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        guard let freeFrom, let freeUntil else { return nil }
        return freeFrom..<freeUntil
    }
}

/// A tutor that a search has found, with the keys of the orders.
struct TutorHit: RowDecodable, Sendable {
    let id: ID<Tutor>
    /// In hundredths; 0 without a rating.
    let rating: Int
    /// In cents; ``TutorListing/noPrice`` without one.
    let price: Int64
    /// The sum of the weights of the words; 0 without words.
    let text: Int

    init(_ row: inout Row) throws {
        id = try row.next()
        rating = try row.next()
        price = try row.next()
        text = try row.next()
    }
}

// The query.
extension TutorSearch {
    var words: WordQuery? { q.map { WordQuery($0.rawValue, in: .tutors) } }

    func hits(_ page: PageRequest, _ tx: borrowing Tx) throws -> Page<TutorHit> {
        try tx.page(page, query(for: tx.dialect), order: order)
    }

    /// The rows that a page is taken from.
    func query(for dialect: Dialect) -> SQL {
        let words = words
        let weight: SQL = words?.weight(for: dialect) ?? "0"
        let source: SQL? = words == nil ? nil : "JOIN tutor_words w ON w.id = k.tutor_id"
        return """
            SELECT k.tutor_id, k.rating_key, k.price_key, \(weight) AS text_key
              FROM tutor_listing k JOIN tutor t ON t.id = k.tutor_id \(source)
             WHERE \(SQL.all(conditions(for: dialect)))
            """
    }

    private func conditions(for dialect: Dialect) -> [SQL] {
        let found: [SQL?] = [
            "k.subject = \(subject?.rawValue ?? "")", "k.level = \(level?.rawValue ?? "")",
            "t.is_verified", "t.suspended_at IS NULL",
            words?.condition(for: dialect),
            priceMin.map { "\(price) >= \($0.value) AND \(price) < \(TutorListing.noPrice)" },
            priceMax.map { "\(price) <= \($0.value)" },
            ratingMin.map { "k.rating_key >= \($0.hundredths)" },
            country.map { "k.country = \($0)" },
            language.map { language in
                let least = (languageLevel ?? .a1).rawValue
                return """
                    EXISTS (SELECT 1 FROM tutor_language g
                             WHERE g.tutor_id = k.tutor_id AND g.language = \(language.tag) AND g.level >= \(least))
                    """
            },
        ]
        return found.compactMap(\.self)
    }

    /// The price, as a condition reads it.
    ///
    /// SQLite would take any bound of the price for a reason to sort all that it finds by rating; the plus keeps it to
    /// the index of the order.
    private var price: SQL { sort == .price ? "k.price_key" : "\(pg: "", sqlite: "+")k.price_key" }

    private var order: SortOrder<TutorHit> {
        let rating = SortOrder<TutorHit>.Key.descending("rating_key", \.rating)
        let id = SortOrder<TutorHit>.Key.ascending("tutor_id", \.id)
        return switch sort ?? .relevance {
        case .relevance where q != nil: SortOrder(.descending("text_key", \.text), rating, id)
        case .relevance, .rating: SortOrder(rating, id)
        case .price: SortOrder(.ascending("price_key", \.price), rating, id)
        }
    }
}
