import Kernel
import Store
import Web

/// The caller's notifications: list, count, mark as read.
enum NotificationRoutes {
    /// People with personal settings choose their channels there.
    // swift-format-ignore
    static func routes(_ policy: NoticePolicy) -> [Route] {
        ([
            Get  ("/notifications",              list,        .account, "List the caller's notifications", details: "The notifications shown in the app, newest first."),
            Get  ("/notifications/unread-count", countUnread, .account, "Count the caller's unread notifications"),
            Patch("/notifications/{id}/read",    read,        .account, "Mark a notification as read", details: "A notification that is already read keeps the time of its first reading."),
            Post ("/notifications/read-all",     readAll,     .account, "Mark all notifications as read"),
        ] + (policy.personal == nil ? PreferenceRoutes.routes : []) + UnsubscribeRoutes.routes
            + SMSReportRoutes.routes).tagged("Notifications")
            + (NotificationAdmin.routes + TemplateRoutes.routes).tagged("Notifications")
    }

    /// A selection of notifications.
    struct Filter: Query {
        /// True for unread notifications only, false for read ones only.
        var unread: Bool?
        /// Only notifications of this category.
        var category: NoticeTemplate.Category?
    }

    static func list(_ call: Call, filter: Filter, page: PageRequest) async throws -> Page<NotificationView> {
        let account = try call.account
        if let category = filter.category, let refusal = call.site.product.notices.refusal(of: category) {
            throw Problem(.invalid, faults: [Problem.Fault("query/category", refusal)])
        }
        let conditions: [SQL?] = [
            filter.unread.map { $0 ? "n.read_at IS NULL" : "n.read_at IS NOT NULL" },
            filter.category.map { "n.category = \($0)" },
        ]
        return try await call.db.read { tx in
            try tx.page(
                page,
                """
                SELECT \(NotificationView.columns) FROM notice n
                 WHERE n.account_id = \(account) AND n.shown_at IS NOT NULL AND \(isCurrent(at: tx.now))
                   AND \(SQL.all(conditions.compactMap { $0 }))
                """,
                order: SortOrder(.descending("id", \.id))
            )
        }
    }

    /// Expired notifications have left the list.
    private static func isCurrent(at now: Instant) -> SQL {
        "(n.expires_at IS NULL OR n.expires_at > \(now))"
    }

    static func countUnread(_ call: Call) async throws -> UnreadCount {
        let account = try call.account
        let count = try await call.db.read { tx in
            try tx.value(
                """
                SELECT COUNT(*) FROM notice n
                 WHERE n.account_id = \(account) AND n.shown_at IS NOT NULL AND n.read_at IS NULL
                   AND \(isCurrent(at: tx.now))
                """,
                as: Int.self
            )
        }
        return UnreadCount(count: count ?? 0)
    }

    static func read(_ call: Call, id: ID<NoticeRow>) async throws -> NotificationView {
        let account = try call.account
        return try await call.db.write { tx in
            try tx.execute(
                """
                UPDATE notice SET read_at = \(tx.now)
                 WHERE id = \(id) AND account_id = \(account) AND shown_at IS NOT NULL AND read_at IS NULL
                """
            )
            return try tx.one(
                """
                SELECT \(NotificationView.columns) FROM notice n
                 WHERE n.id = \(id) AND n.account_id = \(account) AND n.shown_at IS NOT NULL
                """
            )
        }
    }

    static func readAll(_ call: Call) async throws -> UnreadCount {
        let account = try call.account
        try await call.db.write { tx in
            _ = try tx.execute(
                """
                UPDATE notice SET read_at = \(tx.now)
                 WHERE account_id = \(account) AND shown_at IS NOT NULL AND read_at IS NULL
                """
            )
        }
        return try await countUnread(call)
    }
}

/// The number of unread notifications.
struct UnreadCount: View {
    /// Unread notifications of all categories.
    var count: Int
}

/// A notification as its recipient sees it, in the recipient's language at the time of sending.
struct NotificationView: View, Record {
    var id: ID<NoticeRow>
    /// The template's key, such as `accounts.password_changed`; clients choose an icon by it.
    var template: String
    /// The preference that the notification obeys.
    var category: NoticeTemplate.Category
    /// The heading, as plain text.
    var title: String
    /// Plain text; empty lines separate paragraphs.
    var body: String
    /// The kind of record behind `about_id`, such as `service_request`; absent for a general message.
    var aboutKind: String?
    /// The record that the notification is about, for a link.
    var aboutId: ID<Subject>?
    /// The time at which the notification appeared in the list.
    var createdAt: Instant
    /// Absent while it is unread.
    var readAt: Instant?

    static let columns: SQL =
        "n.id, n.template, n.category, n.title, n.body, n.about_kind, n.about_id, n.shown_at, n.read_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        template = try row.next()
        category = try row.next()
        title = try row.next()
        body = try row.next()
        aboutKind = try row.next()
        aboutId = try row.next()
        createdAt = try row.next()
        readAt = try row.next()
    }
}
