import Kernel
import Store

/// A person's right to a copy on Drive, which ends when they no longer reach the file here.
///
/// Its row is there before Google is asked, with an empty number until Google has answered: a right whose answer was lost
/// ends like the others.
enum DrivePermission {
    /// Whether Google is still to be asked.
    static func begin(_ copy: ID<DriveCopy>, _ receiver: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO drive_permission (id, drive_file_id, receiver_id, number)
            VALUES (\(tx.newID(of: DrivePermission.self)), \(copy), \(receiver), '')
            ON CONFLICT (drive_file_id, receiver_id) DO NOTHING
            """
        )
        return try tx.exists(
            """
            SELECT 1 FROM drive_permission
             WHERE drive_file_id = \(copy) AND receiver_id = \(receiver) AND number = ''
            """
        )
    }

    /// Google has answered; the row is made anew when it was ended meanwhile.
    static func keep(
        _ number: String,
        of copy: ID<DriveCopy>,
        _ receiver: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            INSERT INTO drive_permission (id, drive_file_id, receiver_id, number)
            VALUES (\(tx.newID(of: DrivePermission.self)), \(copy), \(receiver), \(number))
            ON CONFLICT (drive_file_id, receiver_id) DO UPDATE SET number = excluded.number
            """
        )
    }

    /// The condition that the receiver of a permission `p` on a copy `d` no longer reaches the file.
    static func isOver(at now: Instant) -> SQL {
        """
        NOT EXISTS (SELECT 1 FROM user_file u
                     WHERE u.id = d.file_id AND \(FileReach(ofColumn: "p.receiver_id", at: now).files()))
        """
    }
}
