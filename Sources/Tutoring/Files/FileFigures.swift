import Kernel
import Platform
import Store
import Web

/// Figures of files: how much there is, and how often it was opened in 90 days.
struct FileFigures: View {
    /// The bytes of all versions.
    var bytes: Int
    /// How many bytes the account may keep; absent for administrators.
    var quotaBytes: Int?
    /// The number of versions of all files.
    var versions: Int
    /// The sums of each type, the greatest first.
    var byType: [OfType]
    /// How often they were shown in 90 days.
    var views: Int
    /// How often they were saved in 90 days.
    var downloads: Int
    /// The hundred files that were opened most; absent for administrators.
    var files: [OfFile]?

    /// The sums of one type.
    struct OfType: Codable, Sendable {
        /// As found in the content, such as `application/pdf`.
        var mediaType: String
        /// The number of versions.
        var versions: Int
        /// Their bytes.
        var bytes: Int
    }

    /// How often one file was opened.
    struct OfFile: Codable, Sendable {
        /// Which of the caller's own was opened.
        var id: ID<UserFile>
        /// Its present title with the extension, as its owner chose it.
        var name: String
        /// How often it was shown.
        var views: Int
        /// How often it was saved.
        var downloads: Int
    }

    static func show(_ call: Call) async throws -> FileFigures {
        let me = try call.account
        let whose: SQL = call.isInspector ? "TRUE" : "u.owner_id = \(me)"
        return try await call.db.read { tx in
            let types = try types(whose, tx)
            let opened = try opened(whose, tx)
            return FileFigures(
                bytes: types.reduce(0) { $0 + $1.bytes },
                quotaBytes: call.isInspector ? nil : FileUsage.maximumBytes,
                versions: types.reduce(0) { $0 + $1.versions },
                byType: types,
                views: try sum(.view, whose, tx),
                downloads: try sum(.download, whose, tx),
                files: call.isInspector ? nil : opened
            )
        }
    }

    private static func types(_ whose: SQL, _ tx: borrowing Tx) throws -> [OfType] {
        var types: [OfType] = []
        try tx.forEach(
            """
            SELECT f.media_type, COUNT(*), \(SQL.sum(of: "f.size")) AS bytes
              FROM user_file u JOIN file_version v ON v.file_id = u.id JOIN stored_file f ON f.id = v.stored_id
             WHERE \(whose) GROUP BY f.media_type ORDER BY bytes DESC, f.media_type
            """
        ) { row in
            types.append(OfType(mediaType: try row.next(), versions: try row.next(), bytes: try row.next()))
        }
        return types
    }

    private static func sum(_ kind: FileOpening.Kind, _ whose: SQL, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            """
            SELECT COUNT(*) FROM file_open o JOIN user_file u ON u.id = o.file_id
             WHERE \(whose) AND o.kind = \(kind) AND o.at > \(tx.now - FileOpening.memory)
            """
        ) ?? 0
    }

    private static func opened(_ whose: SQL, _ tx: borrowing Tx) throws -> [OfFile] {
        var files: [OfFile] = []
        try tx.forEach(
            """
            SELECT u.id, u.name, SUM(CASE WHEN o.kind = 'view' THEN 1 ELSE 0 END),
                   SUM(CASE WHEN o.kind = 'download' THEN 1 ELSE 0 END)
              FROM file_open o JOIN user_file u ON u.id = o.file_id
             WHERE \(whose) AND o.at > \(tx.now - FileOpening.memory)
             GROUP BY u.id, u.name ORDER BY COUNT(*) DESC, u.id LIMIT 100
            """
        ) { row in
            files.append(
                OfFile(
                    id: try row.next(),
                    name: try row.next(),
                    views: try row.next(),
                    downloads: try row.next()
                )
            )
        }
        return files
    }
}
