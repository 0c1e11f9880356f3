import Kernel
import Store

/// The name in a login: an e-mail address or a phone number.
package enum LoginName: Sendable {
    case email(EmailAddress)
    case phone(PhoneNumber)

    /// Refused with 422 when both or neither are given, or a number where numbers open no accounts.
    init(_ email: EmailAddress?, _ phone: PhoneNumber?, at site: Site) throws(Problem) {
        switch (email, phone) {
        case (let email?, nil): self = .email(email)
        case (nil, let phone?) where site.product.accounts.phones == .login: self = .phone(phone)
        case (.some, .some): throw Problem(.invalid, faults: [.init("/phone", .eitherName)])
        case (nil, _): throw Problem(.invalid, faults: [.init("/email", Refusal(.required))])
        }
    }

    /// The text under which guesses are counted.
    var text: String {
        switch self {
        case .email(let email): email.rawValue
        case .phone(let phone): phone.rawValue
        }
    }

    var subject: String {
        switch self {
        case .email(let email): "email \(email)"
        case .phone(let phone): "phone \(phone)"
        }
    }

    func account(_ tx: borrowing Tx) throws -> Account? {
        switch self {
        case .email(let email): try Account.find(email: email, tx)
        case .phone(let phone): try Account.find(trusting: phone, tx)
        }
    }
}
