import Kernel
import Store

/// A judgement of one side of a subject about another, with a mark from 1 to 5.
package struct Review: Record {
    package let id: ID<Review>
    package let subject: ID<Subject>
    /// The side of the author, such as `customer`.
    package let side: String
    /// Nil once the account has been erased.
    package let author: ID<Account>?
    package let aboutKind: String
    package let about: ID<Subject>
    /// The same for all reviews of this author about this one, and without meaning otherwise.
    package let pair: ID<ReviewPair>
    package let overall: Int
    /// Further marks and figures of the product, by name.
    package let marks: [String: Int]
    package let text: String?
    package let state: State
    package let publishedAt: Instant?
    /// Whether it does not count: its two sides may be one person.
    package let isFlagged: Bool
    /// The answer of the other side, given once.
    package let reply: String?
    package let repliedAt: Instant?
    package let createdAt: Instant
    package let updatedAt: Instant
    package let version: Int

    package static let kind = "review"

    /// The readers of a review.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Its author alone, who may still edit it.
        case blind
        /// Everybody.
        case published
        /// Nobody but administrators: it has been taken away and does not count.
        case hidden
    }

    package static let columns: SQL =
        """
        r.id, r.subject_id, r.side, r.author_id, r.about_kind, r.about_id, r.pair_id, r.overall, r.marks, r.text,
        r.state, r.published_at, r.is_flagged, r.reply, r.replied_at, r.created_at, r.updated_at, r.version
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        subject = try row.next()
        side = try row.next()
        author = try row.next()
        aboutKind = try row.next()
        about = try row.next()
        pair = try row.next()
        overall = try row.next()
        marks = try row.json()
        text = try row.next()
        state = try row.next()
        publishedAt = try row.next()
        isFlagged = try row.next()
        reply = try row.next()
        repliedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}

/// An author and whom the author reviews, in the identity that stays when the author's is erased.
package enum ReviewPair {}

/// A review that has not been written yet.
package struct NewReview: Sendable {
    package let subject: ID<Subject>
    package let side: String
    package let author: ID<Account>
    package let about: (kind: String, id: ID<Subject>)
    package let overall: Int
    package let marks: [String: Int]
    package let text: String?
    package let isFlagged: Bool

    package init(
        of subject: ID<some Any>,
        by author: ID<Account>,
        as side: String,
        about kind: String,
        _ about: ID<some Any>,
        overall: Int,
        marks: [String: Int] = [:],
        text: String?,
        isFlagged: Bool = false
    ) {
        self.subject = subject.cast()
        self.side = side
        self.author = author
        self.about = (kind, about.cast())
        self.overall = overall
        self.marks = marks
        self.text = text
        self.isFlagged = isFlagged
    }
}
