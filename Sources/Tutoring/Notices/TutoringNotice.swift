import Kernel
import Platform
import Store

/// Messages of the product to its people.
///
/// The templates stand in this folder, in `<Topic>Notices.swift`; a feature lists the ones it sends.
enum TutoringNotice {
    /// Sends the message to each of the accounts, once; absent ones are left out.
    static func send(
        _ template: NoticeTemplate,
        to accounts: [ID<Account>?],
        about: (kind: String, id: ID<Subject>)? = nil,
        _ facts: [String: NoticeFact] = [:],
        key: String? = nil,
        expiresAt: Instant? = nil,
        _ tx: borrowing Tx
    ) throws {
        for account in Set(accounts.compactMap(\.self)).sorted(by: { $0.description < $1.description }) {
            let reader = try NoticeReader(account, tx)
            var values: [String: String] = [:]
            for (name, fact) in facts { values[name] = try reader.text(of: fact, tx) }
            let notice = Notice(
                template: template.name,
                about: about,
                values: values,
                key: key,
                expiresAt: expiresAt
            )
            try Notifications.notify(account, notice, tx)
        }
    }

    /// Sends the message to every administrator.
    static func sendToAdministrators(
        _ template: NoticeTemplate,
        about: (kind: String, id: ID<Subject>)? = nil,
        _ facts: [String: NoticeFact] = [:],
        key: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        let administrators = try tx.values(
            "SELECT a.id FROM account a WHERE a.role = \(Role.admin.name) AND a.state = \(Account.State.active)",
            as: ID<Account>.self
        )
        try send(template, to: administrators, about: about, facts, key: key, tx)
    }
}

extension NoticeTemplate {
    /// A template whose name is `tutoring.<topic>.<what>`, by all channels of the product.
    ///
    /// `{{subject}}`, `{{start}}` and the like have an example here; `preview` adds others.
    static func tutoring(
        _ name: String,
        _ category: Category = .service,
        subject: LocalizedText,
        _ body: LocalizedText,
        preview: [String: String] = [:],
        multiline: Set<String> = []
    ) -> NoticeTemplate {
        let text = [subject, body].flatMap { text in text.languages.map { text.text(in: $0) } }.joined()
        return NoticeTemplate(
            Name("tutoring.\(name)"),
            category,
            channels: [.inApp, .email, .sms, .whatsApp, .telegram],
            subject: subject,
            body: body,
            preview: examples.merging(preview) { _, own in own }.filter { text.contains("{{\($0.key)}}") },
            multiline: multiline
        )
    }

    private static let examples = [
        "other": "Tina Rossi", "subject": "matematica", "start": "10/03/2027 18:00",
        "until": "10/03/2027 10:00",
        "former": "09/03/2027 18:00", "reason": "Non posso essere puntuale.", "amount": "30,00 €",
        "tutor": "Tina Rossi", "title": "Esercizi sulle derivate", "thing": "10 lezioni di matematica",
        "lessons": "3", "end": "31/03/2027 23:59", "name": "formule.pdf",
    ]
}
