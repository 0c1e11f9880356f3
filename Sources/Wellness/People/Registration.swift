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
        try Consents.check(registering: body.consents, as: .user, policies)
        let request = AccountRequest(
            email: body.email,
            password: body.password,
            locale: body.locale?.language ?? call.languages.first ?? .english,
            details: try JSONValue(parsing: JSON.encode(body.registrant))
        )
        return try await Accounts.ask(request, call)
    }
}

/// A language of the product.
enum WellnessLanguage: String, SupportedLanguage {
    /// English.
    case english = "en"
    /// Italian.
    case italian = "it"

    static let placeholder = WellnessLanguage.english
}

/// A registration of a person.
struct NewPerson: Body {
    /// The address to log in with, to which the confirmation link is mailed.
    var email: EmailAddress
    /// Deprecated: the password is chosen with the confirmation link.
    var password: Password?
    /// The given name, shown to administrators.
    var firstName: PersonName
    /// The family name, shown to administrators.
    var lastName: PersonName
    /// The language of messages; the language of the request when absent.
    var locale: WellnessLanguage?
    /// The time zone of the diary and of reminders, such as `Europe/Rome`; UTC when absent.
    var timeZone: Zone?
    /// Answers to the policies in force; consents to the privacy policy and the terms are required.
    var consents: [ConsentGiven]

    var registrant: Registrant {
        Registrant(firstName: firstName, lastName: lastName, timeZone: timeZone, consents: consents)
    }
}

/// The product's part of a registration, stored until the address is confirmed; Accounts stores the rest.
struct Registrant: Codable, Sendable {
    var firstName: PersonName
    var lastName: PersonName
    var timeZone: Zone?
    var consents: [ConsentGiven]
}

extension Registration {
    /// Opens the profile of an account whose address has just been confirmed.
    @Sendable static func registered(_ account: Account, _ details: JSONValue, _ tx: borrowing Tx) throws {
        let owner = Actor(kind: .person, account: account.id, role: account.role)
        let registrant = try JSON.decode(Registrant.self, from: details)
        try Profile.open(account.id, registrant.firstName, registrant.lastName, in: registrant.timeZone, tx)
        try Consent.record(registrant.consents, of: account.id, from: "registration", by: owner, tx)
    }

    /// Opens the profile of a super administrator who accepted an invitation.
    @Sendable static func joined(_ account: Account, _ invitation: Invitation, _ tx: borrowing Tx) throws {
        let first = PersonName(unchecked: invitation.firstName)
        let last = PersonName(unchecked: invitation.lastName)
        try Profile.open(account.id, first, last, tx)
    }

    /// Names the owner of an account that a command opened after the address, until they give their name.
    @Sendable static func appointed(_ account: Account, _ tx: borrowing Tx) throws {
        guard account.role != .businessAdmin else {
            throw Problem(.invalid, faults: [.init("/role", .administersByMembership)])
        }
        let parts = account.email.rawValue.prefix { $0 != "@" }.split(separator: ".", maxSplits: 1)
        let first = PersonName(unchecked: String((parts.first ?? "-").prefix(100)))
        let last = PersonName(unchecked: String((parts.dropFirst().first ?? "-").prefix(100)))
        try Profile.open(account.id, first, last, tx)
    }
}

extension Profile {
    /// Writes the row of a person whose account has just been opened, and sets their first reminder.
    static func open(
        _ account: ID<Account>,
        _ firstName: PersonName,
        _ lastName: PersonName,
        in zone: Zone? = nil,
        _ tx: borrowing Tx
    ) throws {
        try Profile(of: account, firstName, lastName, at: tx.now).insert(tx)
        if let zone {
            var setting = try PersonSetting.of(account, tx)
            setting.zone = zone
            _ = try setting.saved(tx)
        }
        try Reminders.begin(account, tx)
    }
}
