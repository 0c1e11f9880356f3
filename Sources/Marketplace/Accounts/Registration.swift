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
        Post ("/auth/register",  register, .anyone, "Register an account", details: Accounts.registrationDetails).limited(Accounts.messageLimit).upTo(bytes: 8_192)
    }

    static func register(_ call: Call, body: NewPerson) async throws -> Accepted<MailPromise> {
        let request = AccountRequest(
            email: body.email,
            phone: body.phone,
            password: body.password,
            locale: .english,
            details: ["name": .string(body.name.rawValue)]
        )
        return try await Accounts.ask(request, call)
    }
}

/// A registration of a customer.
struct NewPerson: Body {
    /// The address to log in with, to which the confirmation link is mailed.
    var email: EmailAddress
    /// Deprecated: the password is chosen with the confirmation link.
    var password: Password?
    /// The full name; others see the first name and an initial.
    var name: PersonName
    /// A telephone number, shown to the other side of a job once it is paid for.
    var phone: PhoneNumber?
    /// The language of messages.
    var locale: MarketLanguage?
}

/// A language of the product.
enum MarketLanguage: String, SupportedLanguage {
    /// English.
    case english = "en"

    static let placeholder = MarketLanguage.english
}

extension Registration {
    /// Opens the profile of an account whose address has just been confirmed.
    @Sendable static func registered(_ account: Account, _ details: JSONValue, _ tx: borrowing Tx) throws {
        let name = details["name"]?.stringValue ?? account.email.rawValue
        try Profile.open(account.id, PersonName(unchecked: name), tx)
    }

    /// Opens the profile of somebody who accepted an invitation.
    @Sendable static func joined(_ account: Account, _ invitation: Invitation, _ tx: borrowing Tx) throws {
        let name = "\(invitation.firstName) \(invitation.lastName)".prefix(100)
        try Profile.open(account.id, PersonName(unchecked: String(name)), tx)
    }

    /// Names the owner of an account that a command opened after the address, until they give their name.
    @Sendable static func appointed(_ account: Account, _ tx: borrowing Tx) throws {
        let name = account.email.rawValue.prefix { $0 != "@" }.prefix(100)
        try Profile.open(account.id, PersonName(unchecked: String(name)), tx)
    }
}
