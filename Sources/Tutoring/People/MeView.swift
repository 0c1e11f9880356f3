import Kernel
import Platform
import Store
import Web

/// A person as they see themselves.
struct MeView: View {
    /// The account.
    var id: ID<Account>
    /// The address to log in with and to write to.
    var email: EmailAddress
    /// Whether the address has been confirmed with a mailed link.
    var emailVerified: Bool
    /// The given name.
    var firstName: PersonName
    /// The family name; others see its initial.
    var lastName: PersonName
    /// The telephone number; absent when there is none.
    var phone: PhoneNumber?
    /// `student`, `tutor` or `admin`.
    var role: String
    /// Whether the owner can log in.
    var state: Account.State
    /// The language of messages.
    var locale: Language
    /// The zone of the times in messages and of the quiet hours.
    var timeZone: Zone
    /// The address of the picture, for an hour; absent without one.
    var avatar: String?
    /// The tutor of a tutor's account, and the account itself of a student with a profile; absent for others.
    var profileId: ID<Subject>?
    /// The purposes to which the person must still agree, in the version in force.
    var consentsNeeded: [Consent.Purpose]
    /// Whether logins ask for a code of an authenticator.
    var mfaEnabled: Bool
    /// When the account was opened.
    var createdAt: Instant
    /// The value for `If-Match`, raised by every change of the account or of the profile.
    var version: Int
}

extension MeView {
    static func versioned(_ user: User, _ call: Call, _ tx: borrowing Tx) throws -> Versioned<MeView> {
        Versioned(try of(user, call, tx), version: user.version)
    }

    private static func of(_ user: User, _ call: Call, _ tx: borrowing Tx) throws -> MeView {
        let (account, profile) = (user.account, user.profile)
        return MeView(
            id: account.id,
            email: account.email,
            emailVerified: account.emailVerifiedAt != nil,
            firstName: profile.firstName,
            lastName: profile.lastName,
            phone: account.phone,
            role: account.role.name,
            state: account.state,
            locale: account.locale,
            timeZone: try PersonZone.of(account.id, at: call.site, tx),
            avatar: try Avatar.link(to: profile.avatar, for: call, tx),
            profileId: try profileID(of: account, tx),
            consentsNeeded: try Consent.needed(of: account.id, at: call.site, tx),
            mfaEnabled: try Account.hasSecondFactor(account.id, tx),
            createdAt: account.createdAt,
            version: user.version
        )
    }

    private static func profileID(of account: Account, _ tx: borrowing Tx) throws -> ID<Subject>? {
        switch account.role {
        case .tutor: try Tutor.find(of: account.id, tx)?.id.cast()
        case .student: try Student.find(account.id, tx) == nil ? nil : account.id.cast()
        default: nil
        }
    }
}
