import Kernel
import Platform
import Store

/// Profiles of people who join by an invitation or a command.
///
/// Without a profile no list would show them, and nobody could suspend them.
enum Staff {
    @Sendable static func joined(
        _ account: Account,
        _ invitation: Invitation,
        _ tx: borrowing Tx
    ) throws {
        try insert(account, called: "\(invitation.firstName) \(invitation.lastName)", tx)
    }

    /// Names the person after the local part of the address until they set a name.
    @Sendable static func appointed(_ account: Account, _ tx: borrowing Tx) throws {
        guard !account.role.isOfCompany else {
            throw Problem(.invalid, faults: [.init("/role", .vendorsByCompany)])
        }
        try insert(account, called: String(account.email.rawValue.prefix { $0 != "@" }), tx)
    }

    private static func insert(_ account: Account, called name: String, _ tx: borrowing Tx) throws {
        try Member(of: account.id, Line(unchecked: String(name.prefix(120))), at: tx.now).insert(tx)
    }

    static let migration = Migration(id: "distribution/720-members-of-staff", everyoneElse)

    /// Adds profiles to accounts that joined before profiles existed.
    static let everyoneElse: StaticString = """
        INSERT INTO member (account_id, name, created_at, updated_at, version)
        SELECT a.id, COALESCE(
                   (SELECT substr(MIN(i.first_name || ' ' || i.last_name), 1, 120) FROM invitation i WHERE i.account_id = a.id),
                   substr(a.email, 1, 120)),
               a.created_at, a.created_at, 1
          FROM account a
         WHERE a.state <> 'deleted' AND NOT EXISTS (SELECT 1 FROM member m WHERE m.account_id = a.id)
        """
}
