import Kernel
import Store

extension Review {
    package static func find(_ id: ID<Review>, _ tx: borrowing Tx) throws -> Review {
        try tx.one("SELECT \(columns) FROM review r WHERE r.id = \(id)")
    }

    /// The reviews of one subject, in the order in which they were written.
    package static func of(
        _ kind: String,
        _ subject: ID<some Any>,
        _ tx: borrowing Tx
    ) throws -> [Review] {
        try tx.all(
            """
            SELECT \(columns) FROM review r
             WHERE r.subject_kind = \(kind) AND r.subject_id = \(subject) ORDER BY r.created_at, r.id
            """
        )
    }

    /// The published reviews about somebody, the newest first.
    package static func list(
        _ page: PageRequest,
        about kind: String,
        _ about: ID<some Any>,
        _ tx: borrowing Tx
    ) throws -> Page<Review> {
        try tx.page(
            page,
            """
            SELECT \(columns) FROM review r
             WHERE r.about_kind = \(kind) AND r.about_id = \(about) AND r.state = \(State.published)
            """,
            order: newestFirst
        )
    }

    /// The reviews that an account has written about one kind, the newest first; the blind ones too when `withBlind`.
    package static func list(
        _ page: PageRequest,
        by author: ID<Account>,
        about kind: String,
        withBlind: Bool,
        _ tx: borrowing Tx
    ) throws -> Page<Review> {
        let states: [State] = withBlind ? [.blind, .published] : [.published]
        return try tx.page(
            page,
            """
            SELECT \(columns) FROM review r
             WHERE r.author_id = \(author) AND r.about_kind = \(kind) AND r.state \(in: states)
            """,
            order: newestFirst
        )
    }

    private static let newestFirst = SortOrder<Review>(
        .descending("created_at", \.createdAt),
        .descending("id", \.id)
    )
}
