import Kernel
import Platform
import Store
import Web

/// A rating by one side of a job, of the other.
struct RatingView: View {
    var id: ID<Review>
    /// The completed job that it is about.
    var jobId: ID<Job>
    /// The side of the author.
    var side: Job.Side
    /// The rating, from 1 to 5.
    var overall: Int
    /// How punctual the provider was, from 1 to 5; only customers say it.
    var punctuality: Int?
    /// How long the provider took for the first answer in this job, in minutes, as the server measured it; absent where
    /// nothing was asked.
    var responseMinutes: Int?
    /// In words; absent without any.
    var feedback: String?
    /// Its readers.
    var state: Review.State
    /// When everybody could read it first; absent before.
    var publishedAt: Instant?
    /// Whether it does not count, because both sides used one device; only for staff.
    var flagged: Bool?
    /// When it was written.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int

    init(_ review: Review, for call: Call) {
        id = review.id
        jobId = review.subject.cast()
        side = Job.Side(rawValue: review.side) ?? .customer
        overall = review.overall
        punctuality = review.marks[RatingMark.punctuality]
        responseMinutes = review.marks[RatingMark.responseMinutes]
        feedback = review.text
        state = review.state
        publishedAt = review.publishedAt
        flagged = call.actor.role.isStaff ? review.isFlagged : nil
        createdAt = review.createdAt
        version = review.version
    }
}

/// The further marks of a rating, by their names in the database.
enum RatingMark {
    static let punctuality = "punctuality"
    static let responseMinutes = "response_minutes"
}

/// The received ratings of a provider or a customer, in numbers.
struct RatingSummary: View {
    /// The score, from 1 to 5; null without a rating that counts.
    var score: Double?
    /// How many ratings count.
    var n: Int
    /// How many of them have each mark, by `1` to `5`.
    var distribution: [String: Int]

    init(_ marks: [Int], mean: SiteMean) {
        score = Ratings.score.value(of: marks, mean: mean).map { Double($0) / 100 }
        n = marks.count
        distribution = Dictionary(
            uniqueKeysWithValues: (1...5).map { mark in (String(mark), marks.count { $0 == mark }) }
        )
    }

    static func of(_ kind: String, _ about: ID<some Any>, _ tx: borrowing Tx) throws -> RatingSummary {
        let marks = try Ratings.score.marks(about: kind, about, at: tx.now, tx).map(\.overall)
        return RatingSummary(marks, mean: try Ratings.score.mean(about: kind, at: tx.now, tx))
    }

    /// An unknown score is null, not absent.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(score, forKey: .score)
        try container.encode(n, forKey: .n)
        try container.encode(distribution, forKey: .distribution)
    }
}
