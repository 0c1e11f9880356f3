import Kernel
import Platform
import Store

extension ReviewPolicy {
    /// Both sides of a completed job rate each other, blind for a week.
    static let ratings = ReviewPolicy(
        of: Job.kind,
        .together(sides: 2) { tx in try Policies.duration(.ratingPublicationHours, at: tx.now, tx) },
        problems: .init(closed: .ratingClosed, exists: .alreadyThere),
        published: { reviews, call, tx in try Ratings.published(reviews, tx) },
        remind: { job, _, tx in try Ratings.remind(of: job.cast(), tx) }
    )
}

/// The ratings of both sides of a job, of each other.
enum Ratings {
    /// The subject of a customer's rating: the provider of the job.
    static let ofProviders = Provider.kind
    /// The subject of a provider's rating: the account of the customer.
    static let ofCustomers = "customer"

    static let score = ReviewScore(weight: 10, standard: 400)

    /// The mean of all ratings of providers, as it was frozen at midnight UTC.
    static func siteMean(_ tx: borrowing Tx) throws -> Double {
        try score.mean(about: ofProviders, at: tx.now, tx).value
    }

    /// Opens ratings with the completion of a job; a dispute neither stops nor repeats them.
    static func open(of job: Job, _ tx: borrowing Tx) throws {
        guard let completedAt = job.completedAt, try ReviewPolicy.ratings.end(of: job.id, tx) == nil,
            try Review.of(Job.kind, job.id, tx).isEmpty
        else { return }
        let end = completedAt + (try Policies.duration(.ratingBlindDays, at: completedAt, tx))
        if end > tx.now { try ReviewPolicy.ratings.open(job.id, until: end, tx) }
    }
}

// Around the publication.
extension Ratings {
    /// Ratings of a pair that has used one device in the meantime do not count either.
    static func published(_ reviews: [Review], _ tx: borrowing Tx) throws {
        guard let subject = reviews.first?.subject else { return }
        let job = try Job.find(subject.cast(), tx)
        if let provider = job.providerAccount, try Session.shareDevice(job.customer, provider, tx) {
            for review in reviews where !review.isFlagged { _ = try review.flagged(tx) }
        }
        try refigure(reviews, tx)
        try JobNotice.notify(.ratingsPublished, [job.customer, job.providerAccount], about: job, tx)
    }

    /// The figures of rated providers change at once.
    static func refigure(_ reviews: [Review], _ tx: borrowing Tx) throws {
        for review in reviews where review.aboutKind == ofProviders {
            try ProviderFigures.refresh(review.about.cast(), tx)
        }
    }

    /// Reminds the sides that have not rated.
    static func remind(of job: ID<Job>, _ tx: borrowing Tx) throws {
        let written = Set(try Review.of(Job.kind, job, tx).map(\.side))
        let job = try Job.find(job, tx)
        let sides = Job.Side.allCases.filter { !written.contains($0.rawValue) }
        try JobNotice.notify(.ratingsEnd, sides.map { job.account(of: $0) }, about: job, tx)
    }
}

// swift-format-ignore
extension Problem.Code {
    static let ratingClosed = Self("rating_closed", 409, ["en": "This job cannot be rated, or the rating cannot be changed any more."])
}

// swift-format-ignore
extension NoticeTemplate {
    static let ratingsPublished = rating("published", "Ratings of {{job}}", "The ratings of {{job}} can be read now.")
    static let ratingsEnd       = rating("ends", "Rate {{job}}", "You can rate {{job}} until tomorrow. Both ratings are published together.")
    static let ratingRemoved    = rating("removed", "A rating of {{job}} was removed", "An administrator has removed a rating of {{job}}: {{reason}}")

    private static func rating(_ what: String, _ subject: String, _ body: String) -> NoticeTemplate {
        let example = ["job": "Paint the fence", "reason": "It named a third person."]
        return .market(.rating, what, subject: subject, body, preview: example)
    }
}
