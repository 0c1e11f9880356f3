import Kernel
import Store

// What is outside of the process and its database. Carriers of messages are not called to find out how they are: what
// became of the last messages tells it, and costs nothing.
extension Dependency {
    static func storage(of site: Site) async -> Dependency {
        await site.watch.answer(of: "storage", site.log) { [files = site.dependencies.files] in
            try await files.storage.check()
        }
    }

    static func redis(_ redis: Redis, of site: Site) async -> Dependency {
        await site.watch.answer(of: "redis", site.log) { try await redis.run("PING") }
    }

    /// The channels that reach people, where they are set up.
    static func carriers(of site: Site) -> [(NoticeTemplate.Channel, Bool)] {
        [
            (.email, site.dependencies.mail.isReal), (.sms, site.dependencies.sms.isReal),
            (.push, site.dependencies.push.isReal),
        ]
    }

    /// Not well while something has been tried three times in vain and nothing has gone out for ten minutes.
    static func carrier(of channel: NoticeTemplate.Channel, _ site: Site) async -> Dependency {
        var found = await asked(channel.rawValue, site) { tx in
            (
                try tx.value(
                    """
                    SELECT COUNT(*) FROM notice_delivery d WHERE d.channel = \(channel.rawValue) AND d.state = 'waiting'
                       AND d.attempts >= 3 AND NOT EXISTS (
                           SELECT 1 FROM notice_delivery s WHERE s.channel = \(channel.rawValue) AND s.state = 'sent'
                              AND s.ended_at > \(tx.now - .minutes(10)))
                    """,
                    as: Int.self
                ),
                try tx.value(
                    """
                    SELECT COUNT(*) FROM notice_delivery d WHERE d.channel = \(channel.rawValue) AND d.state = 'failed'
                       AND d.ended_at > \(tx.now - .hours(24))
                    """,
                    as: Int.self
                )
            )
        }
        found.isWell = found.isWell && found.waiting == 0
        return found
    }

    /// Events are numbered within moments of their commit, or nobody hears of them.
    static func realtime(of site: Site) async -> Dependency {
        var found = await asked("real_time", site) { tx in
            (
                try tx.value(
                    "SELECT COUNT(*) FROM realtime_pending WHERE at < \(tx.now - .seconds(30))",
                    as: Int.self
                ), nil
            )
        }
        found.isWell = found.isWell && (found.waiting == 0 || !site.realtime.isRunning)
        found.connected = site.realtime.count
        return found
    }
}
