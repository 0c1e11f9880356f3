import Kernel
import Platform
import Store
import Web

/// A registration of a customer.
struct NewCustomer: Body {
    /// The login name, and the address for the confirmation link.
    var email: EmailAddress
    /// Deprecated: the password is chosen with the confirmation link.
    var password: Password?
    /// As on the identity document.
    var firstName: PersonName
    /// As on the identity document.
    var lastName: PersonName
    /// Must agree with the birth data.
    var codiceFiscale: CodiceFiscale
    /// As on the identity document, in agreement with the codice fiscale; unknown when absent.
    var birthDate: CivilDate?
    /// As registered, and as encoded in the codice fiscale.
    var sex: Sex?
    /// The comune or the foreign state of birth.
    var birthplace: Line<1, 100>?
    /// The Belfiore code of the comune or the foreign state of birth.
    var birthplaceCode: CadastralCode?
    var phone: PhoneNumber?
    /// The registered address.
    var residence: Address?
    /// The current home, where it differs from the residence.
    var domicile: Address?
    /// The language of e-mails and notifications; Italian by default.
    var locale: Locale?
    /// Privacy policy and terms are required in their current version; marketing is optional.
    var consents: [ConsentGiven]
}

/// The product's part of a registration, stored until the address is confirmed; Accounts stores the rest.
struct Registrant: Codable, Sendable {
    var firstName: PersonName
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale
    var birthDate: CivilDate?
    var sex: Sex?
    var birthplace: Line<1, 100>?
    var birthplaceCode: CadastralCode?
    var residence: Address?
    var domicile: Address?
    var consents: [ConsentGiven]
}

extension Customers {
    static func register(_ call: Call, body: NewCustomer) async throws -> Accepted<MailPromise> {
        try body.check(at: call.site)
        let request = AccountRequest(
            email: body.email,
            phone: body.phone,
            password: body.password,
            locale: (body.locale ?? .italian).language,
            details: try JSONValue(parsing: JSON.encode(body.registrant))
        )
        return try await Accounts.ask(request, call)
    }

    /// Registers a customer of the demo, without an e-mail to confirm and with a password from the list of common ones.
    static func enrol(_ body: NewCustomer, by actor: Actor, at site: Site) async throws {
        var hash: HashedPassword?
        if let password = body.password { hash = try await site.passwords.hash(password) }
        try await site.db.write { [hash] tx in
            let account = try Accounts.register(
                email: body.email,
                phone: body.phone,
                password: hash,
                locale: (body.locale ?? .italian).language,
                by: actor,
                at: site,
                tx
            )
            try body.registrant.join(as: account, by: actor, tx)
        }
    }

    /// Creates the profile and the consents of a newly confirmed account.
    static func registered(_ account: Account, _ details: JSONValue, _ tx: borrowing Tx) throws {
        let owner = Actor(kind: .person, account: account.id, role: account.role)
        try JSON.decode(Registrant.self, from: details).join(as: account, by: owner, tx)
    }
}

extension NewCustomer {
    var registrant: Registrant {
        Registrant(
            firstName: firstName,
            lastName: lastName,
            codiceFiscale: codiceFiscale,
            birthDate: birthDate,
            sex: sex,
            birthplace: birthplace,
            birthplaceCode: birthplaceCode,
            residence: residence,
            domicile: domicile,
            consents: consents
        )
    }

    func check(at site: Site) throws {
        let now = site.now()
        try Problem.gather(
            { if let password { try Accounts.check(password, for: email, at: site) } },
            { try Consents.check(registering: consents, as: .customer, site.product.policies(at: now)) },
            { try registrant.profile(of: .new(at: now), at: now).check() }
        )
    }
}

extension Registrant {
    func join(as account: Account, by actor: Actor, _ tx: borrowing Tx) throws {
        try profile(of: account.id, at: tx.now).insert(tx)
        try Consent.record(consents, of: account.id, from: "registration", by: actor, tx)
    }

    func profile(of account: ID<Account>, at now: Instant) -> Profile {
        var profile = Profile(of: account, firstName, lastName, at: now)
        profile.codiceFiscale = codiceFiscale
        profile.birthDate = birthDate
        profile.sex = sex
        profile.birthplace = birthplace
        profile.birthplaceCode = birthplaceCode
        profile.residence = residence
        profile.domicile = domicile
        return profile
    }
}
