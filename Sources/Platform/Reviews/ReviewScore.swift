import Kernel
import Store

/// How the marks of published reviews become a score: their mean, drawn towards that of the site.
package struct ReviewScore: Sendable {
    /// How many reviews the site's mean counts for.
    package let weight: Int
    /// The site's mean while it has too few reviews, in hundredths.
    package let standard: Int
    /// How many reviews the site needs for a mean of its own.
    package let least: Int
    /// Older reviews do not count.
    package let window: Duration
    /// The greatest number of reviews of one pair that count within a time.
    package let pairs: (most: Int, within: Duration)

    package init(
        weight: Int,
        standard: Int,
        least: Int = 50,
        window: Duration = .days(730),
        pairs: (most: Int, within: Duration) = (3, .days(180))
    ) {
        self.weight = weight
        self.standard = standard
        self.least = least
        self.window = window
        self.pairs = pairs
    }

    /// (weight · mean + sum) / (weight + n) in hundredths, halves up; nil without a review.
    package func value(of marks: [Int], mean: SiteMean) -> Int? {
        guard !marks.isEmpty else { return nil }
        let above = weight * mean.total + marks.reduce(0, +) * mean.count
        let below = mean.count * (weight + marks.count)
        return (200 * above + below) / (2 * below)
    }

    /// The mean to reckon with: the standard while there are too few reviews.
    package func mean(of frozen: SiteMean?) -> SiteMean {
        guard let frozen, frozen.count >= least else { return SiteMean(total: standard, count: 100) }
        return frozen
    }

    /// The reviews that count, from the newest: of a pair no more than `most` within any such time.
    package func counted(_ reviews: [Mark], at now: Instant) -> [Mark] {
        var counted: [ID<ReviewPair>: [Instant]] = [:]
        return reviews.filter { review in
            guard review.publishedAt > now - window, review.publishedAt <= now else { return false }
            let newer = counted[review.pair, default: []].count { $0 - review.publishedAt < pairs.within }
            guard newer < pairs.most else { return false }
            counted[review.pair, default: []].append(review.publishedAt)
            return true
        }
    }

    /// A review, as far as a score needs it.
    package struct Mark: RowDecodable {
        package let pair: ID<ReviewPair>
        package let overall: Int
        package let publishedAt: Instant

        package init(pair: ID<ReviewPair>, overall: Int, publishedAt: Instant) {
            self.pair = pair
            self.overall = overall
            self.publishedAt = publishedAt
        }

        package init(_ row: inout Row) throws {
            pair = try row.next()
            overall = try row.next()
            publishedAt = try row.next()
        }
    }
}

extension ReviewScore {
    /// The marks about somebody that count now, from the newest.
    package func marks(
        about kind: String,
        _ about: ID<some Any>,
        at now: Instant,
        _ tx: borrowing Tx
    ) throws -> [Mark] {
        let marks: [Mark] = try tx.all(
            """
            SELECT r.pair_id, r.overall, r.published_at FROM review r
             WHERE r.about_kind = \(kind) AND r.about_id = \(about) AND r.state = \(Review.State.published)
               AND NOT r.is_flagged AND r.published_at > \(now - window)
             ORDER BY r.published_at DESC, r.id DESC
            """
        )
        return counted(marks, at: now)
    }

    /// The site's mean of today about one kind.
    package func mean(about kind: String, at now: Instant, _ tx: borrowing Tx) throws -> SiteMean {
        mean(of: try SiteMean.frozen(about: kind, at: now, tx))
    }
}
