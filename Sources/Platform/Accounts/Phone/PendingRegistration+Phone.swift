import Kernel
import Store

extension PendingRegistration {
    /// Those that wait for a number to be shown, the newest first.
    static func list(_ phone: PhoneNumber, _ tx: borrowing Tx) throws -> [PendingRegistration] {
        try tx.all(
            """
            SELECT \(columns) FROM registration g
             WHERE g.phone = \(phone) AND g.expires_at > \(tx.now) ORDER BY g.created_at DESC, g.id DESC LIMIT 20
            """
        )
    }

    /// The account of someone who has shown their phone, and not that they read the mails of the address they gave.
    ///
    /// It has an address of ours until they follow a link that is mailed to theirs: so nobody's address can be taken, and
    /// nobody learns whether an address has an account.
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

    /// Where no mail ever goes (RFC 2606).
    static func standIn(for id: ID<PendingRegistration>) -> EmailAddress {
        EmailAddress(unchecked: "\(id)\(standIns)")
    }

    /// Whether an account has it for want of a confirmed one.
    package var isStandIn: Bool { rawValue.hasSuffix(Self.standIns) }
}
