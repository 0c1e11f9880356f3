import Kernel
import Store

/// One content of a file; the newest one counts, and older ones can still be fetched.
package struct FileVersion: RowDecodable {
    package let number: Int
    package let stored: StoredFile
    /// The account that uploaded it; nil for a program or an erased account.
    package let author: ID<Account>?
    package let createdAt: Instant

    package init(_ row: inout Row) throws {
        number = try row.next()
        author = try row.next()
        createdAt = try row.next()
        stored = try StoredFile(&row)
    }

    static func insert(
        _ number: Int,
        of file: ID<UserFile>,
        _ stored: ID<StoredFile>,
        by author: ID<Account>?,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO file_version (file_id, n, stored_id, author_id, created_at)
            VALUES (\(file), \(number), \(stored), \(author), \(tx.now))
            """
        )
    }
}

extension UserFile {
    private static let versionColumns: SQL = "v.n, v.author_id, v.created_at, \(StoredFile.columns)"

    /// All versions, the newest first.
    package func versions(_ page: PageRequest, _ tx: borrowing Tx) throws -> Page<FileVersion> {
        try tx.page(
            page,
            """
            SELECT \(Self.versionColumns) FROM file_version v JOIN stored_file f ON f.id = v.stored_id
             WHERE v.file_id = \(id)
            """,
            order: SortOrder(.descending("n", \.number))
        )
    }

    /// One version; the newest without a number.
    package func version(_ number: Int?, _ tx: borrowing Tx) throws -> FileVersion {
        try tx.one(
            """
            SELECT \(Self.versionColumns) FROM file_version v JOIN stored_file f ON f.id = v.stored_id
             WHERE v.file_id = \(id) AND v.n = \(number ?? self.number)
            """
        )
    }

    /// Adds a content as the newest version, within the quota of the owner; simultaneous ones each get a number.
    package func replaced(
        with received: ReceivedFile,
        by actor: Actor,
        for reach: FileReach,
        _ tx: borrowing Tx
    ) throws -> UserFile {
        try right.demand(.edit)
        try FileUsage.charge(owner, bytes: received.size, tx)
        let kept = try Files.keep(received, owner: owner, by: actor, tx)
        let number: Int? = try tx.value(
            """
            UPDATE user_file SET version_n = version_n + 1, updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) RETURNING version_n
            """
        )
        guard let number else { throw Problem(.notFound) }
        try tx.execute("UPDATE stored_file SET name = \(name) WHERE id = \(kept.id)")
        try FileVersion.insert(number, of: id, kept.id, by: actor.account, tx)
        return try Self.find(id, for: reach, tx)
    }
}
