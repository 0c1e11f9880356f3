import Kernel
import Store
import Web

/// A legal hold on a person's data, as for a lawsuit or an inspection.
///
/// While one is open, neither erasure nor retention changes the person's data.
package struct LegalHold: Record {
    let id: ID<LegalHold>
    let account: ID<Account>
    let reason: String
    let placedBy: ID<Account>?
    let placedAt: Instant
    let liftedBy: ID<Account>?
    let liftedAt: Instant?

    package static let kind = "legal_hold"

    package static let columns: SQL =
        "h.id, h.account_id, h.reason, h.placed_by, h.placed_at, h.lifted_by, h.lifted_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        reason = try row.next()
        placedBy = try row.next()
        placedAt = try row.next()
        liftedBy = try row.next()
        liftedAt = try row.next()
    }

    /// Whether an open hold covers the account in that column.
    package static func covers(_ account: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM legal_hold h WHERE h.account_id = \(account) AND h.lifted_at IS NULL)"
    }

    static func isOpen(on account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 FROM legal_hold h WHERE h.account_id = \(account) AND h.lifted_at IS NULL")
    }

    static func find(_ id: ID<LegalHold>, _ tx: borrowing Tx) throws -> LegalHold {
        try tx.one("SELECT \(columns) FROM legal_hold h WHERE h.id = \(id)")
    }

    static func place(
        on account: ID<Account>,
        _ reason: Line<1, 500>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> LegalHold {
        guard try Account.find(account, tx).state != .deleted else { throw Problem(.notFound) }
        let id = tx.newID(of: LegalHold.self)
        try tx.execute(
            """
            INSERT INTO legal_hold (id, account_id, reason, placed_by, placed_at)
            VALUES (\(id), \(account), \(reason), \(actor.account), \(tx.now))
            """
        )
        try Audit.record(PrivacyAction.legalHoldPlace, of: Account.kind, account.cast(), by: actor, tx)
        return try find(id, tx)
    }

    func lifted(by actor: Actor, _ tx: borrowing Tx) throws -> LegalHold {
        let changed = try tx.execute(
            """
            UPDATE legal_hold SET lifted_by = \(actor.account), lifted_at = \(tx.now)
             WHERE id = \(id) AND lifted_at IS NULL
            """
        )
        guard changed == 1 else { throw Problem(.holdLifted) }
        try Audit.record(PrivacyAction.legalHoldLift, of: Account.kind, account.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }
}
