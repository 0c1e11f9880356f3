import Kernel

/// One e-mail to one recipient, before it is encoded.
package struct Mail: Sendable {
    /// Without angle brackets; the same in every attempt.
    package var messageID: String
    package var date: Instant
    package var from: Sender
    package var to: EmailAddress
    package var subject: String
    package var text: String
    package var html: String
    package var language: Language
    package var attachments: [Attachment] = []
    /// The unsubscribe address of the e-mail's category (RFC 8058).
    package var unsubscribe: String?

    /// The sender of an e-mail.
    package struct Sender: Sendable, Hashable {
        package var name: String
        package var address: EmailAddress

        package init(name: String, address: EmailAddress) {
            self.name = name
            self.address = address
        }
    }

    /// A file that is sent with an e-mail.
    package struct Attachment: Sendable, Codable, Hashable {
        package var name: String
        /// As `text/calendar; charset=utf-8`.
        package var mediaType: String
        package var bytes: [UInt8]

        package init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }

        /// Whether calendars act on it: iCalendar with a method (RFC 5546).
        var isInvitation: Bool {
            mediaType.hasPrefix("text/calendar") && mediaType.contains("method=")
        }

        /// The media type of the attachment: an invitation is a plain file there, so that no program reads it as a
        /// second one.
        var fileType: String { isInvitation ? "application/ics" : mediaType }
    }

    /// The attachment that is also an alternative of the text.
    var invitation: Attachment? { attachments.first(where: \.isInvitation) }
}

extension Mail {
    /// Makes the e-mail of a notice's text.
    init(
        _ text: NoticeText,
        of category: NoticeTemplate.Category,
        delivery: NoticeDelivery,
        to recipient: NoticeRecipient,
        _ address: EmailAddress,
        at site: Site
    ) {
        let (sender, title) = (site.dependencies.mailFrom, site.product.title)
        let unsubscribe = recipient.account.flatMap {
            UnsubscribeToken(account: $0, category: category).url(at: site)
        }
        let letter = MailLetter(text, in: recipient.language, from: title, unsubscribe: unsubscribe)
        self.init(
            messageID: "\(delivery.id)@\(sender.domain)",
            date: delivery.createdAt,
            from: Sender(name: title, address: sender),
            to: address,
            subject: text.subject,
            text: letter.text,
            html: letter.html,
            language: recipient.language,
            unsubscribe: unsubscribe
        )
    }
}

extension EmailAddress {
    var domain: Substring { rawValue.split(separator: "@").last ?? "" }
}
