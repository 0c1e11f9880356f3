import Kernel
import Platform
import Store

/// A person of the demo; all have the password `Portico-demo-2026`, and administrators the same authenticator.
struct DemoPerson: Sendable {
    let email: String
    let firstName: String
    let lastName: String
    var role = Role.user
    /// The name of the department; nil for members of none.
    var department: String?
    var site: String?
    var zone = Zone.rome
    /// The consents beyond the privacy policy and the terms.
    var purposes: [Consent.Purpose] = [.diary, .assessments, .aggregation]

    /// The secret of every second factor; as an authenticator has it: `OBXXE5DJMNXS2ZDFNVXS243FMNZGK5BB`.
    static let authenticator = Array("portico-demo-secret!".utf8)

    static func password(at site: Site) async throws -> HashedPassword {
        try await site.passwords.hash(JSON.decode(Password.self, from: JSONValue("Portico-demo-2026")))
    }

    /// Opens the account with its profile, consents and second factor.
    func enrol(with password: HashedPassword, at site: Site, _ tx: borrowing Tx) throws -> Account {
        let account = try Accounts.register(
            email: EmailAddress(unchecked: email),
            password: password,
            role: role,
            locale: .english,
            by: .system,
            at: site,
            tx
        )
        try tx.execute("UPDATE account SET email_verified_at = created_at WHERE id = \(account.id)")
        try Profile.open(
            account.id,
            PersonName(unchecked: firstName),
            PersonName(unchecked: lastName),
            in: zone,
            tx
        )
        if role == .superAdmin { return try secured(account, at: site, tx) }
        let given = try consents(at: site, tx)
        try Consent.record(given, of: account.id, from: "registration", by: .system, tx)
        return role == .businessAdmin ? try secured(account, at: site, tx) : account
    }

    private func secured(_ account: Account, at site: Site, _ tx: borrowing Tx) throws -> Account {
        try account.adopt(authenticator: Self.authenticator, at: site, tx)
        return account
    }

    private func consents(at site: Site, _ tx: borrowing Tx) throws -> [ConsentGiven] {
        let agreed = [.privacy, .terms] + purposes
        return site.product.policies(at: tx.now).filter { agreed.contains($0.purpose) }.map {
            ConsentGiven(purpose: $0.purpose, policyVersion: Line(unchecked: $0.version), granted: true)
        }
    }
}
