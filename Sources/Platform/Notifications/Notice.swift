import Kernel

/// A message to one recipient: the template and its values.
package struct Notice: Sendable {
    package let template: NoticeTemplate.Name
    /// The record that the message is about, for a link to it.
    package let about: (kind: String, id: ID<Subject>)?
    /// The values of the template's placeholders, except for its secrets.
    package let values: [String: String]
    package let secrets: NoticeSecrets?
    /// A deduplication key: a second notice of the same template to the same recipient with the same key is dropped.
    package let key: String?
    /// Attachments of the e-mail: an invitation to an appointment, not a document.
    package let attachments: [Mail.Attachment]
    /// The moment from which the message is useless: it is then neither sent nor shown.
    package let expiresAt: Instant?
    /// The only channel; nil for all channels of the template.
    package let channel: NoticeTemplate.Channel?

    package init(
        template: NoticeTemplate.Name,
        about: (kind: String, id: ID<Subject>)? = nil,
        values: [String: String] = [:],
        secrets: NoticeSecrets? = nil,
        key: String? = nil,
        attachments: [Mail.Attachment] = [],
        expiresAt: Instant? = nil,
        only channel: NoticeTemplate.Channel? = nil
    ) {
        self.channel = channel
        self.template = template
        self.about = about
        self.values = values
        self.secrets = secrets
        self.key = key
        self.attachments = attachments
        self.expiresAt = expiresAt
    }
}

/// Values that grant power to their reader, as a link that resets a password.
///
/// They are sealed in the outbox, and wiped after the delivery.
package struct NoticeSecrets: Sendable {
    private let values: [String: String]
    private let site: Site

    static let column = SealedColumn(
        "notice",
        "sealed",
        key: "id",
        formerly: .init(purpose: "notice-secrets", isBoundToRow: false)
    )

    package init(_ values: [String: String], sealedBy site: Site) {
        self.values = values
        self.site = site
    }

    func sealed(in notice: ID<NoticeRow>) throws -> [UInt8] {
        try Self.column.seal(JSON.encode(values), in: notice, at: site)
    }

    static func open(_ sealed: [UInt8], in notice: ID<NoticeRow>, at site: Site) throws -> [String: String] {
        try JSON.decode([String: String].self, from: column.open(sealed, in: notice, at: site))
    }
}
