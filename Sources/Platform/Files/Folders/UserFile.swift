import Kernel
import Store

/// A file that a person keeps: a name in a folder, with versions of its content.
package struct UserFile: RowDecodable {
    package let id: ID<UserFile>
    package let owner: ID<Account>
    /// Nil at the top, and where the reader does not see the folder.
    package let folder: ID<FileFolder>?
    package let name: String
    /// The matter that it is about; nil without one.
    package let topic: String?
    /// The number of the newest version, from 1.
    package let number: Int
    /// The content of the newest version.
    package let stored: ID<StoredFile>
    package let mediaType: MediaType
    package let size: Int
    package let sha256: [UInt8]
    package let state: StoredFile.State
    /// The right of the reader.
    package let right: FileRight
    package let createdAt: Instant
    package let updatedAt: Instant
    package let version: Int

    package static let kind = "user_file"

    package static let source: SQL =
        """
        user_file u JOIN file_version v ON v.file_id = u.id AND v.n = u.version_n JOIN stored_file f ON f.id = v.stored_id
        """

    package static func columns(for reach: FileReach) -> SQL {
        """
        u.id, u.owner_id, \(reach.seen("u.folder_id", owner: "u.owner_id")) AS folder, u.name, u.topic, u.version_n,
        v.stored_id, f.media_type, f.size, f.sha256, f.state, \(reach.rightToFile) AS reader_right, u.created_at,
        u.updated_at, u.version
        """
    }

    package init(_ row: inout Row) throws {
        id = try row.next()
        owner = try row.next()
        folder = try row.next()
        name = try row.next()
        topic = try row.next()
        number = try row.next()
        stored = try row.next()
        mediaType = try row.next()
        size = try row.next()
        sha256 = try row.next()
        state = try row.next()
        right = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }

    /// The hash of the newest version in hexadecimal.
    package var sha256Text: String { Hexadecimal.encode(sha256) }
}

extension UserFile {
    /// A file to which the reader has that right; 404 for strangers, 403 with a lesser one.
    package static func find(
        _ id: ID<UserFile>,
        _ least: FileRight = .view,
        for reach: FileReach,
        _ tx: borrowing Tx
    ) throws -> UserFile {
        let file: UserFile = try tx.one(
            "SELECT \(columns(for: reach)) FROM \(source) WHERE u.id = \(id) AND \(reach.files())"
        )
        try file.right.demand(least)
        return file
    }

    /// A file of the account's own.
    package static func find(
        _ id: ID<UserFile>,
        ownedBy account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> UserFile {
        let reach = FileReach(of: account, at: tx.now)
        return try tx.one(
            "SELECT \(columns(for: reach)) FROM \(source) WHERE u.id = \(id) AND \(reach.files(.own))"
        )
    }

    /// Those of the files that are still there and that the reader reaches, in the order given.
    package static func list(
        _ ids: [ID<UserFile>],
        for reach: FileReach,
        _ tx: borrowing Tx
    ) throws -> [UserFile] {
        guard !ids.isEmpty else { return [] }
        let found: [UserFile] = try tx.all(
            "SELECT \(columns(for: reach)) FROM \(source) WHERE u.id \(in: ids) AND \(reach.files())"
        )
        let places = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
        return found.sorted { places[$0.id, default: 0] < places[$1.id, default: 0] }
    }

    /// The files that a condition on `u` selects among those within reach, newest first.
    package static func list(
        _ page: PageRequest,
        where conditions: [SQL],
        for reach: FileReach,
        _ tx: borrowing Tx
    ) throws -> Page<UserFile> {
        try tx.page(
            page,
            "SELECT \(columns(for: reach)) FROM \(source) WHERE \(SQL.all(conditions))",
            order: SortOrder(.descending("id", \.id))
        )
    }

    /// The newest content of the files that are still there, for any reader.
    package static func stored(
        of ids: [ID<UserFile>],
        _ tx: borrowing Tx
    ) throws -> [ID<UserFile>: StoredFile] {
        guard !ids.isEmpty else { return [:] }
        var found: [ID<UserFile>: StoredFile] = [:]
        try tx.forEach("SELECT u.id, \(StoredFile.columns) FROM \(source) WHERE u.id \(in: ids)") { row in
            found[try row.next()] = try StoredFile(&row)
        }
        return found
    }
}
