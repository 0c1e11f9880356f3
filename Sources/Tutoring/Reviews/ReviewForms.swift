import Kernel
import Platform
import Store
import Web

/// A review to write.
struct WrittenReview: Body {
    /// From 1 to 5.
    var rating: Ranged<1, 5>
    /// In words; contact data is not shown.
    var text: ReviewText?
}

/// Changes of a review; absent members stay as they are.
struct ReviewChanges: Body, MergePatch {
    /// From 1 to 5.
    var rating: Ranged<1, 5>?
    /// In words; null takes them away.
    var text: Change<ReviewText>
}

/// An answer to a review.
struct ReviewReply: Body {
    /// The answer, which everybody reads; contact data is not shown.
    var text: ReviewText
}

/// An administrator's decision about a review.
struct ReviewModeration: Body {
    /// Whether everybody reads it, and it counts.
    var state: ShownState
    /// The reason; its author reads it.
    var reason: Reason

    /// Whether a review is shown.
    enum ShownState: String, Codable, CaseIterable, Sendable {
        /// Everybody reads it.
        case published
        /// Only administrators read it, and it does not count.
        case hidden

        var review: Review.State { self == .published ? .published : .hidden }
    }
}

typealias ReviewText = Text<1, 2_000>

/// A review as everybody reads it.
struct ReviewView: View {
    /// Needed to edit it, answer it as the tutor, or hide it as an administrator.
    var id: ID<Review>
    /// The first name of the author; empty when the account is gone.
    var author: String
    /// From 1 to 5.
    var rating: Int
    /// In words; absent without any.
    var text: String?
    /// The tutor's answer; absent without one.
    var reply: String?
    /// Whether everybody reads it.
    var state: Review.State
    /// When it was written.
    var at: Instant
    /// The value for `If-Match`.
    var version: Int

    static func of(_ reviews: [Review], _ tx: borrowing Tx) throws -> [ReviewView] {
        let names = try firstNames(of: reviews.compactMap(\.author), tx)
        return reviews.map { review in
            ReviewView(
                id: review.id,
                author: review.author.flatMap { names[$0] } ?? "",
                rating: review.overall,
                text: review.text.map(Masking.shown),
                reply: review.reply.map(Masking.shown),
                state: review.state,
                at: review.publishedAt ?? review.createdAt,
                version: review.version
            )
        }
    }

    static func versioned(_ review: Review, _ tx: borrowing Tx) throws -> Versioned<ReviewView> {
        Versioned(try of([review], tx)[0], version: review.version)
    }

    private static func firstNames(
        of accounts: [ID<Account>],
        _ tx: borrowing Tx
    ) throws -> [ID<Account>: String] {
        var names: [ID<Account>: String] = [:]
        guard !accounts.isEmpty else { return names }
        try tx.forEach(
            "SELECT p.account_id, p.first_name FROM profile p WHERE p.account_id \(in: Set(accounts))"
        ) { row in names[try row.next(ID<Account>.self)] = Masking.shown(try row.next(String.self)) }
        return names
    }
}
