import Kernel
import Store

/// E-mails of one template to one reader about one record, at most one in ten minutes.
///
/// The first goes out at once. Later ones are bundled while it has not been sent, or within the window after it: one
/// e-mail with the text of the last notice and the number of all. Nothing is lost, because the app shows each of them;
/// a reader who does not have them shown there gets every e-mail.
enum NoticeBundle {
    static let window = Duration.minutes(10)

    /// The waiting delivery that also covers the notice; nil when the notice needs its own delivery at `due`.
    struct Place: Sendable {
        var joined: ID<NoticeDelivery>?
        var due: Instant
    }

    /// Finds the delivery for the e-mail of a notice that would be due at `due`.
    static func place(
        _ notice: NoticeRow,
        _ key: Key,
        due: Instant,
        _ tx: borrowing Tx
    ) throws -> Place {
        guard let last = try find(key, tx), last.at > tx.now - window else { return Place(due: due) }
        let joined: ID<NoticeRow>? = try tx.value(
            "SELECT notice_id FROM notice_delivery WHERE id = \(last.delivery) AND state = 'waiting'"
        )
        guard let joined else { return Place(due: max(due, last.at + window)) }
        try tx.execute(
            """
            UPDATE notice_delivery SET notice_id = \(notice.id), bundled = bundled + 1
             WHERE id = \(last.delivery) AND state = 'waiting'
            """
        )
        try NoticeRow.wipe(joined, tx)
        return Place(joined: last.delivery, due: last.at)
    }

    /// Records the newest e-mail of the bundle.
    static func record(_ delivery: ID<NoticeDelivery>, _ key: Key, due: Instant, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO notice_bundle (account_id, template, about_kind, about_id, delivery_id, last_at)
            VALUES (\(key.account), \(key.template.description), \(key.kind), \(key.about), \(delivery), \(due))
            ON CONFLICT (account_id, template, about_kind, about_id) DO UPDATE
               SET delivery_id = excluded.delivery_id, last_at = excluded.last_at
            """
        )
    }

    /// The key of notices that are bundled.
    struct Key: Sendable {
        let account: ID<Account>
        let template: NoticeTemplate.Name
        let kind: String
        let about: ID<Subject>

        /// Nil for notices that are never bundled.
        ///
        /// These are security messages, notices with secrets or files, notices without a record, and notices that the
        /// reader's app does not show.
        init?(
            _ notice: NoticeRow,
            _ template: NoticeTemplate,
            for recipient: NoticeRecipient,
            _ tx: borrowing Tx
        ) throws {
            guard template.category != .security, template.channels.contains(.inApp),
                recipient.preferences.allows(template.category, by: .inApp), notice.sealed == nil,
                let account = notice.account, let subject = try notice.subject(tx),
                try !tx.exists("SELECT 1 FROM notice_attachment WHERE notice_id = \(notice.id)")
            else { return nil }
            self.account = account
            self.template = notice.template
            (kind, about) = subject
        }
    }

    private static func find(
        _ key: Key,
        _ tx: borrowing Tx
    ) throws -> (delivery: ID<NoticeDelivery>, at: Instant)? {
        var found: (ID<NoticeDelivery>, Instant)?
        try tx.forEach(
            """
            SELECT delivery_id, last_at FROM notice_bundle
             WHERE account_id = \(key.account) AND template = \(key.template.description)
               AND about_kind = \(key.kind) AND about_id = \(key.about)
            """
        ) { row in found = (try row.next(), try row.next()) }
        return found
    }

    /// Deletes bundles whose window is over.
    static func forget(_ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM notice_bundle WHERE last_at < \(tx.now - window)")
    }

    static let migration = Migration(
        id: "platform/notifications-007",
        """
        CREATE TABLE notice_bundle (
            account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
            template {text} NOT NULL,
            about_kind {text} NOT NULL,
            about_id {id} NOT NULL,
            delivery_id {id} NOT NULL,
            last_at {instant} NOT NULL,
            PRIMARY KEY (account_id, template, about_kind, about_id)
        ) {strict};
        CREATE INDEX notice_bundle_last_at ON notice_bundle (last_at);
        ALTER TABLE notice_delivery ADD COLUMN bundled {int} NOT NULL DEFAULT 1;
        """
    )
}

extension NoticeRow {
    fileprivate func subject(_ tx: borrowing Tx) throws -> (kind: String, about: ID<Subject>)? {
        var found: (String?, ID<Subject>?)
        try tx.forEach("SELECT about_kind, about_id FROM notice WHERE id = \(id)") { row in
            found = (try row.next(), try row.next())
        }
        guard let kind = found.0, let about = found.1 else { return nil }
        return (kind, about)
    }
}

extension NoticeText {
    /// The text of the last of several notices, with a note on their number.
    func standing(for count: Int, in language: Language) -> NoticeText {
        guard count > 1 else { return self }
        let note = Self.bundled.text(in: language).replacing("{n}", with: "\(count)")
        return NoticeText(subject: "\(subject) (\(count))", body: "\(body)\n\n\(note)", links: links)
    }

    private static let bundled: LocalizedText = [
        "en": "This is the last of {n} notifications on this subject. All of them are in the app.",
        "it": "Questa è l'ultima di {n} notifiche sull'argomento. Si trovano tutte nell'app.",
        "ar": "هذا آخر إشعار من أصل {n} حول هذا الموضوع. تجدها كلها في التطبيق.",
        "ku": "ئەمە کۆتا ئاگادارکردنەوەیە لە {n} ئاگادارکردنەوە لەم بارەیەوە. هەموویان لە ئەپەکەدان.",
    ]
}
