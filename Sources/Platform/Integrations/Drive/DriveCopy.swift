import Kernel
import Store

/// The row of a copy on Drive, before and after its upload.
struct DriveCopy: Record {
    let id: ID<DriveCopy>
    let file: ID<UserFile>
    /// The service's name of it.
    let number: String
    /// Nil until it is uploaded.
    let url: String?

    static let columns: SQL = "d.id, d.file_id, d.number, d.url"

    init(_ row: inout Row) throws {
        id = try row.next()
        file = try row.next()
        number = try row.next()
        url = try row.next()
    }

    /// The copy of the newest version.
    static func find(_ file: UserFile, _ tx: borrowing Tx) throws -> DriveCopy? {
        try tx.first(
            """
            SELECT \(columns) FROM drive_file d WHERE d.account_id = \(file.owner) AND d.stored_id = \(file.stored)
            """
        )
    }

    static func begin(_ file: UserFile, as number: String, _ tx: borrowing Tx) throws -> DriveCopy {
        try tx.execute(
            """
            INSERT INTO drive_file (id, account_id, file_id, stored_id, number, made_at)
            VALUES (\(tx.newID(of: DriveCopy.self)), \(file.owner), \(file.id), \(file.stored), \(number), \(tx.now))
            ON CONFLICT (account_id, stored_id) DO NOTHING
            """
        )
        guard let copy = try find(file, tx) else { throw Problem(.conflict) }
        return copy
    }
}
