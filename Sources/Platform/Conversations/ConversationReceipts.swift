import Kernel
import Store

extension Conversation {
    /// Records that an account has read the messages through a number; false when it had read as far before.
    package func read(
        through seq: Int,
        by account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Bool {
        guard let receipts else { return false }
        return try tx.execute(
            """
            INSERT INTO \(receipts) (\(columns), account_id, seq) VALUES (\(values), \(account), \(seq))
                ON CONFLICT (\(columns), account_id) DO UPDATE SET seq = excluded.seq
             WHERE \(receipts).seq < excluded.seq
            """
        ) > 0
    }

    /// The number through which an account has read; 0 before the first receipt.
    package func lastRead(by account: ID<Account>, _ tx: borrowing Tx) throws -> Int {
        guard let receipts else { return 0 }
        return try tx.value("SELECT seq FROM \(receipts) WHERE \(isHere) AND account_id = \(account)") ?? 0
    }

    /// The number of messages of others that an account has not read.
    package func unread(by account: ID<Account>, _ tx: borrowing Tx) throws -> Int {
        try tx.value("SELECT COUNT(*) FROM \(try unreadRows(by: account, tx))") ?? 0
    }

    /// When the first of them was written; nil without any.
    package func unreadSince(by account: ID<Account>, _ tx: borrowing Tx) throws -> Instant? {
        try tx.value("SELECT MIN(written_at) FROM \(try unreadRows(by: account, tx))")
    }

    private func unreadRows(by account: ID<Account>, _ tx: borrowing Tx) throws -> SQL {
        """
        \(table) WHERE \(isHere) AND seq > \(try lastRead(by: account, tx))
          AND (author_id IS NULL OR author_id <> \(account))
        """
    }
}
