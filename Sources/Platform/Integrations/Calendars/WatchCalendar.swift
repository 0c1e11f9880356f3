import Kernel
import Store

/// Subscribes to the changes of a calendar; the new subscription stands before the old one ends.
struct WatchCalendar: Job {
    static let kind = "integrations.watch_calendar"
    static let policy = JobPolicy(queue: Integrations.queue, attempts: 4)

    let link: ID<CalendarLink>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, link)
        // The service calls encrypted addresses only; without one the calendar is read every quarter of an hour.
        guard let google = site.dependencies.google, site.dependencies.address.hasPrefix("https://") else {
            return .cancel("nobody can call this server")
        }
        guard let (link, integration) = try await call.db.read({ tx in try ReadCalendar.find(id, tx) }),
            link.isDetailed
        else { return .cancel("not linked, or not to be read") }
        let (secret, now) = (SecretText.new(), call.now)
        // The row comes first: the service calls before it answers.
        let channel = try await call.db.write { tx in
            let channel = tx.newID(of: CalendarChannel.self)
            try tx.execute(
                """
                INSERT INTO calendar_channel (id, link_id, hash, renew_at, expires_at)
                VALUES (\(channel), \(id), \(SecretText.hash(secret)), \(tx.now), \(tx.now + CalendarChannel.lifetime))
                """
            )
            return channel
        }
        do {
            let json = try await google.call(
                "POST",
                link.path + "/events/watch",
                body: [
                    "id": .string(channel.description), "type": "web_hook", "token": .string(secret),
                    "address": .string(
                        site.dependencies.address + site.product.root + CalendarHook.path
                    ),
                    "params": ["ttl": .string(String(CalendarChannel.lifetime.components.seconds))],
                ],
                for: integration.grant(at: site)
            )
            let expiry =
                json["expiration"]?.stringValue.flatMap { Int64($0) } ?? json["expiration"]?.integerValue
            let end = expiry.map { Instant(micros: $0 * 1_000) } ?? now + CalendarChannel.lifetime
            let resource = json["resourceId"]?.stringValue ?? ""
            try await call.db.write { tx in
                try Self.replace(id, with: channel, resource, from: now, until: end, tx)
            }
            return .done
        } catch {
            try await call.db.write { tx in
                try tx.execute("DELETE FROM calendar_channel WHERE id = \(channel)")
                if case GoogleFailure.grantBroken = error { try integration.broke(at: site, tx) }
            }
            if case GoogleFailure.grantBroken = error { return .cancel("the grant is over") }
            // Some calendars cannot be watched; they are read every quarter of an hour.
            if case GoogleFailure.refused = error { return .cancel("the calendar cannot be watched") }
            throw error
        }
    }

    private static func replace(
        _ link: ID<CalendarLink>,
        with channel: ID<CalendarChannel>,
        _ resource: String,
        from start: Instant,
        until end: Instant,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute(
            """
            UPDATE calendar_channel SET resource = \(resource), expires_at = \(end),
                   renew_at = \(CalendarChannel.renewal(from: start, until: end))
             WHERE id = \(channel)
            """
        )
        let old = try tx.values(
            "SELECT id FROM calendar_channel WHERE link_id = \(link) AND id <> \(channel)",
            as: ID<CalendarChannel>.self
        )
        for channel in old { try tx.enqueue(StopChannel(channel: channel), unique: channel.description) }
    }
}
