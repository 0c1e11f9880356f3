import Kernel
import Store

// Dependencies outside of the process and its database. Message carriers are not called: the outcome of the
// last messages shows their state at no cost.
extension Dependency {
    static func storage(of site: Site) async -> Dependency {
        await site.watch.answer(of: "storage", site.log) { [files = site.dependencies.files] in
            try await files.storage.check()
        }
    }

    static func redis(_ redis: Redis, of site: Site) async -> Dependency {
        await site.watch.answer(of: "redis", site.log) { try await redis.run("PING") }
    }

    /// The configured channels to people.
    static func carriers(of site: Site) -> [(NoticeTemplate.Channel, Bool)] {
        [
            (.email, site.dependencies.mail.isReal), (.sms, site.dependencies.sms.isReal),
            (.push, site.dependencies.push.isReal),
        ]
    }

    /// Failing while a message has failed three times and none has been sent for ten minutes.
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

    /// Failing when events wait for their number: they get one within moments of their commit, and are not
    /// delivered before.
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
