import Kernel
import Store

/// A notice in the outbox.
struct NoticeRow: Record {
    let id: ID<NoticeRow>
    let account: ID<Account>?
    /// The address and language of a notice without an account.
    let address: NoticeAddress?
    let language: Language?
    let template: NoticeTemplate.Name
    let placeholders: [String: String]
    let sealed: [UInt8]?
    let dispatchedAt: Instant?
    let expiresAt: Instant?
    /// The only channel; nil for all channels of the template.
    let channel: NoticeTemplate.Channel?
    /// The record that the message is about; nil for a general message.
    let aboutKind: String?
    let about: ID<Subject>?

    static let values: SQL = "placeholder_values"
    static let columns: SQL =
        """
        n.id, n.account_id, n.address, n.language, n.template, n.placeholder_values, n.sealed, n.dispatched_at,
        n.expires_at, n.only_channel, n.about_kind, n.about_id
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        let text: String? = try row.next()
        address = text.map(NoticeAddress.init)
        let tag: String? = try row.next()
        language = tag.map { Language($0) }
        template = NoticeTemplate.Name(try row.next())
        placeholders = try row.json()
        sealed = try row.next()
        dispatchedAt = try row.next()
        expiresAt = try row.next()
        channel = try row.next()
        aboutKind = try row.next()
        about = try row.next()
    }

    static func find(_ id: ID<NoticeRow>, _ tx: borrowing Tx) throws -> NoticeRow {
        try tx.one("SELECT \(columns) FROM notice n WHERE n.id = \(id)")
    }

    /// Whether the message has expired at a moment.
    func isExpired(at moment: Instant) -> Bool { expiresAt.map { $0 <= moment } ?? false }

    /// Whether the message may go by a channel.
    func goes(by channel: NoticeTemplate.Channel) -> Bool { self.channel.map { $0 == channel } ?? true }

    /// The text, while the values are still there.
    func text(
        _ template: NoticeTemplate,
        in language: Language,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> NoticeText {
        let secrets = try sealed.map { try NoticeSecrets.open($0, in: id, at: site) } ?? [:]
        let current = try template.overridden(in: language, tx)
        return try NoticeText(current, in: language, values: placeholders, secrets: secrets)
    }

    /// Deletes the values once no delivery is left.
    static func wipe(_ id: ID<NoticeRow>, _ tx: borrowing Tx) throws {
        let wiped = try tx.execute(
            """
            UPDATE notice SET placeholder_values = \(json: [String: String]()), sealed = NULL
             WHERE id = \(id) AND NOT EXISTS (
                   SELECT 1 FROM notice_delivery d WHERE d.notice_id = \(id) AND d.ended_at IS NULL)
            """
        )
        if wiped > 0 { try NoticeAttachments.forget(of: id, tx) }
    }
}
