import Kernel
import Platform
import Store

/// Messages of the marketplace to its people.
///
/// A folder declares its templates with ``Platform/NoticeTemplate/market(_:_:channels:subject:_:preview:multiline:)``,
/// lists them in its feature, and sends them with ``notify(_:_:about:_:key:_:)``.
enum MarketNotice {
    /// Sends the message to each of the accounts, once; absent ones are left out.
    static func notify(
        _ template: NoticeTemplate,
        _ accounts: [ID<Account>?],
        about: (kind: String, id: ID<Subject>)? = nil,
        _ values: [String: String] = [:],
        key: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        let notice = Notice(template: template.name, about: about, values: values, key: key)
        for account in Set(accounts.compactMap(\.self)).sorted(by: { $0.description < $1.description }) {
            try Notifications.notify(account, notice, tx)
        }
    }

    /// Sends the message to every administrator.
    static func notifyAdministrators(
        _ template: NoticeTemplate,
        about: (kind: String, id: ID<Subject>)? = nil,
        _ values: [String: String] = [:],
        key: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        let administrators = try tx.values(
            "SELECT a.id FROM account a WHERE a.role = \(Role.admin.name) AND a.state = \(Account.State.active)",
            as: ID<Account>.self
        )
        try notify(template, administrators, about: about, values, key: key, tx)
    }

    /// Sends the message to the local managers of a region.
    static func notifyManagers(
        of region: ID<Region>,
        _ template: NoticeTemplate,
        about: (kind: String, id: ID<Subject>)? = nil,
        _ values: [String: String] = [:],
        key: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        try notify(template, Region.managers(of: region, tx), about: about, values, key: key, tx)
    }
}

extension NoticeTemplate {
    /// A template whose name is `marketplace.<topic>.<what>`, by all channels unless it says otherwise.
    ///
    /// `preview` may have examples of words that the text does not use.
    static func market(
        _ topic: Category,
        _ what: String,
        channels: Set<Channel> = [.inApp, .email, .sms],
        subject: String,
        _ body: String,
        preview: [String: String] = [:],
        multiline: Set<String> = []
    ) -> NoticeTemplate {
        NoticeTemplate(
            Name("marketplace.\(topic.rawValue).\(what)"),
            topic,
            channels: channels,
            subject: LocalizedText(subject),
            body: LocalizedText(body),
            preview: preview.filter { (subject + body).contains("{{\($0.key)}}") },
            multiline: multiline
        )
    }
}
