import Kernel
import Platform
import Store

/// A file with the figures of a release: a CSV for all languages, a PDF for each.
struct ReleaseFile: Sendable {
    private let format: Format
    private let language: String
    private let file: ReceivedFile

    /// The form of a release's file.
    enum Format: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// For people: a document with tables.
        case pdf
        /// For programs: one line for each figure.
        case csv
    }

    init(_ format: Format, in language: String, _ file: ReceivedFile) {
        self.format = format
        self.language = language
        self.file = file
    }

    func keep(for release: ID<Release>, _ tx: borrowing Tx) throws {
        _ = try Files.keep(file, owner: nil, by: .system, tx)
        try tx.execute(
            """
            INSERT INTO release_file (release_id, format, language, file_id)
            VALUES (\(release), \(format), \(language), \(file.id))
            """
        )
    }

    static func exists(of release: ID<Release>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM release_file f WHERE f.release_id = \(release)")
    }

    /// The file in the first of the languages that has one; refused with 409 while it is being made.
    static func find(
        of release: ID<Release>,
        _ format: Format,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> StoredFile {
        let tags = format == .csv ? [""] : languages.map { String($0.tag.prefix(2)) } + ["en"]
        for tag in tags {
            let file = try tx.value(
                """
                SELECT f.file_id FROM release_file f
                 WHERE f.release_id = \(release) AND f.format = \(format) AND f.language = \(tag)
                """,
                as: ID<StoredFile>.self
            )
            if let file { return try StoredFile.find(file, tx) }
        }
        throw Problem(.reportNotReady, retryAfter: 10)
    }
}
