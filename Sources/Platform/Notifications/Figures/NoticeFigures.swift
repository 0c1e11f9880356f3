import Kernel
import Store
import Web

/// The fate of the messages of a time, by template and channel; the product has the operation.
package struct NoticeFigures: View {
    /// The sums of all groups; an unsubscription counts here only.
    package var total: NoticeCounts
    /// How many times people switched a category off on a channel in this time: for the template or channel asked for,
    /// its category on that channel.
    package var unsubscribed: Int
    /// One group for each template and channel, in alphabetical order.
    package var data: [Group]

    /// The messages of one template by one channel.
    package struct Group: Codable, Sendable, SchemaNamed {
        /// The key of the template.
        package var template: String
        /// The way by which these messages went, such as mail or push.
        package var channel: NoticeTemplate.Channel
        /// The fate of these messages.
        package var counts: NoticeCounts

        package static let schemaName = "NoticeGroup"
    }
}

/// Numbers of messages.
package struct NoticeCounts: Codable, Hashable, Sendable, SchemaNamed {
    /// Accepted by the carrier, or shown in the app.
    package var sent = 0
    /// Reported as arrived; 0 for channels whose carriers do not report it, as e-mail and push.
    package var arrived = 0
    /// Refused for good, or reported as lost.
    package var failed = 0
    /// Read; only the app knows it.
    package var read = 0

    package static let schemaName = "NoticeCounts"

    fileprivate static func + (one: Self, other: Self) -> Self {
        NoticeCounts(
            sent: one.sent + other.sent,
            arrived: one.arrived + other.arrived,
            failed: one.failed + other.failed,
            read: one.read + other.read
        )
    }
}

extension NoticeFigures {
    /// The messages that were written within a time.
    package static func of(
        _ span: Range<Instant>,
        template: NoticeTemplate? = nil,
        channel: NoticeTemplate.Channel? = nil,
        _ tx: borrowing Tx
    ) throws -> NoticeFigures {
        let mine: SQL = template.map { "AND n.template = \($0.name.description)" } ?? .empty
        var groups: [Group] = []
        if channel == nil || channel == .inApp { groups += try shown(in: span, mine, tx) }
        if channel != .inApp {
            let by: SQL = channel.map { "AND d.channel = \($0)" } ?? .empty
            groups += try delivered(in: span, "\(mine) \(by)", tx)
        }
        groups.sort { ($0.template, $0.channel.rawValue) < ($1.template, $1.channel.rawValue) }
        return NoticeFigures(
            total: groups.map(\.counts).reduce(NoticeCounts(), +),
            unsubscribed: try unsubscriptions(in: span, from: template?.category, by: channel, tx),
            data: groups
        )
    }

    private static func shown(in span: Range<Instant>, _ condition: SQL, _ tx: borrowing Tx) throws -> [Group]
    {
        var groups: [Group] = []
        try tx.forEach(
            """
            SELECT n.template, COUNT(*), COUNT(n.read_at) FROM notice n
             WHERE n.created_at >= \(span.lowerBound) AND n.created_at < \(span.upperBound)
               AND n.shown_at IS NOT NULL \(condition)
             GROUP BY n.template
            """
        ) { row in
            let (template, sent, read): (String, Int, Int) = (try row.next(), try row.next(), try row.next())
            let counts = NoticeCounts(sent: sent, arrived: sent, failed: 0, read: read)
            groups.append(Group(template: template, channel: .inApp, counts: counts))
        }
        return groups
    }

    private static func delivered(
        in span: Range<Instant>,
        _ condition: SQL,
        _ tx: borrowing Tx
    ) throws -> [Group] {
        var groups: [Group] = []
        try tx.forEach(
            """
            SELECT n.template, d.channel, COUNT(CASE WHEN d.state = 'sent' THEN 1 END), COUNT(d.arrived_at),
                   COUNT(CASE WHEN d.state = 'failed' THEN 1 END)
              FROM notice n JOIN notice_delivery d ON d.notice_id = n.id
             WHERE n.created_at >= \(span.lowerBound) AND n.created_at < \(span.upperBound) \(condition)
             GROUP BY n.template, d.channel
            """
        ) { row in
            let (template, channel): (String, NoticeTemplate.Channel) = (try row.next(), try row.next())
            let counts = NoticeCounts(
                sent: try row.next(),
                arrived: try row.next(),
                failed: try row.next(),
                read: 0
            )
            groups.append(Group(template: template, channel: channel, counts: counts))
        }
        return groups
    }

    private static func unsubscriptions(
        in span: Range<Instant>,
        from category: NoticeTemplate.Category?,
        by channel: NoticeTemplate.Channel?,
        _ tx: borrowing Tx
    ) throws -> Int {
        let conditions: [SQL?] = [
            category.map { "w.category = \($0)" }, channel.map { "w.channel = \($0)" },
        ]
        return try tx.value(
            """
            SELECT COUNT(*) FROM notice_preference w
             WHERE w.is_on = \(false) AND w.changed_at >= \(span.lowerBound) AND w.changed_at < \(span.upperBound)
               AND \(SQL.all(conditions.compactMap(\.self)))
            """,
            as: Int.self
        ) ?? 0
    }
}
