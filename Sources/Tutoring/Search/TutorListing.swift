import Kernel
import Platform
import Store

/// The rows of a tutor by which searches find it: one for all, and one for each subject, level and pair of both.
///
/// They hold the keys of the orders, so that a page costs the same whether there are a thousand tutors or a hundred
/// thousand. The words are in ``WordIndex/tutors``.
enum TutorListing {
    /// Sorts behind every price.
    static let noPrice: Int64 = 1_000_000_000

    /// Writes the rows anew; none for a tutor who cannot be found.
    static func refresh(_ tutor: ID<Tutor>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM tutor_listing WHERE tutor_id = \(tutor)")
        try WordIndex.tutors.remove(tutor, tx)
        guard try tx.exists("SELECT 1 FROM tutor t WHERE t.id = \(tutor) AND \(Tutor.isSearchable)") else {
            return
        }
        try writeWords(of: tutor, tx)
        // For any subject and for any level the names are empty.
        try tx.execute(
            """
            INSERT INTO tutor_listing (tutor_id, subject, level, rating_key, price_key, country)
            SELECT t.id, x.subject, x.level, CAST(ROUND(COALESCE(f.rating, 0) * 100) AS \(pg: "bigint", sqlite: "INTEGER")),
                   COALESCE(t.rate_minor, \(noPrice)), t.country
              FROM tutor t LEFT JOIN tutor_figures f ON f.tutor_id = t.id
              CROSS JOIN (SELECT '' AS subject, '' AS level
                           UNION SELECT s.subject, s.level FROM tutor_subject s WHERE s.tutor_id = \(tutor)
                           UNION SELECT s.subject, '' FROM tutor_subject s WHERE s.tutor_id = \(tutor)
                           UNION SELECT '', s.level FROM tutor_subject s WHERE s.tutor_id = \(tutor)) AS x
             WHERE t.id = \(tutor)
            """
        )
    }

    /// The tutor has another rating, in hundredths.
    static func rate(_ tutor: ID<Tutor>, _ rating: Int, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE tutor_listing SET rating_key = \(rating) WHERE tutor_id = \(tutor) AND rating_key <> \(rating)
            """
        )
    }

    static let migrations = [tables, indexes]

    private static let tables = Migration(
        id: "tutoring/search-001",
        """
        CREATE TABLE tutor_listing (
            tutor_id {id} NOT NULL REFERENCES tutor (id) ON DELETE CASCADE,
            subject {text} NOT NULL,
            level {text} NOT NULL,
            rating_key {int} NOT NULL,
            price_key {int} NOT NULL,
            country {text} NOT NULL,
            PRIMARY KEY (tutor_id, subject, level)
        ) {strict};
        CREATE INDEX tutor_listing_rating ON tutor_listing (subject, level, rating_key DESC, tutor_id);
        CREATE INDEX tutor_listing_price ON tutor_listing (subject, level, price_key, rating_key DESC, tutor_id);
        """
    )

    // The index answers conditions on price and country by itself, before any tutor is read.
    private static let indexes = Migration(
        id: "tutoring/search-002",
        """
        DROP INDEX tutor_listing_rating;
        CREATE INDEX tutor_listing_rating ON tutor_listing (subject, level, rating_key DESC, tutor_id, price_key, country);
        """
    )
}

extension TutorListing {
    private static func writeWords(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws {
        let texts: Texts = try tx.one(
            "SELECT t.display_name, t.headline, t.bio FROM tutor t WHERE t.id = \(tutor)"
        )
        let subjects: [SchoolSubject] = try tx.all(
            """
            SELECT \(SchoolSubject.columns) FROM subject s
             WHERE s.code IN (SELECT x.subject FROM tutor_subject x WHERE x.tutor_id = \(tutor)) ORDER BY s.code
            """
        )
        try WordIndex.tutors.write(
            tutor,
            name: [texts.name],
            subjects: subjects.flatMap(\.searchNames),
            text: [texts.headline, texts.bio].map { $0.map(Masking.shown) },
            tx
        )
    }

    private struct Texts: RowDecodable {
        let name: String
        let headline: String?
        let bio: String?

        init(_ row: inout Row) throws {
            name = try row.next()
            headline = try row.next()
            bio = try row.next()
        }
    }
}
