import Kernel
import Platform
import Web

typealias Mark = Ranged<1, 5>
typealias Feedback = Text<1, 2_000>

/// A rating of the other side of a completed job.
struct NewRating: Body {
    /// The completed job of which the caller was a side.
    var jobId: ID<Job>
    /// The rating, from 1 to 5.
    var overall: Mark
    /// How punctual the provider was, from 1 to 5; only customers say it.
    var punctuality: Mark?
    /// In words; everybody reads it once it is published.
    var feedback: Feedback?
    /// Deprecated and ignored: the server measures how long the provider took for the first answer.
    var responseTime: Ignored?
}

/// A change of a rating that is still blind.
struct RatingChange: Body, MergePatch {
    /// The rating, from 1 to 5.
    var overall: Mark?
    /// How punctual the provider was, from 1 to 5; only customers say it.
    var punctuality: Change<Mark>
    /// In words.
    var feedback: Change<Feedback>
    /// Deprecated and ignored: the server measures how long the provider took for the first answer.
    var responseTime: Ignored?
}

/// Which ratings of a customer are listed.
struct RatingFilter: Query {
    /// Ratings given by the customer (the default), or received.
    var direction: RatingDirection?
}

/// Ratings by a customer, or about one.
enum RatingDirection: String, Codable, CaseIterable, Sendable {
    /// Written by the customer.
    case given
    /// About the customer.
    case received
}
