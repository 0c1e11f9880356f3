import Kernel

/// The text of a message in every language of its product, with `{{placeholders}}`.
///
/// The body is plain text: paragraphs with empty lines between them. A paragraph that is a web address becomes a button
/// in the HTML of an e-mail: only where the template has it so, never because of a value.
package struct NoticeTemplate: Sendable {
    package let name: Name
    package let category: Category
    package let channels: Set<Channel>
    package let subject: LocalizedText
    package let body: LocalizedText
    /// An example value for each placeholder, for previews and tests.
    package let preview: [String: String]
    /// The placeholders with a value from ``NoticeSecrets`` only.
    package let secrets: Set<String>
    /// The placeholders that may hold web addresses, because staff write them, as the place of an online course.
    package let links: Set<String>
    /// The placeholders that may have several lines; all others have one.
    package let multiline: Set<String>
    /// Whether the notification is shown in the app only, without a push notification.
    let isQuiet: Bool

    package init(
        _ name: Name,
        _ category: Category,
        channels: Set<Channel> = [.inApp, .email],
        subject: LocalizedText,
        body: LocalizedText,
        preview: [String: String] = [:],
        secrets: Set<String> = [],
        links: Set<String> = [],
        multiline: Set<String> = [],
        isQuiet: Bool = false
    ) {
        self.isQuiet = isQuiet
        self.name = name
        self.category = category
        self.channels = channels
        self.subject = subject
        self.body = body
        self.preview = preview
        self.secrets = secrets
        self.links = links
        self.multiline = multiline
    }

    /// Whether the recipient's devices get a push notification.
    var isPushed: Bool { channels.contains(.push) || (channels.contains(.inApp) && !isQuiet) }

    /// The key of a template in the outbox, such as `accounts.password_reset`; never changed once it has been used.
    package struct Name: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        package let description: String

        package init(_ name: String) {
            description = name
        }

        package init(stringLiteral name: StaticString) {
            description = name.description
        }
    }

    /// The subject matter of a message, for the recipient's preferences.
    package struct Category: OpenWords {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The security of the account; cannot be switched off and ignores quiet hours.
        package static let security = Category(rawValue: "security")
        /// The recipient's own requests, orders and appointments.
        package static let service = Category(rawValue: "service")
        /// Advertising and news; except in the app, only with the recipient's agreement.
        package static let marketing = Category(rawValue: "marketing")

        package static let allCases = [security, service, marketing]
    }

    /// The means by which a message reaches its recipient.
    package enum Channel: String, Codable, CaseIterable, Sendable {
        /// The list of notifications in the app.
        case inApp = "in_app"
        /// An e-mail to the account's address.
        case email
        /// A text message to a telephone number, which costs money: only where there is no other way.
        case sms
        /// A push notification to the devices with the app.
        case push
        /// A message to the WhatsApp number that the person has linked.
        case whatsApp = "whatsapp"
        /// A message in the person's chat with our bot at Telegram.
        case telegram

        /// The channels of messengers, which not every product has.
        package static let messengers: [Channel] = [.whatsApp, .telegram]
    }
}

extension ProductDefinition {
    package func template(named name: NoticeTemplate.Name) -> NoticeTemplate? {
        templates.first { $0.name == name }
    }
}
