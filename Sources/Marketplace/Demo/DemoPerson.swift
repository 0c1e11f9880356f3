import Kernel
import Platform
import Store

/// A person of the demo; all have the password `Portico-demo-2026`, and staff the same authenticator.
struct DemoPerson: Sendable {
    let email: String
    let name: String
    var role = Role.customer
    var phone: String?

    /// The secret of every second factor; in an authenticator: `OBXXE5DJMNXS2ZDFNVXS243FMNZGK5BB`.
    static let authenticator = Array("portico-demo-secret!".utf8)

    static func password(at site: Site) async throws -> HashedPassword {
        try await site.passwords.hash(JSON.decode(Password.self, from: JSONValue("Portico-demo-2026")))
    }

    /// Opens the account, with a confirmed address, its profile and, for staff, its second factor.
    func enrol(with password: HashedPassword, at site: Site, _ tx: borrowing Tx) throws -> Account {
        let account = try Accounts.register(
            email: EmailAddress(unchecked: email),
            phone: phone.map { PhoneNumber(unchecked: $0) },
            password: password,
            role: role,
            locale: .english,
            by: .system,
            at: site,
            tx
        )
        try tx.execute("UPDATE account SET email_verified_at = created_at WHERE id = \(account.id)")
        try Profile.open(account.id, PersonName(unchecked: name), tx)
        if role.isStaff { try account.adopt(authenticator: Self.authenticator, at: site, tx) }
        return try Account.find(account.id, tx)
    }
}
