import Kernel
import Store
import Web

/// The identity with which a person logs in to a site.
package struct Account: Sendable {
    package let id: ID<Account>
    package internal(set) var email: EmailAddress
    /// When the address was confirmed; nil while it is not.
    package internal(set) var emailVerifiedAt: Instant?
    package internal(set) var phone: PhoneNumber?
    /// The confirmed number, where numbers open accounts; unique in the database.
    var phoneKey: PhoneNumber?
    /// When the number was confirmed with a code; only such a number opens the account.
    package internal(set) var phoneVerifiedAt: Instant?
    package internal(set) var role: Role
    package internal(set) var state: State
    /// The language of messages to the owner.
    package internal(set) var locale: Language
    package let createdAt: Instant
    package internal(set) var passwordChangedAt: Instant
    /// Nil when the account has no password to log in with.
    var password: HashedPassword?
    package internal(set) var version: Int

    /// Whether an account can be used.
    package enum State: String, Codable, CaseIterable, Sendable {
        /// The owner can log in.
        case active
        /// An administrator has closed it; the owner cannot log in until it is reactivated.
        case suspended
        /// Erased for good, with its personal data.
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
    /// The address to log in with and to write to.
    package var email: EmailAddress
    /// Whether the owner has confirmed the address with a mailed link.
    package var emailVerified: Bool
    /// A number of the owner, confirmed or not; absent when there is none.
    package var phone: PhoneNumber?
    /// The role that decides what the owner may do; one of the product's roles.
    package var role: String
    package var state: Account.State
    /// The language of messages to the owner.
    package var locale: Language
    /// The time at which the account was opened.
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
