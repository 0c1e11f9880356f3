import Kernel
import Store
import Web

/// Someone who can log in to a site.
package struct Account: Sendable {
    package let id: ID<Account>
    package internal(set) var email: EmailAddress
    /// Since when they are known to read the mails of their address.
    package internal(set) var emailVerifiedAt: Instant?
    package internal(set) var phone: PhoneNumber?
    /// The number once it is known to be theirs, where numbers open accounts: one account's, which the database sees to.
    var phoneKey: PhoneNumber?
    /// Since when they are known to have the phone in their hands; only such a number opens the account.
    package internal(set) var phoneVerifiedAt: Instant?
    package internal(set) var role: Role
    package internal(set) var state: State
    /// The language they are written to in.
    package internal(set) var locale: Language
    package let createdAt: Instant
    package internal(set) var passwordChangedAt: Instant
    /// Nil when they cannot log in with a password.
    var password: HashedPassword?
    package internal(set) var version: Int

    package enum State: String, Codable, CaseIterable, Sendable {
        case active
        case suspended
        case deleted
    }

    package static let kind = "account"
}

extension Account: Scoped {
    package static let visibility = Visibility(own: "a.id")
}

extension Account: Record {
    package static let columns: SQL =
        """
        a.id, a.email, a.phone, a.role, a.state, a.locale, a.created_at, a.password_changed_at, a.password_hash, a.version,
        a.email_verified_at, a.phone_key, a.phone_verified_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        email = try row.next()
        phone = try row.next()
        role = Role(try row.next())
        state = try row.next()
        locale = Language(try row.next())
        createdAt = try row.next()
        passwordChangedAt = try row.next()
        let hash: String? = try row.next()
        password = hash.map(HashedPassword.init(phc:))
        version = try row.next()
        emailVerifiedAt = try row.next()
        phoneKey = try row.next()
        phoneVerifiedAt = try row.next()
    }
}

extension Account.State: SQLValueConvertible {}

/// An account as its owner and the administrators see it.
package struct AccountView: View {
    package var id: ID<Account>
    package var email: EmailAddress
    package var emailVerified: Bool
    package var phone: PhoneNumber?
    package var role: String
    package var state: Account.State
    package var locale: Language
    package var createdAt: Instant

    package init(_ account: Account) {
        id = account.id
        email = account.email
        emailVerified = account.emailVerifiedAt != nil
        phone = account.phone
        role = account.role.name
        state = account.state
        locale = account.locale
        createdAt = account.createdAt
    }
}
