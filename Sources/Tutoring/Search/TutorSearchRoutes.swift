import Kernel
import Platform
import Store
import Web

/// Finding tutors and packages.
enum TutorSearchRoutes {
    static let routes = rows.tagged("Tutors")

    private static let limit = RateLimit("tutoring-search", 120, per: .minutes(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                       handler    needs
        Get ("/tutors",                  search,    .anyone,     "Search for tutors",
             details: "Verified tutors with something on sale. Every word must be in the name (which counts four), a subject (two) or the description (one). A page can be shorter than its limit when a free start is asked for.").limited(limit)
        Post("/matching/tutors",         match,     .lessonTake, "Match tutors with wishes",
             details: "At most 20 tutors of the subject. The score is the weighted mean of what is known; `value` is null for what is not. The fifth and the tenth place are for tutors with fewer than five lessons and at least 600. Tutors whom the caller rated 2 or less are left out.")
    }

    static func search(_ call: Call, query: TutorSearch, page: PageRequest) async throws -> Page<TutorCard> {
        let time = try query.checked()
        return try await call.db.read { tx in
            let hits = try time.map { try query.free(in: $0, page, tx) } ?? query.hits(page, tx)
            let cards = try TutorCard.of(hits.data.map(\.id), for: call, tx)
            let found = hits.data.compactMap { hit in
                cards[hit.id].map { query.scored($0, hit, for: call) }
            }
            return Page(found, next: hits.next, total: hits.total)
        }
    }

    static func match(_ call: Call, body: MatchWishes) async throws -> Listing<MatchedTutor> {
        let me = try call.account
        return try await call.db.read { tx in
            try SchoolSubject.demand(body.subject, tx)
            let zone = try body.zone ?? PersonZone.of(me, at: call.site, tx)
            let match = TutorMatch(wishes: try body.checked(in: zone), student: me, call: call)
            return Listing(try match.best(tx))
        }
    }
}

extension TutorSearch {
    private static let mostAsked = 1_000

    /// The hits with a free start; by cursor, until the page is full or a thousand were asked.
    fileprivate func free(
        in time: Range<Instant>,
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<TutorHit> {
        var (found, asked): ([TutorHit], Int) = ([], 0)
        var cursor: Cursor?
        if case .after(let first) = page.position { cursor = first }
        let isNumbered = if case .number = page.position { true } else { false }
        repeat {
            let most = isNumbered ? 200 : max(1, page.limit - found.count)
            let hits = try hits(PageRequest(limit: most, position: .after(cursor)), tx)
            let starts = try UsualStarts.read(of: hits.data.map(\.id), in: time, tx)
            found += hits.data.filter { starts[$0.id]?.within([time]).contains { _ in true } ?? false }
            asked += hits.data.count
            cursor = hits.next
        } while cursor != nil && asked < Self.mostAsked && (isNumbered || found.count < page.limit)
        guard case .number(let number) = page.position else { return Page(found, next: cursor) }
        let start = (max(1, number) - 1) * page.limit
        return Page(Array(found.dropFirst(start).prefix(page.limit)), total: found.count)
    }

    /// The card with the parts of its place.
    fileprivate func scored(_ card: TutorCard, _ hit: TutorHit, for call: Call) -> TutorCard {
        let text = words.flatMap { $0.best == 0 ? nil : 1_000 * hit.text / $0.best }
        let rating = hit.rating == 0 ? nil : min(1_000, max(0, 5 * (hit.rating - 300)))
        let parts = [
            ScorePart("text", weight: 1, text, Self.why(text: text), in: call.languages),
            ScorePart(
                "rating",
                weight: text == nil ? 1 : 0,
                rating,
                .rating(card.rating.value),
                in: call.languages
            ),
        ]
        var card = card
        card.score = Score.perMille(parts.map { ($0.weight, $0.value) })
        card.parts = parts
        return card
    }

    private static func why(text: Int?) -> LocalizedText {
        guard text != nil else {
            return ["it": "Nessuna parola cercata.", "en": "No words were searched for."]
        }
        return [
            "it": "Le parole contano quattro nel nome, due nelle materie, una nella descrizione.",
            "en": "Words count four in the name, two in the subjects, one in the description.",
        ]
    }
}

extension LocalizedText {
    /// A rating in words.
    static func rating(_ value: Double?) -> LocalizedText {
        guard let value else { return ["it": "Ancora nessuna recensione.", "en": "No reviews yet."] }
        return ["it": "Valutazione \(value) su 5.", "en": "Rated \(value) of 5."]
    }
}
