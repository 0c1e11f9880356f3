import Kernel
import Store

/// A telephone number on its way into an account, by what the product makes of numbers.
struct PhoneBook: Sendable {
    let number: PhoneNumber?
    /// Under which it is one account's; a claim has none, so that nobody learns of, or takes, the number of another.
    let key: PhoneNumber?
    let verifiedAt: Instant?

    init(_ number: PhoneNumber?, isTrusted: Bool, at site: Site, _ tx: borrowing Tx) {
        let opens = site.product.accounts.phones == .login
        self.number = number
        key = opens && isTrusted ? number : nil
        verifiedAt = opens && isTrusted && number != nil ? tx.now : nil
    }
}

extension Account {
    /// Whose phone this is known to be: nobody's, as long as it has only been claimed.
    package static func find(trusting phone: PhoneNumber, _ tx: borrowing Tx) throws -> Account? {
        try tx.first(
            """
            SELECT \(columns) FROM account a WHERE a.phone_key = \(phone) AND a.phone_verified_at IS NOT NULL
            """
        )
    }

    /// The accounts that have the number in their profile and have not shown it, some of them.
    static func list(claiming phone: PhoneNumber, _ tx: borrowing Tx) throws -> [Account] {
        try tx.all(
            """
            SELECT \(columns) FROM account a
             WHERE a.phone = \(phone) AND a.phone_key IS NULL ORDER BY a.created_at, a.id LIMIT 100
            """
        )
    }

    /// Gives the account another number: a claim, answered alike whoever has it, until a code that was sent to it is shown.
    ///
    /// Of claims an account makes three a day (429). When another sets the number its owner is told.
    ///
    /// A number that the actor vouches for opens the account at once, and is refused with ``Problem/Code/phoneTaken`` when it is
    /// known to be another's.
    package func changed(
        phone: PhoneNumber,
        isTrusted: Bool,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Account {
        guard phone != self.phone || (isTrusted && phoneVerifiedAt == nil) else { return self }
        let book = PhoneBook(phone, isTrusted: isTrusted, at: site, tx)
        if !isTrusted, actor.account == id {
            try UnprovedClaim.consumeAllowance("phone", of: id, at: site, tx)
        }
        if book.key != nil, let other = try Account.find(trusting: phone, tx), other.id != id {
            throw Problem(.phoneTaken)
        }
        var next = self
        next.phone = book.number
        next.phoneKey = book.key
        next.phoneVerifiedAt = book.verifiedAt
        try notifyOfNumber(phone, by: actor, at: site, tx)
        let action: AccountAction = isTrusted ? .changePhone : .claimPhone
        try Audit.record(action, of: Self.kind, id.cast(), by: actor, tx)
        do {
            return try next.save(tx)
        } catch let error as DatabaseError where error.isUnique() {
            throw Problem(.phoneTaken)
        }
    }

    /// A number that others put into one's account may be the way in of whoever put it there.
    package func notifyOfNumber(
        _ phone: PhoneNumber?,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        guard let phone, actor.kind == .person || actor.kind == .service, actor.account != id else { return }
        let values = ["phone": phone.rawValue, "site": site.product.title]
        try Notifications.notify(id, Notice(template: .phoneSet, values: values), tx)
    }

    /// The number goes to whoever has shown that the phone is in their hands; accounts that only claimed it lose it.
    static func release(_ phone: PhoneNumber, for owner: ID<Account>?, _ tx: borrowing Tx) throws {
        for claimant in try list(claiming: phone, tx) where claimant.id != owner {
            try claimant.losePhone(tx)
        }
    }

    func losePhone(_ tx: borrowing Tx) throws {
        var next = self
        next.phone = nil
        next.phoneKey = nil
        next.phoneVerifiedAt = nil
        _ = try next.save(tx)
        try Audit.record(AccountAction.losePhone, of: Self.kind, id.cast(), by: .system, tx)
    }

    /// Whether nobody has been in it for so long that its number may be someone else's by now.
    func hasBeenLeft(_ tx: borrowing Tx) throws -> Bool {
        let since = tx.now - .days(90)
        guard createdAt < since else { return false }
        return try !tx.exists(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM session WHERE account_id = \(id) AND last_used_at >= \(since))
                        OR EXISTS (SELECT 1 FROM known_device WHERE account_id = \(id) AND last_seen_at >= \(since))
            """
        )
    }
}
