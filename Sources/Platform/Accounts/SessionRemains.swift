import Kernel
import Store
import Web

/// What was set up in a session and goes on by itself: devices that are pushed to, the calendar's address.
///
/// It ends when the session is ended (logging out, ending others, a new password), not when it merely runs out: whoever
/// has not opened the app for a week is still told what happens.
enum SessionRemains {
    static func end(of session: ID<Session>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM push_device WHERE session_id = \(session)")
        try tx.execute("DELETE FROM calendar_feed WHERE session_id = \(session)")
    }

    /// Also those of sessions that ran out, and those from before they were any session's.
    static func endAll(of account: ID<Account>, except kept: ID<Session>?, _ tx: borrowing Tx) throws {
        let doomed: SQL = kept.map { "(session_id IS NULL OR session_id <> \($0))" } ?? "TRUE"
        try tx.execute("DELETE FROM push_device WHERE account_id = \(account) AND \(doomed)")
        try tx.execute("DELETE FROM calendar_feed WHERE account_id = \(account) AND \(doomed)")
    }
}

/// Where someone is logged in, and what goes on by itself; each with the session it ends with.
struct SessionList: View {
    var data: [SessionView]
    var devices: [DeviceView]
    var calendarFeed: FeedView?

    struct DeviceView: Record, Codable, Sendable {
        var id: ID<PushDevice>
        var platform: PushDevice.Platform
        /// Absent for those from before devices ended with their session.
        var sessionId: ID<Session>?
        var createdAt: Instant
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

    struct FeedView: Record, Codable, Sendable {
        var sessionId: ID<Session>?
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
