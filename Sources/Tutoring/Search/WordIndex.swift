import Kernel
import Platform
import Store

/// The words of tutors or packages in three weights: the name, the subjects and the description.
///
/// PostgreSQL keeps them in one vector with letters for the weights; SQLite in three columns of a full-text table, whose
/// rows follow the words.
enum WordIndex: Sendable {
    case tutors, packages

    /// The table with the words.
    var table: SQL { self == .tutors ? "tutor_words" : "package_words" }
    /// The full-text table of SQLite.
    var search: SQL { self == .tutors ? "tutor_search" : "package_search" }

    /// Writes the words anew.
    func write(
        _ id: ID<some Any>,
        name: [String?],
        subjects: [String],
        text: [String?],
        _ tx: borrowing Tx
    ) throws {
        try remove(id, tx)
        try tx.execute(
            """
            INSERT INTO \(table) (id, name, subjects, bio)
            VALUES (\(id), \(SearchText.stored(name)), \(SearchText.stored(subjects)), \(SearchText.stored(text)))
            """
        )
    }

    func remove(_ id: ID<some Any>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM \(table) WHERE id = \(id)")
    }
}

extension SchoolSubject {
    /// The words by which the subject is found: its code, and its names in all languages.
    var searchNames: [String] { [code.rawValue] + name.languages.map { name.text(in: $0) } }
}
