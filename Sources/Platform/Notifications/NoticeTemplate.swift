import Kernel

/// A text that people are sent, in every language of its product, with `{{placeholders}}`.
///
/// The body is plain text: paragraphs with empty lines between them. A paragraph that is an address of the web becomes a button in the
/// HTML of a mail: where the template has it so, never because a value brought it.
package struct NoticeTemplate: Sendable {
    package let name: Name
    package let category: Category
    package let channels: Set<Channel>
    package let subject: LocalizedText
    package let body: LocalizedText
    /// An example of every value, for previews and tests.
    package let preview: [String: String]
    /// The placeholders that take their value from ``NoticeSecrets`` and from nowhere else.
    package let secrets: Set<String>
    /// The placeholders that may bring addresses of the web, because the house writes them: the place of a course that is held online.
    package let links: Set<String>
    /// The placeholders that may have several lines; all others are one.
    package let multiline: Set<String>
    /// Whether what is shown in the app stays there, and goes to no device.
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

    /// Whether it goes to the devices of its recipient.
    var isPushed: Bool { channels.contains(.push) || (channels.contains(.inApp) && !isQuiet) }

    /// What the outbox knows a template by, as `accounts.password_reset`; never changed once it has been used.
    package struct Name: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        package let description: String

        package init(_ name: String) {
            description = name
        }

        package init(stringLiteral name: StaticString) {
            description = name.description
        }
    }

    /// Why people are told.
    package enum Category: String, Codable, CaseIterable, Sendable {
        /// About their account; cannot be switched off, and does not wait for the morning.
        case security
        /// About what they have asked of the product.
        case service
        /// What the product would like them to know.
        case marketing
    }

    /// How people are told.
    package enum Channel: String, Codable, CaseIterable, Sendable {
        /// What is shown in the app goes to the devices with the app as well.
        case inApp = "in_app"
        case email
        /// To a telephone number: where there is no other way, for it costs money.
        case sms
        /// To devices with the app, and nowhere else.
        case push
    }
}

extension ProductDefinition {
    package func template(named name: NoticeTemplate.Name) -> NoticeTemplate? {
        templates.first { $0.name == name }
    }
}
