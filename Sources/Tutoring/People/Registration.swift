import Kernel
import Platform
import Store
import Web

/// Registration without an invitation, and the profile of every new account.
enum Registration {
    static let routes = rows.tagged("Accounts")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path              handler   needs
        Post ("/auth/register",  register, .anyone, "Register an account", details: Accounts.registrationDetails).limited(Accounts.messageLimit).upTo(bytes: 16_384)
    }

    static func register(_ call: Call, body: NewPerson) async throws -> Accepted<MailPromise> {
        let policies = call.site.product.policies(at: call.now)
        try Consents.check(registering: body.consents, as: .student, policies)
        let request = AccountRequest(
            email: body.email,
            password: body.password,
            locale: body.locale?.language ?? call.languages.first ?? .italian,
            details: try JSONValue(parsing: JSON.encode(body.registrant))
        )
        return try await Accounts.ask(request, call)
    }
}

/// A language of the product.
enum TutoringLanguage: String, SupportedLanguage {
    /// Italian.
    case italian = "it"
    /// English.
    case english = "en"

    static let placeholder = TutoringLanguage.italian
}

/// A registration of a student.
struct NewPerson: Body {
    /// The address to log in with, to which the confirmation link is mailed.
    var email: EmailAddress
    /// The password is chosen with the confirmation link; one sent here does not open the account.
    var password: Password?
    /// The given name.
    var firstName: PersonName
    /// The family name; others see its initial.
    var lastName: PersonName
    /// The language of messages; the language of the request when absent.
    var locale: TutoringLanguage?
    /// Answers to the policies in force; consents to the privacy policy and the terms are required.
    var consents: [ConsentGiven]

    var registrant: Registrant {
        Registrant(firstName: firstName, lastName: lastName, consents: consents)
    }
}

/// The product's part of a registration, stored until the address is confirmed; Accounts stores the rest.
struct Registrant: Codable, Sendable {
    var firstName: PersonName
    var lastName: PersonName
    /// Absent where somebody else vouches for the address: then the app asks for the consents.
    var consents: [ConsentGiven]?
}

extension Registration {
    /// Opens the profile of an account whose address has just been confirmed.
    @Sendable static func registered(_ account: Account, _ details: JSONValue, _ tx: borrowing Tx) throws {
        let owner = Actor(kind: .person, account: account.id, role: account.role)
        let registrant = try JSON.decode(Registrant.self, from: details)
        try Profile.open(account.id, registrant.firstName, registrant.lastName, tx)
        let consents = registrant.consents ?? []
        try Consent.record(consents, of: account.id, from: "registration", by: owner, tx)
    }

    /// Opens the profile of an administrator who accepted an invitation.
    @Sendable static func joined(_ account: Account, _ invitation: Invitation, _ tx: borrowing Tx) throws {
        let first = PersonName(unchecked: String(invitation.firstName.prefix(60)))
        let last = PersonName(unchecked: String(invitation.lastName.prefix(60)))
        try Profile.open(account.id, first, last, tx)
    }

    /// Names the owner of an account that a command opened after the address, until they give their name.
    @Sendable static func appointed(_ account: Account, _ tx: borrowing Tx) throws {
        let parts = account.email.rawValue.prefix { $0 != "@" }.split(separator: ".", maxSplits: 1)
        let first = PersonName(unchecked: String((parts.first ?? "-").prefix(60)))
        let last = PersonName(unchecked: String((parts.dropFirst().first ?? "-").prefix(60)))
        try Profile.open(account.id, first, last, tx)
    }
}
