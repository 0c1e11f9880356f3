import Kernel
import Platform
import Store
import Web

typealias User = Platform.User<Profile>

/// A user with their profile and consents.
struct UserView: View {
    var id: ID<Account>
    var email: EmailAddress
    /// Whether the e-mail address has been confirmed.
    var emailVerified: Bool
    /// For contact, not for login; absent when none was given.
    var phone: PhoneNumber?
    /// `customer`, `operator` or `admin`.
    var role: String
    var state: Account.State
    /// The language of e-mails and notifications.
    var locale: Language
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale?
    /// Whether the office has checked the codice fiscale against a document.
    var codiceFiscaleVerified: Bool
    /// As on the identity document, and as encoded in the codice fiscale; absent until the customer gives it.
    var birthDate: CivilDate?
    /// As registered, and as encoded in the codice fiscale.
    var sex: Sex?
    /// The comune or the foreign state of birth.
    var birthplace: Line<1, 100>?
    /// The Belfiore code of the comune or the foreign state of birth.
    var birthplaceCode: CadastralCode?
    /// The registered address.
    var residence: Address?
    /// The current home, where it differs from the residence.
    var domicile: Address?
    /// The latest decision for each purpose.
    var consents: [Consent]
    /// Policies in force that the role requires and that the user has not accepted yet.
    var consentsNeeded: [Consent.Purpose]
    /// The customer's plan; only for administrators and operators, and absent for staff.
    var subscription: PlanInShort?
    /// The time at which the account was opened.
    var createdAt: Instant
    /// The last change of the profile.
    var updatedAt: Instant
    /// The value for `If-Match`, raised by every change of the account or the profile.
    var version: Int

    init(_ user: User, _ consents: [Consent], for call: Call) {
        let (account, profile) = (user.account, user.profile)
        id = account.id
        email = account.email
        emailVerified = account.emailVerifiedAt != nil
        phone = account.phone
        role = account.role.name
        state = account.state
        locale = account.locale
        firstName = profile.firstName
        lastName = profile.lastName
        codiceFiscale = profile.codiceFiscale
        codiceFiscaleVerified = profile.codiceFiscaleVerifiedAt != nil
        birthDate = profile.birthDate
        sex = profile.sex
        birthplace = profile.birthplace
        birthplaceCode = profile.birthplaceCode
        residence = profile.residence
        domicile = profile.domicile
        self.consents = consents
        consentsNeeded = Consents.needed(
            beside: consents,
            as: account.role,
            call.site.product.policies(at: call.now)
        )
        createdAt = account.createdAt
        updatedAt = profile.updatedAt
        version = user.version
    }
}

/// A user in a list.
struct UserSummary: View {
    var id: ID<Account>
    var email: EmailAddress
    /// `customer`, `operator` or `admin`.
    var role: String
    var state: Account.State
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale?
    /// The time at which the account was opened.
    var createdAt: Instant

    init(_ user: User) {
        id = user.account.id
        email = user.account.email
        role = user.account.role.name
        state = user.account.state
        firstName = user.profile.firstName
        lastName = user.profile.lastName
        codiceFiscale = user.profile.codiceFiscale
        createdAt = user.account.createdAt
    }
}
