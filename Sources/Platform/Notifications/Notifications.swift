import Kernel
import Store

/// Messages to people: an outbox that is written in the causing transaction, and jobs that deliver it.
///
/// The outbox (`notice`) holds messages and recipients; each delivery is a row of its own (`notice_delivery`). Jobs
/// carry identifiers only.
package enum Notifications {
    /// Notifies an account, in its language and by its preferences.
    package static func notify(_ account: ID<Account>, _ notice: Notice, _ tx: borrowing Tx) throws {
        try post(notice, to: "account_id, address, language", "\(account), NULL, NULL", tx)
    }

    /// Sends an e-mail to an address, with or without an account.
    package static func mail(
        _ address: EmailAddress,
        in language: Language,
        _ notice: Notice,
        _ tx: borrowing Tx
    ) throws {
        guard !address.isStandIn else { return }
        try post(notice, to: "account_id, address, language", "NULL, \(address), \(language)", tx)
    }

    /// Sends a text message to a number, with or without an account.
    package static func text(
        _ phone: PhoneNumber,
        in language: Language,
        _ notice: Notice,
        _ tx: borrowing Tx
    ) throws {
        try post(notice, to: "account_id, address, language", "NULL, \(phone), \(language)", tx)
    }

    /// The messages that are sent even when their queue is full.
    private static let urgent = Set(
        (Accounts.templates + BreakGlass.templates).filter { $0.category == .security }.map(\.name)
    )

    private static func post(
        _ notice: Notice,
        to columns: SQL,
        _ recipient: SQL,
        _ tx: borrowing Tx
    ) throws {
        let id = tx.newID(of: NoticeRow.self)
        let inserted = try tx.execute(
            """
            INSERT INTO notice (id, \(columns), template, about_kind, about_id, \(NoticeRow.values), sealed, dedupe_key, created_at, expires_at, only_channel)
            VALUES (\(id), \(recipient), \(notice.template.description), \(notice.about?.kind), \(notice.about?.id),
                    \(json: notice.values), \(try notice.secrets?.sealed(in: id)), \(notice.key), \(tx.now), \(notice.expiresAt),
                    \(notice.channel))
            ON CONFLICT DO NOTHING
            """
        )
        // A notice with the same key exists.
        guard inserted == 1 else { return }
        try NoticeAttachments.insert(notice.attachments, of: id, tx)
        let isUrgent = notice.secrets != nil || urgent.contains(notice.template)
        try tx.enqueue(DispatchNotice(notice: id), isUrgent: isUrgent)
    }
}

extension Notifications {
    static let jobs: [any Job.Type] = [
        DispatchNotice.self, DeliverMail.self, DeliverSMS.self, DeliverPush.self, ForgetNotices.self,
    ]

    static let schedules: [Schedule] = [Every("notifications.forget", .hours(1), ForgetNotices())]
}
