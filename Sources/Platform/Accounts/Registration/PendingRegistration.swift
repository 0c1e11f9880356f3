import Kernel
import Store
import Web

/// A registration whose e-mail address is not confirmed yet.
///
/// There is no account before: a stranger's address cannot be taken, and the answer for an address with an account is
/// the same as for any other. The confirmation of the address sets the password: the one sent with the registration
/// may be somebody else's (docs/decisions/0022-confirmation.md).
package struct PendingRegistration: Record {
    let id: ID<PendingRegistration>
    let email: EmailAddress
    let phone: PhoneNumber?
    /// Only for an account that the registering caller opens with a code sent to the phone.
    let phonePassword: HashedPassword?
    let locale: Language
    /// The product's data about the person.
    let details: JSONValue
    let expiresAt: Instant

    static let lifetime = Duration.days(3)

    package static let columns: SQL =
        "g.id, g.email, g.phone, g.phone_password_hash, g.locale, g.details, g.expires_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        email = try row.next()
        phone = try row.next()
        let hash: String? = try row.next()
        phonePassword = hash.map(HashedPassword.init(phc:))
        locale = Language(try row.next())
        details = try row.json()
        expiresAt = try row.next()
    }

    init(_ request: AccountRequest, phonePassword: HashedPassword?, _ tx: borrowing Tx) {
        id = tx.newID(of: PendingRegistration.self)
        email = request.email
        phone = request.phone
        self.phonePassword = phonePassword
        locale = request.locale
        details = request.details
        expiresAt = tx.now + Self.lifetime
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO registration (id, email, phone, phone_password_hash, locale, details, created_at, expires_at)
            VALUES (\(id), \(email), \(phone), \(phonePassword?.phc), \(locale), \(json: details), \(tx.now), \(expiresAt))
            """
        )
    }

    static func find(_ id: ID<PendingRegistration>, _ tx: borrowing Tx) throws -> PendingRegistration? {
        try tx.first("SELECT \(columns) FROM registration g WHERE g.id = \(id)")
    }

    static func find(token: String, _ tx: borrowing Tx) throws -> PendingRegistration? {
        try tx.first(
            """
            SELECT \(columns) FROM registration g
             WHERE g.hash = \(SecretText.hash(token)) AND g.expires_at > \(tx.now)
            """
        )
    }

    /// The newest open registration of an address.
    static func newest(_ email: EmailAddress, _ tx: borrowing Tx) throws -> PendingRegistration? {
        try tx.first(
            """
            SELECT \(columns) FROM registration g
             WHERE g.email = \(email) AND g.expires_at > \(tx.now) ORDER BY g.created_at DESC, g.id DESC LIMIT 1
            """
        )
    }

    /// Issues the token that confirms the registration.
    func issueToken(_ tx: borrowing Tx) throws -> String {
        let token = SecretText.new()
        try tx.changeOne("UPDATE registration SET hash = \(SecretText.hash(token)) WHERE id = \(id)")
        return token
    }

    func remove(_ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM registration WHERE id = \(id)")
    }

    /// Creates the account with the password sent with the mailed token, and the product's row of the person.
    ///
    /// Every other registration of the address becomes void.
    func confirmed(
        with password: HashedPassword,
        from origin: Origin?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        let account = try Accounts.register(
            email: email,
            phone: phone,
            password: password,
            locale: locale,
            by: .nobody(from: origin),
            at: site,
            tx
        )
        try tx.execute("DELETE FROM registration WHERE email = \(email)")
        let verified = try account.verified(by: .owner(of: account, from: origin), tx)
        try site.product.registered(verified, details, tx)
        return verified
    }
}
