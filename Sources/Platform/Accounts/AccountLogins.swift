import Kernel
import Store

/// The logins of an account: the sessions, with the devices and the feed set up in them, the logins that wait for their
/// second step, and the mailed links, which would lead to another login.
enum AccountLogins {
    static func end(
        of account: ID<Account>,
        except kept: ID<Session>? = nil,
        because reason: Session.RevocationReason,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        try Session.revokeAll(of: account, except: kept, because: reason, at: site, tx)
        try MailedToken.useUpAll(of: account, tx)
        try tx.execute("DELETE FROM login_challenge WHERE account_id = \(account)")
    }
}

extension Account {
    /// The account for the person who proves its address, without any way back in for the one who never did.
    ///
    /// The logins, the password, the number, the second factor, the known devices, the linked services, and the tokens and
    /// invitations issued by the account all end.
    func reclaimed(by owner: Actor, at site: Site, _ tx: borrowing Tx) throws -> Account {
        try AccountLogins.end(of: id, because: .revoked, at: site, tx)
        try site.product.unlinking(id, owner, site, tx)
        if try SecondFactor.find(id, tx) != nil { try SecondFactor.remove(id, tx) }
        try tx.execute("DELETE FROM known_device WHERE account_id = \(id)")
        try ServiceToken.revokeAll(createdBy: id, by: owner, at: site, tx)
        try Invitation.revokeAll(of: id, by: owner, tx)
        var free = self
        (free.password, free.passwordChangedAt) = (nil, tx.now)
        (free.phone, free.phoneKey, free.phoneVerifiedAt) = (nil, nil, nil)
        return try free.save(tx)
    }
}
