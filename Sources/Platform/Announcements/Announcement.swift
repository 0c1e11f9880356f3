import Kernel
import Store

/// A message of an administrator to many people, sent by a job in batches.
package struct Announcement<Audience: AnnouncementAudience>: Record, Sendable {
    package let id: ID<Announcement>
    package let audience: Audience
    package let target: ID<Subject>?
    package let sender: ID<Account>?
    let title: String
    let body: String
    /// The last account that has received it.
    private let cursor: ID<Account>?

    package static var kind: String { "announcement" }

    package static var columns: SQL {
        "n.id, n.audience, n.\(Audience.target), n.sent_by, n.title, n.body, n.last_told"
    }

    package init(_ row: inout Row) throws {
        id = try row.next()
        audience = try row.next()
        target = try row.next()
        sender = try row.next()
        title = try row.next()
        body = try row.next()
        cursor = try row.next()
    }

    package static func post(
        _ title: String,
        _ body: String,
        to audience: Audience,
        of target: ID<Subject>? = nil,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> ID<Announcement> {
        let id = tx.newID(of: Announcement.self)
        try tx.execute(
            """
            INSERT INTO announcement (id, audience, \(Audience.target), sent_by, title, body, reached, created_at)
            VALUES (\(id), \(audience), \(target), \(actor.account), \(title), \(body), 0, \(tx.now))
            """
        )
        try tx.enqueue(SendAnnouncement(announcement: id))
        return id
    }

    static func find(_ id: ID<Announcement>, _ tx: borrowing Tx) throws -> Announcement? {
        try tx.first("SELECT \(columns) FROM announcement n WHERE n.id = \(id)")
    }

    /// The notice for one recipient.
    static func notice(_ title: String, _ body: String, key: String? = nil) -> Notice {
        Notice(template: templateName, values: ["title": title, "body": body], key: key)
    }

    /// Notifies the next accounts, and counts them.
    func notifyNext(_ most: Int, at site: Site, _ tx: borrowing Tx) throws -> Int {
        let after: SQL = if let cursor { "a.id > \(cursor)" } else { "TRUE" }
        let next: [ID<Account>] = try tx.values(
            """
            SELECT a.id FROM account a
             WHERE a.state = \(Account.State.active) AND \(audience.recipients(of: self)) AND \(after)
             ORDER BY a.id LIMIT \(most)
            """,
            as: ID<Account>.self
        )
        for account in next {
            try Notifications.notify(account, Self.notice(title, body, key: id.description), tx)
        }
        guard let last = next.last else { return 0 }
        try Self.show(title, body, to: next, at: site, tx)
        try tx.execute(
            "UPDATE announcement SET last_told = \(last), reached = reached + \(next.count) WHERE id = \(id)"
        )
        return next.count
    }
}
