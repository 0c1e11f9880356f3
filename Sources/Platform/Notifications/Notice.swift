import Kernel

/// Something that someone is told: which template, filled with what.
package struct Notice: Sendable {
    package let template: NoticeTemplate.Name
    /// What it is about, for whoever shows it to link to.
    package let about: (kind: String, id: ID<Subject>)?
    /// What stands for the template's placeholders, but for its secrets.
    package let values: [String: String]
    package let secrets: NoticeSecrets?
    /// Told once: a second notice of the same template, to the same person, with the same key, is none.
    package let key: String?
    /// What goes along with the mail: an invitation to an appointment, not a document.
    package let attachments: [Mail.Attachment]

    package init(
        template: NoticeTemplate.Name,
        about: (kind: String, id: ID<Subject>)? = nil,
        values: [String: String] = [:],
        secrets: NoticeSecrets? = nil,
        key: String? = nil,
        attachments: [Mail.Attachment] = []
    ) {
        self.template = template
        self.about = about
        self.values = values
        self.secrets = secrets
        self.key = key
        self.attachments = attachments
    }
}

/// Values that give power to who reads them, as a link that resets a password: sealed in the outbox, and wiped once the notice is
/// delivered.
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
