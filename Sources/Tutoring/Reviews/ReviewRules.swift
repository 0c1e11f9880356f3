import Kernel
import Platform
import Store

extension ReviewPolicy {
    /// A student reviews each lesson that took place.
    static let lessonReviews = ReviewPolicy(
        of: Lesson.kind,
        .atOnce,
        editing: Reviews.atMost,
        problems: .init(closed: .reviewClosed, exists: .reviewExists)
    )
    /// A student reviews each purchase of a package.
    static let packageReviews = ReviewPolicy(
        of: Purchase.kind,
        .atOnce,
        editing: Reviews.atMost,
        problems: .init(closed: .reviewClosed, exists: .reviewExists)
    )

    /// The rules for a review.
    static func of(_ review: Review) -> ReviewPolicy {
        review.aboutKind == Package.kind ? .packageReviews : .lessonReviews
    }
}

/// The reviews of lessons, which count for their tutor, and of purchases, which count for their package.
enum Reviews {
    /// The side of every author.
    static let side = "student"
    /// ``PolicyKey/reviewEditHours`` ends the editing before.
    static let atMost = Duration.days(36_500)

    /// The mean of the last year about tutors or packages, as it was frozen at midnight UTC.
    static func mean(about kind: String, _ tx: borrowing Tx) throws -> SiteMean {
        try ReviewScore(weight: WeightedRating.weight, standard: 430, least: 50)
            .mean(about: kind, at: tx.now, tx)
    }

    /// The rating of the tutor or the package changes at once.
    static func refigure(_ review: Review, _ tx: borrowing Tx) throws {
        if review.aboutKind == Package.kind {
            try PackageRating.refresh(review.about.cast(), tx)
        } else {
            try TutorFigures.refresh(review.about.cast(), tx)
        }
    }

    /// The account of the reviewed tutor, or of the seller of the reviewed package.
    static func tutor(of review: Review, _ tx: borrowing Tx) throws -> Tutor {
        guard review.aboutKind == Package.kind else { return try Tutor.find(review.about.cast(), tx) }
        return try Tutor.find(Package.find(review.about.cast(), tx).tutor, tx)
    }
}

/// The mean of the reviews, drawn towards that of the site.
struct WeightedRating: Sendable, Hashable {
    /// How many reviews the site's mean counts for.
    static let weight = 8

    let sum: Int
    let n: Int
    private let above: Int
    private let below: Int

    init(sum: Int, n: Int, mean: SiteMean) {
        (self.sum, self.n) = (sum, n)
        above = Self.weight * mean.total + sum * mean.count
        below = mean.count * (Self.weight + n)
    }

    /// (8 m + sum) / (8 + n) in hundredths, halves up; nil without a review.
    var hundredths: Int? { n == 0 ? nil : (200 * above + below) / (2 * below) }

    var value: Double? { hundredths.map { Double($0) / 100 } }

    /// (r - 3) / 2 from 0 to 1, per mille, of the unrounded rating; nil without a review.
    var perMille: Int? { n == 0 ? nil : min(1_000, max(0, 500 * (above - 3 * below) / below)) }
}
