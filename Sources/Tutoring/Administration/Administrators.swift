import Kernel
import Platform
import Store

/// The administrators, of whom at least one must remain.
enum Administrators {
    /// Refused with `last_administrator` for the last active one.
    static func keepOne(without account: Account, _ tx: borrowing Tx) throws {
        guard account.role == .admin, account.state == .active else { return }
        let isLeft = try tx.exists(
            """
            SELECT 1 FROM account a
             WHERE a.role = \(Role.admin.name) AND a.state = \(Account.State.active) AND a.id <> \(account.id)
            """
        )
        guard isLeft else { throw Problem(.lastAdministrator) }
    }
}
