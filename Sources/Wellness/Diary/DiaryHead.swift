import Kernel
import Platform
import Store

/// The one row of a diary: its lock, and the count of its changes.
struct DiaryHead: Sendable {
    let account: ID<Account>
    /// Changes when the diary is erased, which ends the cursors of the former diary.
    let epoch: ID<DiaryHead>
    /// The number of the last change of an entry.
    var seq: Int
    /// The number of ops that are kept.
    var ops: Int
}

extension DiaryHead: Record {
    static let columns: SQL = "account_id, epoch, seq, ops"

    init(_ row: inout Row) throws {
        account = try row.next()
        epoch = try row.next()
        seq = try row.next()
        ops = try row.next()
    }

    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> DiaryHead? {
        try tx.first("SELECT \(columns) FROM wellness_diary WHERE account_id = \(account)")
    }

    /// The diary, held until the end of the transaction: other writers of the account wait.
    ///
    /// An account that was erased meanwhile has none, so nothing can be written after an erasure; nor has the
    /// account of a super administrator.
    static func locked(of account: ID<Account>, _ tx: borrowing Tx) throws -> DiaryHead {
        let head: DiaryHead? = try tx.first(
            """
            INSERT INTO wellness_diary (account_id, epoch, seq, ops, reconciled_seq)
            SELECT a.id, CAST(\(tx.newID(of: DiaryHead.self)) AS \(pg: "uuid", sqlite: "BLOB")), 0, 0, 0 FROM account a
             WHERE a.id = \(account) AND a.state <> 'deleted' AND a.role <> \(Role.superAdmin.name)
                ON CONFLICT (account_id) DO UPDATE SET seq = wellness_diary.seq
            RETURNING \(columns)
            """
        )
        guard let head else { throw Problem(.unauthenticated) }
        return head
    }

    func save(_ tx: borrowing Tx) throws {
        try tx.post("UPDATE wellness_diary SET seq = \(seq), ops = \(ops) WHERE account_id = \(account)")
    }
}
