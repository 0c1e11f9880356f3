import Kernel
import Platform
import Store
import Web

typealias User = Platform.User<Profile>

/// A person as they see themselves, and as the administrators see them.
struct UserView: View {
    var id: ID<Account>
    var email: EmailAddress
    var emailVerified: Bool
    var phone: PhoneNumber?
    var role: String
    var state: Account.State
    var locale: Language
    var firstName: PersonName
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale?
    /// Whether the office has checked it.
    var codiceFiscaleVerified: Bool
    var birthDate: CivilDate?
    var sex: Sex?
    var birthplace: Line<1, 100>?
    var birthplaceCode: CadastralCode?
    var residence: Address?
    var domicile: Address?
    var consents: [Consent]
    /// The texts in force that still have to be agreed to.
    var consentsNeeded: [Consent.Purpose]
    var createdAt: Instant
    var updatedAt: Instant
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

/// A person in a list.
struct UserSummary: View {
    var id: ID<Account>
    var email: EmailAddress
    var role: String
    var state: Account.State
    var firstName: PersonName
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale?
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
