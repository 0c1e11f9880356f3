import Kernel
import Store

extension ReviewPolicy {
    /// Writes the review of one side, while reviews of the subject are open.
    package func write(_ new: NewReview, as call: Call, _ tx: borrowing Tx) throws -> Review {
        guard let end = try end(of: new.subject, tx) else { throw Problem(problems.closed) }
        var isPublic = false
        if case .atOnce = publication { isPublic = true }
        let id = tx.newID(of: Review.self)
        let inserted = try tx.execute(
            """
            INSERT INTO review (id, subject_kind, subject_id, side, author_id, about_kind, about_id, pair_id, overall, marks, text,
                                state, published_at, is_flagged, created_at, updated_at, version)
            VALUES (\(id), \(kind), \(new.subject), \(new.side), \(new.author), \(new.about.kind), \(new.about.id),
                    \(try Review.pair(of: new, tx)), \(new.overall), \(json: new.marks), \(new.text),
                    \(isPublic ? Review.State.published : .blind), \(isPublic ? tx.now : nil), \(new.isFlagged),
                    \(tx.now), \(tx.now), \(1))
                ON CONFLICT (subject_kind, subject_id, side) DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(problems.exists) }
        let review = try Review.find(id, tx)
        switch publication {
        case .atOnce: try published([review], call, tx)
        case .together(let sides, let delay):
            guard try Review.count(of: kind, new.subject, tx) == sides else { break }
            try close(new.subject, at: min(end, tx.now + delay(tx)), tx)
        }
        return review
    }

    /// Edits a review while its author may; fails with ``Problem/Code/stale`` after another change.
    package func edit(
        _ review: Review,
        overall: Int,
        marks: [String: Int],
        text: String?,
        _ tx: borrowing Tx
    ) throws -> Review {
        try demandEditable(review, tx)
        try tx.changeOne(
            """
            UPDATE review SET overall = \(overall), marks = \(json: marks), text = \(text),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(review.id) AND version = \(review.version)
            """
        )
        return try Review.find(review.id, tx)
    }

    /// Answers a published review, once.
    package func reply(
        to review: Review,
        with text: String,
        refusing answered: Problem.Code,
        _ tx: borrowing Tx
    ) throws -> Review {
        let changed = try tx.execute(
            """
            UPDATE review SET reply = \(text), replied_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE id = \(review.id) AND state = \(Review.State.published) AND reply IS NULL
            """
        )
        guard changed == 1 else { throw Problem(answered) }
        return try Review.find(review.id, tx)
    }

    private func demandEditable(_ review: Review, _ tx: borrowing Tx) throws {
        switch (review.state, review.publishedAt) {
        // The time may be up although the review has not been published yet.
        case (.blind, _): if try end(of: review.subject, tx) != nil { return }
        case (.published, let publishedAt?): if publishedAt + editing > tx.now { return }
        default: break
        }
        throw Problem(problems.closed)
    }
}

extension Review {
    /// Takes a review away, or back where everybody sees it; it was published before.
    package func transitioned(to state: State, _ tx: borrowing Tx) throws -> Review {
        try tx.changeOne(
            """
            UPDATE review SET state = \(state), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Review.find(id, tx)
    }

    /// Marks published and blind reviews as not counting.
    package func flagged(_ tx: borrowing Tx) throws -> Review {
        try tx.execute(
            "UPDATE review SET is_flagged = \(true), updated_at = \(tx.now), version = version + 1 WHERE id = \(id)"
        )
        return try Review.find(id, tx)
    }

    static func publish(of kind: String, _ subject: ID<Subject>, _ tx: borrowing Tx) throws -> [Review] {
        try tx.execute(
            """
            UPDATE review
               SET state = \(State.published), published_at = \(tx.now), updated_at = \(tx.now), version = version + 1
             WHERE subject_kind = \(kind) AND subject_id = \(subject) AND state = \(State.blind)
            """
        )
        return try of(kind, subject, tx).filter { $0.publishedAt == tx.now && $0.state == .published }
    }

    /// The identity of the pair, from its earlier reviews or new.
    fileprivate static func pair(of new: NewReview, _ tx: borrowing Tx) throws -> ID<ReviewPair> {
        try tx.value(
            """
            SELECT r.pair_id FROM review r
             WHERE r.about_kind = \(new.about.kind) AND r.about_id = \(new.about.id) AND r.author_id = \(new.author)
             LIMIT 1
            """
        ) ?? tx.newID()
    }

    fileprivate static func count(of kind: String, _ subject: ID<Subject>, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            "SELECT COUNT(*) FROM review r WHERE r.subject_kind = \(kind) AND r.subject_id = \(subject)"
        ) ?? 0
    }
}
