import Crypto
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

/// Values that give power to who reads them, as a link that resets a password: encrypted from the moment they
/// are put into a notice, and wiped once it is delivered.
package struct NoticeSecrets: Sendable {
    let sealed: [UInt8]

    private static let purpose = "notice-secrets"

    package init(_ values: [String: String], sealedBy site: Site) throws {
        guard let key = site.keys(for: Self.purpose).first else { throw SecretsUnreadable() }
        let box = try AES.GCM.seal(JSON.encode(values), using: key)
        guard let combined = box.combined else { throw SecretsUnreadable() }
        sealed = Array(combined)
    }

    static func open(_ sealed: [UInt8], by site: Site) throws -> [String: String] {
        let box = try AES.GCM.SealedBox(combined: sealed)
        for key in site.keys(for: purpose) {
            if let opened = try? AES.GCM.open(box, using: key) {
                return try JSON.decode([String: String].self, from: Array(opened))
            }
        }
        throw SecretsUnreadable()
    }
}

/// The site's secret has been changed without keeping the one before.
struct SecretsUnreadable: Error, CustomStringConvertible {
    var description: String { "the secrets of a notice cannot be read with the site's keys" }
}
