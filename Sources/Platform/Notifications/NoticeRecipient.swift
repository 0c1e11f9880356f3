import Kernel
import Store

/// The address of a notice without an account.
enum NoticeAddress: Sendable {
    case email(EmailAddress)
    case phone(PhoneNumber)

    init(_ text: String) {
        self =
            text.contains("@") ? .email(EmailAddress(unchecked: text)) : .phone(PhoneNumber(unchecked: text))
    }

    var email: EmailAddress? { if case .email(let email) = self { email } else { nil } }
    var phone: PhoneNumber? { if case .phone(let phone) = self { phone } else { nil } }
}

/// The recipient of a notice, with the current address and preferences.
struct NoticeRecipient: Sendable {
    let account: ID<Account>?
    let email: EmailAddress?
    /// A verified telephone number.
    let phone: PhoneNumber?
    let language: Language
    let preferences: NoticePreferences

    /// Nil when the account is deleted.
    static func find(_ notice: NoticeRow, at site: Site, _ tx: borrowing Tx) throws -> NoticeRecipient? {
        if let address = notice.address, let language = notice.language {
            return NoticeRecipient(
                account: nil,
                email: address.email,
                phone: address.phone,
                language: language,
                preferences: NoticePreferences(at: site)
            )
        }
        guard let id = notice.account else { return nil }
        let account = try Account.find(id, tx)
        guard account.state != .deleted else { return nil }
        let languages = site.product.languages
        let isSpoken = languages.contains(account.locale)
        return NoticeRecipient(
            account: id,
            email: account.email,
            phone: try phone(of: account, at: site, tx),
            language: isSpoken ? account.locale : languages.first ?? .english,
            preferences: try NoticePreferences.find(id, at: site, tx)
        )
    }

    /// The number that opens the account, or the one linked for text messages.
    private static func phone(of account: Account, at site: Site, _ tx: borrowing Tx) throws -> PhoneNumber? {
        if account.phoneVerifiedAt != nil { return account.phone }
        guard !site.product.channels.isDisjoint(with: NoticeTemplate.Channel.messengers),
            let linked = try Messenger.find(.sms, of: account.id, tx)
        else { return nil }
        return PhoneNumber(unchecked: try linked.text(at: site))
    }
}
