import Kernel
import Store

/// The bytes and the number of contents that an account keeps: one row, in which simultaneous uploads meet.
package struct FileUsage: RowDecodable {
    package let bytes: Int
    /// Versions count, too.
    package let files: Int

    package static let maximumBytes = 2 << 30
    package static let maximumFiles = 50_000

    package init(_ row: inout Row) throws {
        bytes = try row.next()
        files = try row.next()
    }

    private init() { (bytes, files) = (0, 0) }

    package static func of(_ account: ID<Account>, _ tx: borrowing Tx) throws -> FileUsage {
        try tx.first("SELECT s.bytes, s.files FROM file_usage s WHERE s.account_id = \(account)")
            ?? FileUsage()
    }

    /// Counts one more content, or refuses it.
    static func charge(_ account: ID<Account>, bytes: Int, _ tx: borrowing Tx) throws {
        try tx.execute(
            "INSERT INTO file_usage (account_id, bytes, files) VALUES (\(account), 0, 0) ON CONFLICT DO NOTHING"
        )
        let charged = try tx.execute(
            """
            UPDATE file_usage SET bytes = bytes + \(bytes), files = files + 1
             WHERE account_id = \(account) AND bytes + \(bytes) <= \(maximumBytes) AND files < \(maximumFiles)
            """
        )
        guard charged == 1 else { throw try refusal(of: account, bytes, tx) }
    }

    static func release(_ account: ID<Account>, bytes: Int, files: Int, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            UPDATE file_usage SET bytes = bytes - \(bytes), files = files - \(files) WHERE account_id = \(account)
            """
        )
    }

    private static func refusal(of account: ID<Account>, _ bytes: Int, _ tx: borrowing Tx) throws -> Problem {
        let used = try of(account, tx)
        return Problem(
            .filesQuota,
            extras: [
                "limit": .integer(Int64(maximumBytes)), "used": .integer(Int64(used.bytes)),
                "wanted": .integer(Int64(bytes)), "files": .integer(Int64(used.files)),
            ]
        )
    }
}
