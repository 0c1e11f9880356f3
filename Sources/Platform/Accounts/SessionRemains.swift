import Kernel
import Store
import Web

/// The push devices and the calendar feed that were set up in a session.
///
/// They end when the session is ended (logging out, ending others, a new password), not when it merely expires: an
/// app that has not been opened for a week still receives notifications.
enum SessionRemains {
    static func end(of session: ID<Session>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM push_device WHERE session_id = \(session)")
        try tx.execute("DELETE FROM calendar_feed WHERE session_id = \(session)")
    }

    /// Also those of expired sessions, and old ones that belong to no session.
    static func endAll(of account: ID<Account>, except kept: ID<Session>?, _ tx: borrowing Tx) throws {
        let doomed: SQL = kept.map { "(session_id IS NULL OR session_id <> \($0))" } ?? "TRUE"
        try tx.execute("DELETE FROM push_device WHERE account_id = \(account) AND \(doomed)")
        try tx.execute("DELETE FROM calendar_feed WHERE account_id = \(account) AND \(doomed)")
    }
}

/// The sessions of an account, with the push devices and the calendar feed that end with them.
struct SessionList: View {
    /// The open sessions, the last used first.
    var data: [SessionView]
    /// The devices that receive push notifications, the last seen first.
    var devices: [DeviceView]
    /// The calendar feed; absent when there is none.
    var calendarFeed: FeedView?

    /// A device that receives push notifications.
    struct DeviceView: Record, Codable, Sendable {
        var id: ID<PushDevice>
        var platform: PushDevice.Platform
        /// The session that it ends with; absent for devices registered before devices belonged to sessions.
        var sessionId: ID<Session>?
        /// The first registration of the device; later ones leave it unchanged.
        var createdAt: Instant
        /// When the app last registered it.
        var seenAt: Instant

        static let columns: SQL = "p.id, p.platform, p.session_id, p.created_at, p.seen_at"

        init(_ row: inout Row) throws {
            id = try row.next()
            platform = try row.next()
            sessionId = try row.next()
            createdAt = try row.next()
            seenAt = try row.next()
        }
    }

    /// A calendar feed, without its secret address.
    struct FeedView: Record, Codable, Sendable {
        /// The session that it ends with; absent for feeds created before feeds belonged to sessions.
        var sessionId: ID<Session>?
        /// The time at which the present secret address was issued.
        var createdAt: Instant

        static let columns: SQL = "f.session_id, f.created_at"

        init(_ row: inout Row) throws {
            sessionId = try row.next()
            createdAt = try row.next()
        }
    }

    init(of account: ID<Account>, seenFrom current: ID<Session>?, _ tx: borrowing Tx) throws {
        data = try Session.listLive(of: account, tx).map { SessionView($0, isCurrent: $0.id == current) }
        devices = try tx.all(
            "SELECT \(DeviceView.columns) FROM push_device p WHERE p.account_id = \(account) ORDER BY p.seen_at DESC, p.id"
        )
        calendarFeed = try tx.first(
            "SELECT \(FeedView.columns) FROM calendar_feed f WHERE f.account_id = \(account)"
        )
    }
}
