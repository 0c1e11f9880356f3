import Kernel
import Store

extension PendingRegistration {
    /// The registrations with this unconfirmed number, newest first.
    static func list(_ phone: PhoneNumber, _ tx: borrowing Tx) throws -> [PendingRegistration] {
        try tx.all(
            """
            SELECT \(columns) FROM registration g
             WHERE g.phone = \(phone) AND g.expires_at > \(tx.now) ORDER BY g.created_at DESC, g.id DESC LIMIT 20
            """
        )
    }

    /// Creates the account of a confirmed phone with an unconfirmed e-mail address.
    ///
    /// It has a stand-in address until its owner follows the link mailed to the given one, so that nobody can take
    /// the address of somebody else or learn whether it has an account.
    func confirmedByPhone(
        _ phone: PhoneNumber,
        from origin: Origin?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        try Account.release(phone, for: nil, tx)
        let account = try Accounts.register(
            email: .standIn(for: id),
            phone: phone,
            hasShownPhone: true,
            password: phonePassword,
            locale: locale,
            by: .nobody(from: origin),
            at: site,
            tx
        )
        try tx.execute("DELETE FROM registration WHERE phone = \(phone)")
        try site.product.registered(account, details, tx)
        guard try Account.find(email: email, tx) == nil else { return account }
        try Accounts.mail(.changeEmail, to: email, of: account, as: .firstEmailToVerify, at: site, tx)
        return account
    }
}

extension EmailAddress {
    private static let standIns = "@unconfirmed.invalid"

    /// An address that no mail reaches (RFC 2606).
    static func standIn(for id: ID<PendingRegistration>) -> EmailAddress {
        EmailAddress(unchecked: "\(id)\(standIns)")
    }

    /// Whether it stands in for an address not confirmed yet.
    package var isStandIn: Bool { rawValue.hasSuffix(Self.standIns) }
}
