import Kernel
import Store

/// A filter of accounts.
package struct AccountFilter: Sendable {
    /// A part of the e-mail address or of the phone number.
    package var search: String?
    package var role: Role?
    package var state: Account.State?

    package init(search: String? = nil, role: Role? = nil, state: Account.State? = nil) {
        self.search = search
        self.role = role
        self.state = state
    }

    fileprivate var condition: SQL {
        var conditions: [SQL] = []
        if let search {
            let pattern = "%" + search.lowercased().flatMap { "\\%_".contains($0) ? ["\\", $0] : [$0] } + "%"
            conditions.append(
                "lower(a.email) LIKE \(pattern) ESCAPE '\\' OR a.phone LIKE \(pattern) ESCAPE '\\'"
            )
        }
        if let role { conditions.append("a.role = \(role.name)") }
        if let state { conditions.append("a.state = \(state)") }
        return SQL.all(conditions)
    }
}

extension Account {
    package static func find(_ id: ID<Account>, _ tx: borrowing Tx) throws -> Account {
        try tx.one("SELECT \(columns) FROM account a WHERE a.id = \(id)")
    }

    package static func find(_ id: ID<Account>, within scope: Scope, _ tx: borrowing Tx) throws -> Account {
        try tx.one(
            "SELECT \(columns) FROM account a WHERE a.id = \(id) AND \(visible(to: scope))"
        )
    }

    package static func find(email: EmailAddress, _ tx: borrowing Tx) throws -> Account? {
        try tx.first("SELECT \(columns) FROM account a WHERE lower(a.email) = \(email)")
    }

    /// The accounts that `scope` covers, newest first.
    package static func list(
        _ filter: AccountFilter,
        _ page: PageRequest,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> Page<Account> {
        try tx.page(
            page,
            """
            SELECT \(columns) FROM account a
             WHERE \(visible(to: scope)) AND \(filter.condition)
            """,
            order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        )
    }

    /// Nil when the e-mail address, or a number that must be unique, is taken.
    ///
    /// `ON CONFLICT` instead of a caught error, which would end the transaction.
    static func insert(
        email: EmailAddress,
        phone: PhoneBook,
        password: HashedPassword?,
        role: Role,
        locale: Language,
        _ tx: borrowing Tx
    ) throws -> Account? {
        let id = tx.newID(of: Account.self)
        let inserted = try tx.execute(
            """
            INSERT INTO account (id, email, phone, phone_key, phone_verified_at, password_hash, role, state, locale, created_at,
                                 password_changed_at, version)
            VALUES (\(id), \(email), \(phone.number), \(phone.key), \(phone.verifiedAt), \(password?.phc), \(role.name), \(State.active), \(locale), \(tx.now),
                    \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        return inserted == 0 ? nil : try find(id, tx)
    }

    /// Throws ``Problem/Code/stale`` when somebody else changed the account first.
    func save(_ tx: borrowing Tx) throws -> Account {
        try tx.changeOne(
            """
            UPDATE account
               SET email = \(email), email_verified_at = \(emailVerifiedAt), phone = \(phone), phone_key = \(phoneKey),
                   phone_verified_at = \(phoneVerifiedAt), role = \(role.name), state = \(state), locale = \(locale), password_hash = \(password?.phc), password_changed_at = \(passwordChangedAt),
                   version = \(version + 1)
             WHERE id = \(id) AND version = \(version)
            """
        )
        var saved = self
        saved.version += 1
        return saved
    }
}
