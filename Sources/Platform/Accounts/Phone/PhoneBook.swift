import Kernel
import Store

/// A phone number for an account, according to the product's use of numbers.
struct PhoneBook: Sendable {
    let number: PhoneNumber?
    /// The unique key; a mere claim has none, so that nobody learns of, or takes, the number of another.
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
    /// The account with this confirmed number; claims do not count.
    package static func find(trusting phone: PhoneNumber, _ tx: borrowing Tx) throws -> Account? {
        try tx.first(
            """
            SELECT \(columns) FROM account a WHERE a.phone_key = \(phone) AND a.phone_verified_at IS NOT NULL
            """
        )
    }

    /// The accounts with this unconfirmed number, 100 at most.
    static func list(claiming phone: PhoneNumber, _ tx: borrowing Tx) throws -> [Account] {
        try tx.all(
            """
            SELECT \(columns) FROM account a
             WHERE a.phone = \(phone) AND a.phone_key IS NULL ORDER BY a.created_at, a.id LIMIT 100
            """
        )
    }

    /// Changes the number: a claim, with the same answer for a taken number, until a code sent to it confirms it.
    ///
    /// An account may make three claims a day (429). The owner is notified of a number set by somebody else.
    ///
    /// A number that the actor vouches for opens the account at once, and is refused with ``Problem/Code/phoneTaken``
    /// when another account has confirmed it.
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

    /// Notifies the owner of a number set by somebody else, who could use it to log in.
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

    /// Removes the number from the accounts that only claimed it, in favour of its confirmed owner.
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

    /// Whether the account is unused for so long that its number may belong to somebody else by now.
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
