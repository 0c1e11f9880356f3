import Kernel
import Platform
import Store

/// Something that an administrator tells many people at once; a job goes through them in batches.
struct Announcement: Record {
    let id: ID<Announcement>
    let audience: Audience
    let zone: ID<DeliveryZone>?
    /// Whose it is: of a location admin's it reaches no further than they do.
    let sender: ID<Account>?
    let title: String
    let body: String
    /// The last one who has been told.
    let cursor: ID<Account>?

    enum Audience: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case admins
        case zone
    }

    static let kind = "announcement"

    static let columns: SQL = "n.id, n.audience, n.zone_id, n.sent_by, n.title, n.body, n.last_told"

    init(_ row: inout Row) throws {
        id = try row.next()
        audience = try row.next()
        zone = try row.next()
        sender = try row.next()
        title = try row.next()
        body = try row.next()
        cursor = try row.next()
    }

    static func post(
        _ message: Message,
        to audience: Audience,
        in zone: ID<DeliveryZone>? = nil,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> ID<Announcement> {
        let id = tx.newID(of: Announcement.self)
        try tx.execute(
            """
            INSERT INTO announcement (id, audience, zone_id, sent_by, title, body, reached, created_at)
            VALUES (\(id), \(audience), \(zone), \(actor.account), \(message.title), \(message.body), 0, \(tx.now))
            """
        )
        try tx.enqueue(SendAnnouncement(announcement: id))
        let details: JSONValue = ["audience": .string(audience.rawValue)]
        try Audit.record(
            "distribution.announcement.post",
            of: kind,
            id.cast(),
            by: actor,
            details: details,
            tx
        )
        return id
    }

    /// Tells the next ones; how many they were.
    func tellNext(_ tx: borrowing Tx) throws -> Int {
        let after: SQL = if let cursor { "a.id > \(cursor)" } else { "TRUE" }
        let next: [ID<Account>] = try tx.values(
            """
            SELECT a.id FROM account a JOIN member m ON m.account_id = a.id
             WHERE a.state = \(Account.State.active) AND \(recipients) AND \(after)
             ORDER BY a.id LIMIT \(Self.batch)
            """,
            as: ID<Account>.self
        )
        for account in next {
            try Notifications.tell(account, Message.notice(title, body, key: id.description), tx)
        }
        guard let last = next.last else { return 0 }
        try tx.execute(
            "UPDATE announcement SET last_told = \(last), reached = reached + \(next.count) WHERE id = \(id)"
        )
        return next.count
    }

    static let batch = 200

    private var recipients: SQL {
        switch audience {
        case .zone: "a.role = \(Role.shopOwner.name) AND m.zone_id = \(zone)"
        case .admins: Self.admins(for: sender)
        }
    }

    /// A location admin reaches the super admins, and the location admins of the same zones.
    private static func admins(for sender: ID<Account>?) -> SQL {
        """
        (a.role = \(Role.superAdmin.name) OR (a.role = \(Role.locationAdmin.name) AND (
            EXISTS (SELECT 1 FROM account s WHERE s.id = \(sender) AND s.role = \(Role.superAdmin.name))
            OR EXISTS (SELECT 1 FROM admin_zone x JOIN admin_zone y ON y.zone_id = x.zone_id
                        WHERE x.account_id = a.id AND y.account_id = \(sender)))))
        """
    }

    static let migration = Migration(
        id: "distribution/102-announcement",
        """
        CREATE TABLE announcement (
            id {id} PRIMARY KEY,
            audience {text} NOT NULL CHECK (audience IN ('admins', 'zone')),
            zone_id {id} REFERENCES delivery_zone (id),
            sent_by {id},
            title {text} NOT NULL,
            body {text} NOT NULL,
            last_told {id},
            reached {int} NOT NULL,
            created_at {instant} NOT NULL,
            CHECK ((audience = 'zone') = (zone_id IS NOT NULL))
        ) {strict};
        CREATE INDEX announcement_created_at ON announcement (created_at, id);
        """
    )

    static let retention = Retention(
        "announcements",
        ["en": "Announcements", "ar": "الإعلانات", "ku": "ڕاگەیاندنەکان"],
        keep: .years(1),
        from: ["en": "their sending", "ar": "إرسالها", "ku": "ناردنیان"],
        then: .delete,
        basis: ["en": "No longer needed", "ar": "لم تعد مطلوبة", "ku": "چیتر پێویست نین"],
        key: "n.id",
        account: "n.sent_by",
        due: { "announcement n WHERE n.created_at < \($0)" },
        steps: { ["DELETE FROM announcement WHERE id \(in: $0)"] }
    )
}

/// Goes through those an announcement is for, a batch in each transaction; done again it goes on where it was.
struct SendAnnouncement: Job {
    static let kind = "distribution.send_announcement"
    static let policy = JobPolicy(timeout: .minutes(10))

    let announcement: ID<Announcement>

    func run(_ call: JobCall) async throws -> JobOutcome {
        while try await call.db.write({ tx in try Self.step(announcement, tx) }) == Announcement.batch {}
        return .done
    }

    private static func step(_ id: ID<Announcement>, _ tx: borrowing Tx) throws -> Int {
        let found: Announcement? = try tx.first(
            "SELECT \(Announcement.columns) FROM announcement n WHERE n.id = \(id)"
        )
        return try found?.tellNext(tx) ?? 0
    }
}
